import { sql, type Kysely } from 'kysely'
import type { ContentKey } from '../store/seal/content-seal.js'
import type { Database } from '../store/tables.js'
import type { LineNews, LineOrder, OrderAnswer } from './line-order.js'
import { openContent, sealContent, type SealedContent } from './sealed-content.js'

/** The switch's own name of a line. */
export interface LineName {
  readonly switchId: string
  readonly lineId: string
}

/** An order on its way to whoever has a line. */
export interface NewOrder {
  readonly orderId: string
  readonly callId: string
  readonly switchId: string
  /** Of the call, as the runtime has it that asks. @see LineOrdersTable.callEpoch */
  readonly callEpoch?: number
  readonly content: LineOrder
}

export interface TakenOrder extends Omit<NewOrder, 'callEpoch'> {
  /** False: whoever asks has lost the call. */
  readonly isCurrent: boolean
}

export interface PostedNews {
  readonly callId: string
  readonly number: number
  readonly content: LineNews
}

/** What runtimes that work on calls and runtimes that have their lines write for each other. Each statement tells the other one that it has come. */
export interface LineRows {
  /** An order to whoever has the line of the call; `originate` to whoever has the switch, `hold-caller` to whoever works on the call. */
  send(order: NewOrder): Promise<void>
  /** The same, of a line that is known by its name. False: no other runtime has it. */
  sendByLine(orderId: string, line: LineName, content: LineOrder): Promise<boolean>
  /** Orders to this runtime that nobody has taken, in their order: each is given once. */
  take(): Promise<readonly TakenOrder[]>
  answer(orderId: string, answer: OrderAnswer): Promise<void>
  /** Answers to orders of this runtime, until they are forgotten. */
  answers(): Promise<readonly { readonly orderId: string; readonly answer: OrderAnswer }[]>
  /** False: it was taken, and may be under way. */
  takeBack(orderId: string): Promise<boolean>
  forget(orderIds: readonly string[]): Promise<void>
  /**
   * What a line tells, for the runtime that works on its call.
   * @param epoch which holder of the line tells it @returns until when that runtime has the call, milliseconds since the epoch; undefined: the call does not run, or another runtime has the line
   */
  post(news: PostedNews, epoch: number): Promise<number | undefined>
  /** Of calls that this runtime works on, those of one call in their order. */
  posted(): Promise<readonly PostedNews[]>
  /** They are in the journal. */
  remove(news: readonly Pick<PostedNews, 'callId' | 'number'>[]): Promise<void>
  /** Whoever has the line of a call hears that its media have come to this runtime. */
  tellHeard(holder: string, callId: string): Promise<void>
  /** Of orders that nobody waits for, and facts of calls that are over. */
  sweep(): Promise<void>
}

/** An order that nobody takes within this time is too late for everybody. */
const orderLifeMs = 5_000
const forgottenAfterMs = 60_000

const notify = (kind: string, runtimeId: ReturnType<typeof sql>) => sql`pg_notify('callchart_lines', ${kind} || ' ' || coalesce(${runtimeId}, '-'))`

/** The commit does not wait for the disk: what a crash of the database undoes here is asked for again, or given up. */
const withoutDisk = sql`set_config('synchronous_commit', 'off', true)`

const orderPlace = (orderId: string): string => `order ${orderId}`
const answerPlace = (orderId: string): string => `answer ${orderId}`
const factPlace = (callId: string, number: number): string => `fact ${callId} ${number}`

