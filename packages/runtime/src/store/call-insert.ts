import type { Kysely } from 'kysely'
import { toJsonb } from './json.js'
import type { SpooledCall } from './spool/spool-record.js'
import type { Database } from './tables.js'

interface InsertPlan {
  /** Milliseconds since the epoch. */
  readonly waitsUntil?: number | undefined
  /** What is there already stays; otherwise it is an error. */
  readonly keepsOld?: true
}

/** The row of a call and that of its key: both or none. */
export async function insertCall(db: Kysely<Database>, call: SpooledCall, { waitsUntil, keepsOld }: InsertPlan = {}): Promise<void> {
  const { sealed, wrappedKey, startedAt, lineAbilities, ...row } = call
  const values = {
    ...row,
    ...(lineAbilities !== undefined && { lineAbilities: toJsonb(lineAbilities) }),
    ...(waitsUntil !== undefined && { waitsUntil: new Date(waitsUntil) }),
    status: 'waiting',
    sealed: Buffer.from(sealed, 'base64'),
    startedAt: new Date(startedAt),
  } as const
  const insert = (query: Pick<Kysely<Database>, 'insertInto'>) => query.insertInto('calls').values(values)
  await db
    .with('begun', (query) => (keepsOld === true ? insert(query).onConflict((conflict) => conflict.doNothing()) : insert(query)).returning('callId'))
    .insertInto('callKeys')
    .columns(['callId', 'wrappedKey'])
    .expression((query) => query.selectFrom('begun').select((from) => ['callId', from.val(Buffer.from(wrappedKey, 'base64')).as('wrappedKey')]))
    .execute()
}
