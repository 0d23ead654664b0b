import type { NumberOverride, NumberRoute, RouteKind } from '@callchart/protocol'
import type { ColumnType, Generated } from 'kysely'
import type { Optional, OptionalTimestamp, Timestamp } from './columns.js'

/** `jsonb` that may be absent. */
type OptionalJsonb<Value> = ColumnType<Value | null, string | null | undefined, string | null>

/** Which flow answers which numbers, beside what flows claim themselves. */
export interface NumberRoutesTable {
  routeId: string
  kind: RouteKind
  value: string
  condition: OptionalJsonb<NonNullable<NumberRoute['condition']>>
  switchId: Optional<string>
  flow: string
  priority: number
  note: string
  author: string
  changedAt: Timestamp
}

/** What is known of a number; `override` holds as long as it stands there. */
export interface NumberSettingsTable {
  number: string
  name: string
  isOwn: Generated<boolean>
  override: OptionalJsonb<NumberOverride>
  overriddenBy: Optional<string>
  overriddenAt: OptionalTimestamp
  author: string
  changedAt: Timestamp
}

/** At most one row. */
export interface NumberDefaultsTable {
  isOnly: boolean
  flow: string
  author: string
  changedAt: Timestamp
}

export interface NumberTables {
  numberRoutes: NumberRoutesTable
  numberSettings: NumberSettingsTable
  numberDefaults: NumberDefaultsTable
}

export const numberTables = [
  `create table number_routes (
    route_id text primary key, kind text not null check (kind in ('exact', 'prefix', 'range')), value text not null,
    condition jsonb, switch_id text, flow text not null, priority integer not null, note text not null,
    author text not null, changed_at timestamptz not null)`,
  `create table number_settings (
    number text primary key, name text not null, is_own boolean not null default false,
    override jsonb, overridden_by text, overridden_at timestamptz, author text not null, changed_at timestamptz not null)`,
  `create table number_defaults (
    is_only boolean primary key check (is_only), flow text not null, author text not null, changed_at timestamptz not null)`,
]
