import type { ColumnType, Generated } from 'kysely'
import type { HeldAbilities } from '../switch/held-lines.js'
import type { LineNews, LineOrder, OrderAnswer } from '../switch/line-order.js'
import type { Optional, Timestamp } from './columns.js'

/** Which runtime has the control connection of a switch. */
export interface SwitchLeasesTable {
  switchId: string
  owner: string
  /** Grows with every owner. */
  epoch: number
  /** By the database's own clock: whoever asks later may take it. */
  until: Timestamp
}

/** What a runtime that works on a call asks of the one that has its line; gone once it is answered, or given up. */
export interface LineOrdersTable {
  orderId: string
  /** Orders of a call are obeyed in this order. */
  place: Generated<number>
  callId: string
  switchId: string
  /** Of the runtime that asks: one that has lost the call is refused. Null: whoever asks need not have the call. */
  callEpoch: Optional<number>
  sender: string
  content: ColumnType<LineOrder, string, string>
  sentAt: Timestamp
  takenBy: Optional<string>
  answer: ColumnType<OrderAnswer | null, string | null | undefined, string | null>
}

/** What a switch has told of a line, for the runtime that works on its call; gone once it is in the journal. */
export interface LineFactsTable {
  callId: string
  /** @see HeldLine.number */
  number: number
  content: ColumnType<LineNews, string, string>
}

/** Columns of `calls`: who has the line. */
export interface LineHolderColumns {
  lineHolder: Optional<string>
  /** Grows each time another runtime comes to have it. */
  lineEpoch: Generated<number>
  lineAbilities: ColumnType<HeldAbilities | null, string | null | undefined, string | null>
}

export interface LineTables {
  switchLeases: SwitchLeasesTable
  lineOrders: LineOrdersTable
  lineFacts: LineFactsTable
}

/** Orders and facts live for milliseconds: their tables stay small, and are cleaned early. */
const shortLived = 'with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)'

export const lineLeaseTables = [
  'alter table calls add column line_holder text, add column line_epoch integer not null default 0, add column line_abilities jsonb',
  `create index calls_by_line_holder on calls (line_holder) where line_holder is not null and status <> 'ended'`,
  'create table switch_leases (switch_id text primary key, owner text not null, epoch integer not null, until timestamptz not null)',
  `create table line_orders (
    order_id text primary key, place bigint generated always as identity, call_id text not null references calls on delete cascade, switch_id text not null,
    call_epoch integer, sender text not null, content jsonb not null, sent_at timestamptz not null default now(), taken_by text, answer jsonb) ${shortLived}`,
  'create index line_orders_by_sender on line_orders (sender) where answer is not null',
  `create table line_facts (
    call_id text not null references calls on delete cascade, number bigint not null, content jsonb not null, primary key (call_id, number)) ${shortLived}`,
]
