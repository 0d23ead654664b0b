import type { Heat, HeatQuery } from '@callchart/protocol'
import { sql, type RawBuilder } from 'kysely'
import type { Store } from '../store/store.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import { callCondition, type CallFilter } from './call-filter.js'
import { callsWithNumber } from './call-numbers.js'

type Db = Store['db']

interface NodeRow {
  readonly node: string
  readonly calls: number
  readonly visits: number
  readonly dropOffs: number
}

/** Visits and drop-offs of each node, over the very calls that the list shows; read at one moment, so that the sums agree. */
export async function heatOf(db: Db, keys: CallKeys, flow: string, query: HeatQuery): Promise<Heat> {
  const filter = { ...query, flow, status: 'ended' } as const
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const condition = await conditionOf(transaction, keys, filter)
      const nodes = await sql<NodeRow>`
        select node, count(*)::integer as calls, sum(visits)::integer as visits,
          (count(*) filter (where calls.left_flow = call_nodes.flow and calls.left_node = call_nodes.node))::integer as drop_offs
        from calls join call_nodes on call_nodes.call_id = calls.call_id and call_nodes.flow = calls.flow
        where ${condition} group by node order by node`.execute(transaction)
      const totals = await sql<{ readonly calls: number; readonly dropOffs: number }>`
        select count(*)::integer as calls, (count(*) filter (where disposition = 'caller-hung-up'))::integer as drop_offs
        from calls where ${condition}`.execute(transaction)
      const { calls = 0, dropOffs = 0 } = totals.rows[0] ?? {}
      const drawn = nodes.rows.reduce((sum, node) => sum + node.dropOffs, 0)
      return { calls, dropOffs, elsewhere: dropOffs - drawn, nodes: [...nodes.rows] }
    })
}

async function conditionOf(db: Db, keys: CallKeys, filter: CallFilter): Promise<RawBuilder<boolean>> {
  const { number } = filter
  if (number === undefined) return callCondition(filter)
  return sql<boolean>`calls.call_id = any(${await callsWithNumber(db, keys, { ...filter, number })})`
}
