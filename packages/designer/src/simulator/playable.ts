import { checkStructure, compileFlow, FlowError, parseFlow, type CompiledFlow, type DraftDocument, type DraftNode, type FlowProblem, type FlowResources } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import { withNodeField } from '../document/node-fields.js'
import { unconnectedId, unfinishedCause } from './playable-ids.js'

export type Playable = { readonly compiled: CompiledFlow } | { readonly problems: readonly FlowProblem[] }

const endOf = ({ id, name }: Pick<DraftNode, 'id' | 'name'>): DraftNode => ({ id, kind: 'hangup', name: name.trim() === '' ? id : name, cause: unfinishedCause })

/** Ways that are not connected, or lead to what is not there, lead to an end that says so. */
function withEnds(document: DraftDocument): DraftDocument {
  const known = new Set(document.nodes.map(({ id }) => id))
  const nodes = document.nodes.map((node) =>
    draftWays(node).reduce((changed, { path, to, required }) => (to === undefined ? required : !known.has(to)) ? withNodeField(changed, path, unconnectedId) : changed, node),
  )
  if (nodes.every((node, index) => node === document.nodes[index])) return document
  return { ...document, nodes: [...nodes, endOf({ id: unconnectedId, name: unconnectedId })] }
}

const withUnfinished = (document: DraftDocument, ids: ReadonlySet<string | undefined>): DraftDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (ids.has(node.id) && node.kind !== 'start' ? endOf(node) : node)),
})

/** A call of it begins at this node, whatever the start leads to. */
const beginningAt = (document: DraftDocument, from: string | undefined): DraftDocument =>
  from === undefined ? document : { ...document, nodes: document.nodes.map((node) => (node.kind === 'start' && node.id !== from ? { ...node, next: from } : node)) }

const nodeIdOf = ({ fields }: FlowError): string | undefined => (typeof fields.nodeId === 'string' ? fields.nodeId : undefined)

function compiled(document: DraftDocument, resources: FlowResources): Playable {
  const unfinished = new Set<string | undefined>()
  for (;;) {
    const parsed = parseFlow(withEnds(withUnfinished(document, unfinished)))
    if (!('document' in parsed)) {
      const faulty = parsed.problems.map(({ nodeId }) => nodeId)
      if (faulty.some((id) => id === undefined || unfinished.has(id) || isStart(document, id))) return { problems: parsed.problems }
      for (const id of faulty) unfinished.add(id)
      continue
    }
    try {
      return { compiled: compileFlow(parsed.document, { ...resources, flows: new Map(resources.flows).set(document.id, parsed.document) }) }
    } catch (error) {
      if (!(error instanceof FlowError)) throw error
      const id = nodeIdOf(error)
      if (id === undefined || unfinished.has(id) || isStart(document, id)) return { problems: reasonsFor(error, checkStructure(parsed.document, resources)) }
      unfinished.add(id)
    }
  }
}

const isStart = ({ nodes }: DraftDocument, id: string | undefined): boolean => nodes.some((node) => node.id === id && node.kind === 'start')

/** What the checker finds, in words for people, of whatever the compiler refuses; the compiler's own words where the checker finds nothing. */
const reasonsFor = ({ code, message }: FlowError, found: readonly FlowProblem[]): readonly FlowProblem[] => {
  const errors = found.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? errors : [{ code, severity: 'error', message, wayOut: '', zh: { message, wayOut: '' } }]
}

/**
 * The chart of a draft as far as it goes: a call that comes to what is not connected or not finished ends there and says so. Only a draft
 * that is wrong as a whole cannot be played.
 */
export const playableFlow = (draft: DraftDocument, resources: FlowResources, from?: string): Playable => compiled(beginningAt(draft, from), resources)
