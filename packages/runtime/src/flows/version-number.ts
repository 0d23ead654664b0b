import { sql, type RawBuilder } from 'kysely'

/** Where a query has the flow and the version. */
export type NumberedTable = 'versions' | 'calls' | 'live_versions'

/** The first version of a flow that went live is 1, the next new one 2; one that comes back keeps its number. Null where it never was live. */
export const versionNumberOf = (table: NumberedTable): RawBuilder<number | null> => {
  const of = (column: 'flow' | 'version') => sql.ref(`${table}.${column}`)
  return sql<number | null>`(select nullif(count(distinct earlier.version), 0)::integer from publications as earlier
    where earlier.flow = ${of('flow')} and earlier.publication <= (select min(first.publication) from publications as first where first.version = ${of('version')}))`
}
