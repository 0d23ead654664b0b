import type { FlowDocument } from '../../../document/schema.js'
import type { NodeInput } from '../../driven-chart.js'
import type { LibraryFlow } from '../library-flow.js'
import { asksWhetherSet } from '../vocabulary.js'
import { among, drawnFrom, freeId, inserted, nodesOf, questionsOf, says, startOf, withDocument, withNewNodes, withNode } from './edit.js'
import type { Mutated, Mutator } from './mutator.js'

type Declared = FlowDocument['variables'][string]

const isCompared = ({ document }: LibraryFlow, name: string): boolean => asksWhetherSet(document, name)

/** Nothing is known of it before the call begins. */
const isEmpty = (declared: Declared | undefined): boolean => declared !== undefined && ((declared.type === 'string' && declared.initial === '') || (declared.type === 'date' && declared.initial === '') || (declared.type === 'number' && declared.initial === 0))

const writtenBy = (flow: LibraryFlow): { readonly node: string; readonly variable: string }[] => [
  ...nodesOf(flow, 'collect').map(({ id, variable }) => ({ node: id, variable })),
  ...nodesOf(flow, 'request').flatMap(({ id, save }) => Object.keys(save).map((variable) => ({ node: id, variable }))),
  ...nodesOf(flow, 'set').flatMap(({ id, assign }) => assign.map(({ variable }) => ({ node: id, variable }))),
]

const readable = (flow: LibraryFlow): { readonly node: string; readonly variable: string }[] =>
  writtenBy(flow).filter(({ variable }) => isEmpty(flow.document.variables[variable]) && !isCompared(flow, variable))

const telling = (flow: LibraryFlow, id: string, variable: string, next: string): NodeInput => ({
  id,
  kind: 'say',
  name: 'Tell the value',
  prompt: says(flow, `This is about {{ ${variable} }}.`, `这里说的是{{ ${variable} }}。`),
  next,
})

const spoken = (flow: LibraryFlow, nodes: readonly string[], variable: string): Mutated => ({ flow, nodes, evidence: { type: 'speaksUnset', variable } })

/** Prompts that say what nobody has given yet. */
export const variableMutators: readonly Mutator[] = [
  {
    name: 'read-before-anything-sets-it',
    family: 'unsetVariable',
    meaning: 'The greeting already says a value that is only asked for later: the caller hears a gap.',
    mutate: (flow, dice) => {
      const found = among(dice, readable(flow))
      const question = questionsOf(flow)[0]
      if (found === undefined || question === undefined) return undefined
      const id = freeId(flow, 'tells')
      return spoken(inserted(flow, question.id, [telling(flow, id, found.variable, question.id)]), [id], found.variable)
    },
  },
  {
    name: 'read-on-one-way-only',
    family: 'unsetVariable',
    meaning: 'Some callers, those whom we called, hear a value before it is known.',
    mutate: (flow, dice) => {
      const found = among(dice, readable(flow))
      const begin = startOf(flow)
      const next = begin?.next
      if (found === undefined || begin === undefined || next === undefined) return undefined
      const [which, id] = [freeId(flow, 'which'), freeId(flow, 'tells')]
      const decide: NodeInput = { id: which, kind: 'decide', name: 'Who called?', branches: [{ when: 'call.direction == "outbound"', to: id }], else: next }
      return spoken(withNewNodes(withNode(flow, { ...begin, next: which }), decide, telling(flow, id, found.variable, next)), [id], found.variable)
    },
  },
  {
    name: 'set-on-one-way-read-behind-both',
    family: 'unsetVariable',
    meaning: 'A value is set on one way and said behind both: who came the other way hears a gap.',
    mutate: (flow, dice) => {
      const question = among(dice, questionsOf(flow))
      if (question === undefined) return undefined
      const [which, set, id] = [freeId(flow, 'which'), freeId(flow, 'tariff'), freeId(flow, 'tells')]
      const decide: NodeInput = { id: which, kind: 'decide', name: 'Who called?', branches: [{ when: 'call.direction == "inbound"', to: set }], else: id }
      const changed = inserted(flow, question.id, [decide, { id: set, kind: 'set', name: 'Tariff', assign: [{ variable: 'tariffName', value: '"Comfort"' }], next: id }, telling(flow, id, 'tariffName', question.id)])
      const variables: FlowDocument['variables'] = { ...changed.document.variables, tariffName: { type: 'string', initial: '', sensitive: false } }
      return spoken(withDocument(changed, { variables }), [id], 'tariffName')
    },
  },
  {
    name: 'silence-skips-the-value',
    family: 'unsetVariable',
    meaning: 'Who stays silent at a question goes on as if they had answered, and hears a gap where the answer is read back.',
    mutate: (flow, dice) => {
      const drawn = drawnFrom(flow)
      const collect = among(dice, nodesOf(flow, 'collect'), ({ id, variable, next }) => next !== undefined && drawn.has(id) && isEmpty(flow.document.variables[variable]) && !isCompared(flow, variable))
      if (collect?.next === undefined) return undefined
      const id = freeId(flow, 'tells')
      const changed = withNode(flow, { ...collect, next: id, noInput: { ...collect.noInput, to: id } })
      return spoken(withNewNodes(changed, telling(flow, id, collect.variable, collect.next)), [id, collect.id], collect.variable)
    },
  },
  {
    name: 'failure-goes-on-as-success',
    family: 'unsetVariable',
    meaning: 'A service that failed is taken for one that answered: the caller hears an answer without its value.',
    mutate: (flow, dice) => {
      const drawn = drawnFrom(flow)
      const request = among(dice, nodesOf(flow, 'request'), ({ id, wait, save, next }) => wait && next !== undefined && drawn.has(id) && Object.keys(save).some((variable) => isRead(flow, next, variable)))
      const variable = Object.keys(request?.save ?? {}).find((each) => isRead(flow, request?.next ?? '', each))
      if (request?.next === undefined || variable === undefined) return undefined
      return spoken(withNode(flow, { ...request, failure: request.next }), [request.next, request.id], variable)
    },
  },
  {
    name: 'answer-said-in-every-case',
    family: 'unsetVariable',
    meaning: 'Behind a service, the answer is said whether it came or not.',
    mutate: (flow, dice) => {
      const drawn = drawnFrom(flow)
      const request = among(dice, nodesOf(flow, 'request'), ({ id, wait, next, failure }) => wait && next !== undefined && failure !== undefined && drawn.has(id))
      if (request?.next === undefined) return undefined
      const id = freeId(flow, 'tells')
      const changed = withNode(flow, { ...request, save: { ...request.save, ticketNumber: 'body.ticketNumber' }, next: id, failure: id })
      const variables: FlowDocument['variables'] = { ...changed.document.variables, ticketNumber: { type: 'string', initial: '', sensitive: false } }
      return spoken(withNewNodes(withDocument(changed, { variables }), telling(flow, id, 'ticketNumber', request.next)), [id, request.id], 'ticketNumber')
    },
  },
]

/** The node says the variable, of which nothing is known before the call. */
export const isRead = (flow: LibraryFlow, id: string, variable: string): boolean => {
  const node = flow.document.nodes.find((each) => each.id === id)
  return node?.kind === 'say' && isEmpty(flow.document.variables[variable]) && !isCompared(flow, variable) && new RegExp(`\\{\\{[^}]*\\b${variable}\\b`).test(JSON.stringify(node.prompt))
}
