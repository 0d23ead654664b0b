import type { ColumnType } from 'kysely'

/** A json or jsonb column: read as JSON; written as the text that `toJsonb` makes. */
export type Jsonb<Value> = ColumnType<Value, string, string>
export type Timestamp = ColumnType<Date, Date, Date>
export type OptionalTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>
export type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>
