import type { DraftDocument, DraftNode, Json } from '@callchart/flow'

export interface PicturedNode {
  readonly id: string
  readonly kind: DraftNode['kind']
  readonly column: number
  readonly row: number
}

export interface ChartPicture {
  readonly nodes: readonly PicturedNode[]
  readonly lines: readonly { readonly from: PicturedNode; readonly to: PicturedNode }[]
  readonly columnCount: number
  readonly rowCount: number
}

/** Fields of a node that hold words of people, never a way. */
const wordFields: ReadonlySet<string> = new Set(['id', 'kind', 'name', 'note', 'prompt', 'prompts'])

function targetsIn(value: Json | undefined, ids: ReadonlySet<string>): string[] {
  if (typeof value === 'string') return ids.has(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (wordFields.has(key) ? [] : targetsIn(inner, ids)))
}

/** Where each node stands in a small picture: its distance from the start, then one below the other. Enough for a template; the canvas knows better. */
export function pictureOf({ nodes }: DraftDocument): ChartPicture {
  const ids = new Set(nodes.map(({ id }) => id))
  const targets = new Map(nodes.map((node) => [node.id, [...new Set(targetsIn(node, ids))]]))
  const columns = new Map<string, number>()
  let front = nodes.slice(0, 1).map(({ id }) => id)
  for (let column = 0; front.length > 0; column += 1) {
    for (const id of front) columns.set(id, column)
    front = [...new Set(front.flatMap((id) => targets.get(id) ?? []))].filter((id) => !columns.has(id))
  }
  const lastColumn = Math.max(0, ...columns.values())
  const heights = new Map<number, number>()
  const placed = nodes.map(({ id, kind }): PicturedNode => {
    // What only a key intent leads to stands at the end.
    const column = columns.get(id) ?? lastColumn
    const row = heights.get(column) ?? 0
    heights.set(column, row + 1)
    return { id, kind, column, row }
  })
  const byId = new Map(placed.map((node) => [node.id, node]))
  const lines = placed.flatMap((from) => (targets.get(from.id) ?? []).flatMap((id) => byId.get(id) ?? []).filter((to) => to.column > from.column).map((to) => ({ from, to })))
  return { nodes: placed, lines, columnCount: lastColumn + 1, rowCount: Math.max(1, ...heights.values()) }
}
