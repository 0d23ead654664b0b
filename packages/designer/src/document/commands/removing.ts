import { passingWay, type DraftDocument, type DraftNode } from '@callchart/flow'
import type { Command } from '../command.js'
import { draftWays } from '../draft-ways.js'
import { withFlowTargets, withNodeTargets } from '../targets.js'

/** What may go of what is asked for: a flow keeps its last beginning. */
export function removable({ nodes }: DraftDocument, ids: ReadonlySet<string>): ReadonlySet<string> {
  const starts = nodes.filter(({ kind }) => kind === 'start')
  const kept = starts.every(({ id }) => ids.has(id)) ? starts[0]?.id : undefined
  return new Set(nodes.map(({ id }) => id).filter((id) => ids.has(id) && id !== kept))
}

/** Where a call goes on that came to a node that is gone; undefined where nobody can tell. */
function pastGone(nodes: ReadonlyMap<string, DraftNode>, gone: ReadonlySet<string>, from: string): string | undefined {
  const seen = new Set<string>()
  let at: string | undefined = from
  while (at !== undefined && gone.has(at) && !seen.has(at)) {
    seen.add(at)
    const node: DraftNode | undefined = nodes.get(at)
    at = node === undefined ? undefined : passingWay(node.kind, draftWays(node))?.to
  }
  return at !== undefined && nodes.has(at) && !gone.has(at) ? at : undefined
}

/** Takes nodes away. What led to one goes on where its main way led, or is left open where it has none. */
export const removeNodes = (ids: Iterable<string>): Command => {
  const asked = new Set(ids)
  return { kind: 'removeNodes', apply: (document) => withoutNodes(document, removable(document, asked)) }
}

function withoutNodes(document: DraftDocument, gone: ReadonlySet<string>): DraftDocument {
  if (gone.size === 0) return document
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const healed = (to: string): string | undefined => (gone.has(to) ? pastGone(byId, gone, to) : to)
  const nodes = document.nodes.filter(({ id }) => !gone.has(id)).map((node) => withNodeTargets(node, healed))
  return withoutPlaces(withFlowTargets({ ...document, nodes }, healed), gone)
}

function withoutPlaces(document: DraftDocument, gone: ReadonlySet<string>): DraftDocument {
  const { layout, ...rest } = document
  if (layout === undefined || !Object.keys(layout).some((id) => gone.has(id))) return document
  const places = Object.fromEntries(Object.entries(layout).filter(([id]) => !gone.has(id)))
  return (Object.keys(places).length === 0 ? rest : { ...document, layout: places })
}
