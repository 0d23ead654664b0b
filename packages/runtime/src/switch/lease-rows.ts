import { sql, type Kysely } from 'kysely'
import type { Database } from '../store/tables.js'

export interface HeldLease {
  readonly switchId: string
  readonly epoch: number
}

/** Rows of `switch_leases`; every time in them is of the database's own clock. */
export interface LeaseRows {
  /**
   * @param isForced whoever has it loses it: the switch itself has come to us
   * @returns its epoch; undefined: another runtime has it
   */
  take(switchId: string, isForced: boolean): Promise<number | undefined>
  /** @returns those that are ours still, for as long again */
  renew(leases: readonly HeldLease[]): Promise<readonly HeldLease[]>
  /** Another runtime may have it at once. */
  release(lease: HeldLease): Promise<void>
}

const tell = (switchId: string) => sql`pg_notify('callchart_lines', 'lease ' || ${switchId}::text)`

/** @param owner this runtime */
export function createLeaseRows(db: Kysely<Database>, owner: string, leaseMs: number): LeaseRows {
  const until = sql`now() + ${leaseMs} * interval '1 millisecond'`
  return {
    async take(switchId, isForced) {
      const { rows } = await sql<{ epoch: number }>`with taken as (
          insert into switch_leases (switch_id, owner, epoch, until) values (${switchId}, ${owner}, 1, ${until})
          on conflict (switch_id) do update set owner = ${owner}, epoch = switch_leases.epoch + 1, until = ${until}
          where ${isForced} or switch_leases.until < now() returning epoch)
        select epoch, ${tell(switchId)} from taken`.execute(db)
      return rows[0]?.epoch
    },
    async renew(leases) {
      const given = JSON.stringify(leases.map(({ switchId, epoch }) => ({ switch_id: switchId, epoch })))
      const { rows } = await sql<HeldLease>`update switch_leases l set until = ${until}
        from json_to_recordset(${given}) as held(switch_id text, epoch integer)
        where l.switch_id = held.switch_id and l.epoch = held.epoch and l.owner = ${owner} returning l.switch_id, l.epoch`.execute(db)
      return rows
    },
    async release({ switchId, epoch }) {
      await sql`with released as (
          update switch_leases set until = now() - interval '1 millisecond' where switch_id = ${switchId} and epoch = ${epoch} and owner = ${owner} returning switch_id)
        select ${tell(switchId)} from released`.execute(db)
    },
  }
}