/** @param runtimeId this one @param key of what is on its way between runtimes */
export function createLineRows(db: Kysely<Database>, runtimeId: string, key: ContentKey): LineRows {
  return {
    async send({ orderId, callId, switchId, callEpoch, content }) {
      const receiver =
        content.type === 'originate' ? sql`(select owner from switch_leases where switch_id = ${switchId})` : sql`(select ${content.type === 'hold-caller' ? sql`lease_owner` : sql`line_holder`} from calls where call_id = ${callId})`
      await sql`with sent as (
          insert into line_orders (order_id, call_id, switch_id, call_epoch, sender, content)
          values (${orderId}, ${callId}, ${switchId}, ${callEpoch ?? null}, ${runtimeId}, ${sealContent(content, key, orderPlace(orderId))}))
        select ${notify('orders', receiver)}, ${withoutDisk}`.execute(db)
    },
    async sendByLine(orderId, { switchId, lineId }, content) {
      const { rows } = await sql`with held as (
          select call_id, line_holder from calls
          where switch_id = ${switchId} and line_id = ${lineId} and status <> 'ended' and line_holder <> ${runtimeId}
        ), sent as (
          insert into line_orders (order_id, call_id, switch_id, sender, content)
          select ${orderId}, call_id, ${switchId}, ${runtimeId}, ${sealContent(content, key, orderPlace(orderId))}::jsonb from held)
        select ${notify('orders', sql`line_holder`)}, ${withoutDisk} from held`.execute(db)
      return rows.length > 0
    },
    async take() {
      const { rows } = await sql<Omit<TakenOrder, 'content'> & { readonly place: number; readonly content: LineOrder | SealedContent }>`with mine as (
          select o.order_id, (o.call_epoch is null or o.call_epoch = c.epoch) as is_current
          from line_orders o join calls c on c.call_id = o.call_id left join switch_leases l on l.switch_id = o.switch_id
          where o.taken_by is null and o.sent_at > now() - ${orderLifeMs} * interval '1 millisecond'
            and (case o.content ->> 'type' when 'originate' then l.owner when 'hold-caller' then c.lease_owner else c.line_holder end) = ${runtimeId}
          for update of o skip locked)
        update line_orders o set taken_by = ${runtimeId} from mine where mine.order_id = o.order_id
        returning o.order_id, o.place, o.call_id, o.switch_id, o.content, mine.is_current`.execute(db)
      return rows.sort((one, other) => one.place - other.place).map((row) => ({ ...row, content: openContent(row.content, key, orderPlace(row.orderId)) }))
    },
    async answer(orderId, answer) {
      await sql`with done as (
          update line_orders set answer = ${sealContent(answer, key, answerPlace(orderId))} where order_id = ${orderId} and taken_by = ${runtimeId} returning sender)
        select ${notify('answers', sql`sender`)}, ${withoutDisk} from done`.execute(db)
    },
    async answers() {
      const { rows } = await sql<{ orderId: string; answer: OrderAnswer | SealedContent }>`select order_id, answer from line_orders where sender = ${runtimeId} and answer is not null`.execute(db)
      return rows.map(({ orderId, answer }) => ({ orderId, answer: openContent(answer, key, answerPlace(orderId)) }))
    },
    async takeBack(orderId) {
      const { numDeletedRows } = await db.deleteFrom('lineOrders').where('orderId', '=', orderId).where('takenBy', 'is', null).executeTakeFirst()
      return numDeletedRows > 0n
    },
    async forget(orderIds) {
      await sql`with gone as (delete from line_orders where order_id = any(${[...orderIds]})) select ${withoutDisk}`.execute(db)
    },
    async post({ callId, number, content }, epoch) {
      const { rows } = await sql<{ leaseUntil: Date | null }>`with call as (
          select call_id, lease_owner, lease_until from calls where call_id = ${callId} and status = 'active' and line_epoch = ${epoch}
        ), posted as (
          insert into line_facts (call_id, number, content) select call_id, ${number}::bigint, ${sealContent(content, key, factPlace(callId, number))}::jsonb from call on conflict do nothing)
        select lease_until, ${notify('facts', sql`lease_owner`)} from call`.execute(db)
      return rows[0]?.leaseUntil?.getTime()
    },
    async posted() {
      const { rows } = await sql<Omit<PostedNews, 'content'> & { content: LineNews | SealedContent }>`select f.call_id, f.number, f.content from line_facts f join calls c on c.call_id = f.call_id
        where c.lease_owner = ${runtimeId} and c.status = 'active' order by f.call_id, f.number`.execute(db)
      return rows.map((row) => ({ ...row, content: openContent(row.content, key, factPlace(row.callId, row.number)) }))
    },
    async remove(news) {
      await sql`with gone as (
          delete from line_facts using json_to_recordset(${JSON.stringify(news.map(({ callId, number }) => ({ call_id: callId, number })))}) as taken(call_id text, number bigint)
          where line_facts.call_id = taken.call_id and line_facts.number = taken.number)
        select ${withoutDisk}`.execute(db)
    },
    async tellHeard(holder, callId) {
      await sql`select pg_notify('callchart_lines', ${`heard ${holder} ${callId}`})`.execute(db)
    },
    async sweep() {
      await sql`delete from line_orders where sent_at < now() - ${forgottenAfterMs} * interval '1 millisecond'`.execute(db)
      await sql`delete from line_facts using calls where calls.call_id = line_facts.call_id and calls.status = 'ended'`.execute(db)
    },
  }
}
