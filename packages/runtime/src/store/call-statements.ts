import type pg from 'pg'
import { groupStatement } from './group-statement.js'
import type { Json } from './json.js'
import type { CallRow } from './tables.js'

/** A call that waits for its media. */
export interface WaitingCall {
  readonly callId: string
  readonly flow: string
  readonly version: string
  readonly direction: CallRow['direction']
  readonly ani: string | null
  readonly dnis: string | null
  readonly variables: Readonly<Record<string, Json>>
  readonly startedAt: Date
  readonly switchId: string | null
  readonly lineId: string | null
  readonly cameByHop: boolean
  readonly waitsUntil?: Date
  readonly lineHolder?: string
  readonly lineAbilities?: object
  readonly lineEpoch?: number
}

export interface Activation {
  readonly callId: string
  readonly leaseOwner: string
  readonly leaseUntil: Date
}

/** What each call asks of the database as it begins. @throws RUNTIME_STORE_UNAVAILABLE */
export interface CallStatements {
  insert(call: WaitingCall): Promise<unknown>
  /** The media of a waiting call are here; undefined: it does not wait. */
  activate(activation: Activation): Promise<CallRow | undefined>
}

/** Every column of `calls`, and what JSON gives for it. */
const columnTypes: Record<keyof CallRow, string> = {
  callId: 'text',
  flow: 'text',
  version: 'text',
  status: 'text',
  direction: 'text',
  ani: 'text',
  dnis: 'text',
  variables: 'jsonb',
  startedAt: 'timestamptz',
  answeredAt: 'timestamptz',
  endedAt: 'timestamptz',
  disposition: 'text',
  epoch: 'integer',
  leaseOwner: 'text',
  leaseUntil: 'timestamptz',
  hangUpAsked: 'text',
  switchId: 'text',
  lineId: 'text',
  cameByHop: 'boolean',
  waitsUntil: 'timestamptz',
  turns: 'integer',
  transfer: 'text',
  leftFlow: 'text',
  leftNode: 'text',
  lineHolder: 'text',
  lineEpoch: 'integer',
  lineAbilities: 'jsonb',
}

type Column = keyof CallRow
const inserted = ['callId', 'flow', 'version', 'direction', 'ani', 'dnis', 'variables', 'startedAt', 'switchId', 'lineId', 'cameByHop', 'waitsUntil', 'lineHolder', 'lineAbilities'] as const satisfies readonly Column[]

const snake = (column: string): string => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const given = (columns: readonly Column[]): string => `with given as (select * from json_to_recordset($1) as given(place integer, ${columns.map((column) => `"${column}" ${columnTypes[column]}`).join(', ')}))`

const insertStatement = {
  name: 'calls-insert',
  text: `${given([...inserted, 'lineEpoch'])}
    insert into calls (status, line_epoch, ${inserted.map(snake).join(', ')})
    select 'waiting', coalesce("lineEpoch", 0), ${inserted.map((column) => `"${column}"`).join(', ')} from given`,
}

/** With the ids in an array the index is used: of a function the planner expects a hundred rows. */
const activateStatement = {
  name: 'calls-activate',
  text: `${given(['callId', 'leaseOwner', 'leaseUntil'])}
    update calls set status = 'active', lease_owner = given."leaseOwner", lease_until = given."leaseUntil" from given
    where calls.call_id = any(array(select "callId" from given)) and calls.call_id = given."callId" and calls.status = 'waiting'
    returning given.place, ${Object.keys(columnTypes).map((column) => `calls.${snake(column)} as "${column}"`).join(', ')}`,
}

export const createCallStatements = (pool: Pick<pg.Pool, 'query'>): CallStatements => ({
  insert: groupStatement<WaitingCall, never>(pool, insertStatement),
  activate: groupStatement<Activation, CallRow>(pool, activateStatement),
})
