import type { DraftDocument, DraftNode, Way } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import { nodesById } from '../document/node-index.js'
import { entriesOf, type Entry } from './entries.js'

/** The way by which a row is come to: of which node. */
export interface Through {
  readonly node: DraftNode
  readonly way: Way
}

/** One line of the outline. */
export type OutlineRow =
  | { readonly type: 'section'; readonly section: 'fromAnywhere' | 'notReached'; readonly key: string; readonly depth: number }
  | { readonly type: 'node'; readonly node: DraftNode; readonly through?: Through; readonly entry?: Entry; readonly key: string; readonly depth: number; readonly hasChildren: boolean }
  /** A node that stands further up already. */
  | { readonly type: 'again'; readonly node: DraftNode; readonly through: Through; readonly key: string; readonly depth: number }
  | { readonly type: 'open'; readonly through: Through; readonly key: string; readonly depth: number }

interface Waiting {
  readonly id: string
  readonly depth: number
  readonly through?: Through
  readonly entry?: Entry
}

const key = ({ node, way }: Through): string => `${node.id} ${way.way}`

/**
 * The flow as a list to be read from above: what follows the only way of a node stands below it, what follows one of several ways one level
 * further in. Each node stands there once; where it is led to again there is a mention.
 */
export function outlineRows(document: DraftDocument): readonly OutlineRow[] {
  const byId = nodesById(document)
  const seen = new Set<string>()
  const rows: OutlineRow[] = []
  const visit = (root: Waiting): void => {
    const waiting = [root]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { id, depth, through, entry } = next
      const node = byId.get(id)
      if (node === undefined) continue
      if (seen.has(id)) {
        if (through !== undefined) rows.push({ type: 'again', node, through, depth, key: key(through) })
        continue
      }
      seen.add(id)
      const ways = draftWays(node)
      const isForked = ways.length > 1
      rows.push({ type: 'node', node, depth, key: `node ${id}`, hasChildren: isForked, ...(through !== undefined && { through }), ...(entry !== undefined && { entry }) })
      for (const way of [...ways].reverse()) waiting.push({ id: way.to ?? '', depth: isForked ? depth + 1 : depth, through: { node, way } })
    }
  }
  const visitWithOpen = (root: Waiting): void => {
    const from = rows.length
    visit(root)
    rows.splice(from, rows.length - from, ...withOpenWays(rows.slice(from)))
  }
  for (const { id, kind } of document.nodes) if (kind === 'start') visitWithOpen({ id, depth: 0 })
  const entries = [...entriesOf(document)].flatMap(([id, own]) => (byId.has(id) ? own.map((entry) => ({ id, entry })) : []))
  if (entries.length > 0) {
    rows.push({ type: 'section', section: 'fromAnywhere', key: 'section fromAnywhere', depth: 0 })
    for (const { id, entry } of entries) {
      const node = byId.get(id)
      if (node === undefined) continue
      if (seen.has(id)) rows.push({ type: 'node', node, entry, depth: 0, key: `entry ${JSON.stringify(entry)}`, hasChildren: false })
      else visitWithOpen({ id, depth: 0, entry })
    }
  }
  const left = document.nodes.filter(({ id }) => !seen.has(id))
  if (left.length > 0) rows.push({ type: 'section', section: 'notReached', key: 'section notReached', depth: 0 })
  for (const { id } of left) if (!seen.has(id)) visitWithOpen({ id, depth: 0 })
  return rows
}

/** Ways that must lead somewhere and do not, each where it would be read. */
function withOpenWays(rows: readonly OutlineRow[]): OutlineRow[] {
  return rows.flatMap((row): OutlineRow[] => {
    if (row.type !== 'node') return [row]
    const open = draftWays(row.node).filter(({ to, required }) => to === undefined && required)
    return [row, ...open.map((way): OutlineRow => ({ type: 'open', through: { node: row.node, way }, depth: row.hasChildren ? row.depth + 1 : row.depth, key: `${row.node.id} ${way.way}` }))]
  })
}

/** Rows that are seen while some are folded. */
export function unfolded(rows: readonly OutlineRow[], folded: ReadonlySet<string>): readonly OutlineRow[] {
  if (folded.size === 0) return rows
  const seen: OutlineRow[] = []
  let hiddenBelow: number | undefined
  for (const row of rows) {
    if (hiddenBelow !== undefined && row.depth > hiddenBelow && row.type !== 'section') continue
    hiddenBelow = undefined
    seen.push(row)
    if (row.type === 'node' && folded.has(row.node.id)) hiddenBelow = row.depth
  }
  return seen
}
