import type { DraftDocument, DraftNode, FlowProblem } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'

/** A node in whose place another stands: it leads where the other leads, and has nothing to be found fault with. */
function standInFor(node: DraftNode, known: ReadonlySet<string>): DraftNode {
  const targets = [...new Set(draftWays(node).flatMap(({ to }) => (typeof to === 'string' && known.has(to) ? [to] : [])))]
  const { id, name } = node
  const [first] = targets
  const fields = first === undefined ? { kind: 'hangup' } : { kind: 'decide', branches: targets.map((to) => ({ when: 'true', to })), else: first }
  return { id, name: name.trim() === '' ? id : name, ...fields } as DraftNode
}

/**
 * The document with stand-ins for nodes that do not fit the schema yet, so that the others can be looked at; undefined where it is
 * not only nodes that do not fit.
 */
export function withStandIns(document: DraftDocument, faults: readonly FlowProblem[]): DraftDocument | undefined {
  if (faults.some(({ nodeId }) => nodeId === undefined)) return undefined
  const faulty = new Set(faults.map(({ nodeId }) => nodeId))
  const known = new Set(document.nodes.map(({ id }) => id))
  return { ...document, nodes: document.nodes.map((node) => (faulty.has(node.id) && node.kind !== 'start' ? standInFor(node, known) : node)) }
}
