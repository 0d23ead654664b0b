import type { DraftDocument, DraftNode } from '@callchart/flow'
import { mentionsOf, withNames } from '../../document/names.js'

/** Where each variable is used. */
export interface Uses {
  readonly nodes: readonly DraftNode[]
  /** Named in the flow's own settings too. */
  readonly inSettings: boolean
}

/** Of a variable that nothing names. */
export const unused: Uses = { nodes: [], inSettings: false }

/** Uses of every variable, found in one go. */
export function usesOf(document: DraftDocument): ReadonlyMap<string, Uses> {
  const byName = new Map<string, DraftNode[]>()
  for (const node of document.nodes)
    for (const name of mentionsOf(node).variables) {
      const nodes = byName.get(name)
      if (nodes === undefined) byName.set(name, [node])
      else nodes.push(node)
    }
  const named = new Set<string>()
  withNames(
    { ...document, nodes: [] },
    {
      variable: (name) => {
        named.add(name)
        return name
      },
    },
  )
  return new Map([...new Set([...byName.keys(), ...named])].map((name) => [name, { nodes: byName.get(name) ?? [], inSettings: named.has(name) }]))
}
