import type { NodeInput } from '../../driven-chart.js'
import { flowNodeSchema, waysOut, type FlowNode, type NodeOf } from '../../../nodes/schemas.js'
import type { LibraryFlow } from '../library-flow.js'
import { among, connectedBy, drawnFrom, freeId, inserted, nodesOf, questionsOf, sayInput, says, startOf, withDocument, withNewNodes, withNode } from './edit.js'
import type { Mutated, Mutator } from './mutator.js'

type Question = NodeOf<'ask' | 'menu' | 'collect'>

const goesRound = (flow: LibraryFlow, at: string, nodes: readonly string[], through = at): Mutated => ({ flow, nodes, evidence: { type: 'goesRound', at, through } })

/** A way of the node leads to a word, and from there back to the node. */
const backBySay = (flow: LibraryFlow, node: FlowNode, ways: readonly string[], text: string): { readonly flow: LibraryFlow; readonly said: string } => {
  const said = freeId(flow, 'word')
  const changed = ways.reduce((each, way) => connectedBy(each, way, said), node)
  return { flow: withNewNodes(withNode(flow, changed), sayInput(flow, said, node.id, text)), said }
}

const reached = <Node extends FlowNode>(flow: LibraryFlow, nodes: readonly Node[]): Node[] => {
  const drawn = drawnFrom(flow)
  return nodes.filter(({ id }) => drawn.has(id))
}

/** Tries that are counted: the node that counts, and the decision over the count. */
const counters = (flow: LibraryFlow) =>
  nodesOf(flow, 'set').flatMap((count) => {
    const [only, ...more] = count.assign
    const decide = nodesOf(flow, 'decide').find(({ branches }) => only !== undefined && new RegExp(`^${only.variable} < \\d+$`).test(branches[0]?.when ?? ''))
    const ask = decide === undefined || only === undefined || more.length > 0 || only.value !== `${only.variable} + 1` ? undefined : nodesOf(flow, 'collect').find(({ id }) => drawnFrom(flow, [decide.branches[0]?.to ?? '']).has(id))
    return only === undefined || decide === undefined || ask === undefined ? [] : [{ count, decide, ask, variable: only.variable }]
  })

/** Circles in which a call goes round for ever. */
export const circleMutators: readonly Mutator[] = [
  {
    name: 'says-in-a-circle',
    family: 'endlessWithoutProgress',
    meaning: 'Two prompts lead to one another: the caller hears them until they hang up.',
    mutate: (flow, dice) => {
      const say = among(dice, reached(flow, nodesOf(flow, 'say')), ({ next }) => next !== undefined)
      if (say === undefined) return undefined
      const { flow: changed, said } = backBySay(flow, say, ['next'], 'Please hold the line')
      return goesRound(changed, say.id, [say.id, said])
    },
  },
  {
    name: 'silence-leads-back-by-a-word',
    family: 'endlessWithoutProgress',
    meaning: 'Who stays silent hears a word and the question again, for ever.',
    mutate: (flow, dice) => {
      const question = among(dice, questionsOf(flow))
      if (question === undefined) return undefined
      const { flow: changed, said } = backBySay(flow, question, ['noInput'], 'I cannot hear you')
      return goesRound(changed, question.id, [question.id, said])
    },
  },
  {
    name: 'silence-leads-back',
    family: 'endlessWithoutProgress',
    meaning: 'Who stays silent is asked the same question for ever: the attempts begin anew each time.',
    mutate: (flow, dice) => {
      const question = among(dice, questionsOf(flow))
      return question === undefined ? undefined : goesRound(withNode(flow, connectedBy(question, 'noInput', question.id)), question.id, [question.id])
    },
  },
  {
    name: 'no-match-leads-back',
    family: 'endlessWithoutProgress',
    meaning: 'Who is not understood is asked the same question for ever.',
    mutate: (flow, dice) => {
      const question = among(dice, questionsOf(flow), ({ noMatch }) => noMatch.to !== undefined)
      if (question === undefined) return undefined
      const { flow: changed, said } = backBySay(flow, question, ['noMatch'], 'Let us try that again')
      return goesRound(changed, question.id, [question.id, said])
    },
  },
  {
    name: 'silence-between-two-questions',
    family: 'endlessWithoutProgress',
    meaning: 'Who stays silent is sent from one question to another and back, for ever.',
    mutate: (flow, dice) => {
      const [first, second] = dice.shuffled(questionsOf(flow))
      if (first === undefined || second === undefined) return undefined
      const changed = withNode(withNode(flow, connectedBy(first, 'noInput', second.id)), connectedBy(second, 'noInput', first.id))
      return goesRound(changed, first.id, [first.id, second.id])
    },
  },
  {
    name: 'silence-starts-anew',
    family: 'endlessWithoutProgress',
    meaning: 'Who stays silent is greeted anew and asked from the beginning, for ever.',
    mutate: (flow, dice) => {
      const begin = startOf(flow)?.next
      const question = among(dice, questionsOf(flow), ({ kind }) => kind !== 'collect')
      if (begin === undefined || question === undefined) return undefined
      const first = questionOnTheWay(flow, begin)
      return first === undefined ? undefined : goesRound(withNode(flow, connectedBy(first, 'noInput', begin)), first.id, [first.id])
    },
  },
  {
    name: 'failure-asked-again',
    family: 'endlessWithoutProgress',
    meaning: 'A service that fails is asked again and again: the caller only hears that there is a problem.',
    mutate: (flow, dice) => {
      const request = among(dice, reached(flow, nodesOf(flow, 'request')), ({ wait, id }) => wait && !drawnAfterCall(flow).has(id))
      if (request === undefined) return undefined
      const { flow: changed, said } = backBySay(flow, request, ['failure', 'outcomeUnknown'].filter((way) => way === 'failure' || request.outcomeUnknown !== undefined), 'I am trying again')
      return goesRound(changed, request.id, [request.id, said])
    },
  },
  {
    name: 'failure-asked-again-at-once',
    family: 'endlessWithoutProgress',
    meaning: 'A service that fails is asked again at once, for ever, in silence.',
    mutate: (flow, dice) => {
      const request = among(dice, reached(flow, nodesOf(flow, 'request')), ({ wait, id }) => wait && !drawnAfterCall(flow).has(id))
      return request === undefined ? undefined : goesRound(withNode(flow, connectedBy(request, 'failure', request.id)), request.id, [request.id])
    },
  },
  {
    name: 'transfer-tried-for-ever',
    family: 'transferFailure',
    meaning: 'Nobody takes the call, and the caller is put into the queue again and again.',
    mutate: (flow, dice) => {
      const transfer = among(dice, reached(flow, nodesOf(flow, 'transfer')))
      if (transfer === undefined) return undefined
      const way = dice.pick(['busy', 'noAnswer', 'failed'])
      const { flow: changed, said } = backBySay(flow, transfer, [way], 'All lines are still busy')
      return goesRound(changed, transfer.id, [transfer.id, said])
    },
  },
  {
    name: 'transfer-leads-to-itself',
    family: 'transferFailure',
    meaning: 'A queue that does not answer leads to the same queue, without a word.',
    mutate: (flow, dice) => {
      const transfer = among(dice, reached(flow, nodesOf(flow, 'transfer')))
      const way = dice.pick(['busy', 'noAnswer', 'failed'])
      return transfer === undefined ? undefined : goesRound(withNode(flow, connectedBy(transfer, way, transfer.id)), transfer.id, [transfer.id])
    },
  },
  {
    name: 'empty-message-asked-again',
    family: 'endlessWithoutProgress',
    meaning: 'Who leaves no message is asked for one for ever, though they may have gone away.',
    mutate: (flow, dice) => {
      const voicemail = among(dice, reached(flow, nodesOf(flow, 'voicemail')))
      if (voicemail === undefined) return undefined
      if (dice.comes(0.5)) return goesRound(withNode(flow, connectedBy(voicemail, 'empty', voicemail.id)), voicemail.id, [voicemail.id])
      const { flow: changed, said } = backBySay(flow, voicemail, ['empty'], 'I did not hear a message')
      return goesRound(changed, voicemail.id, [voicemail.id, said])
    },
  },
  {
    name: 'count-not-raised',
    family: 'endlessTries',
    meaning: 'The tries are not counted: as long as the number is not found the caller is asked for it.',
    mutate: (flow, dice) => {
      const found = among(dice, counters(flow))
      if (found === undefined) return undefined
      const { count, decide, ask, variable } = found
      const changed = { ...count, assign: [{ variable, value: variable }] }
      return { flow: withNode(flow, changed), nodes: [count.id, decide.id], evidence: { type: 'goesRound', at: ask.id, through: count.id, giving: true } }
    },
  },
  {
    name: 'count-compared-wrongly',
    family: 'endlessTries',
    meaning: 'The tries are compared the wrong way round: they never are enough.',
    mutate: (flow, dice) => {
      const found = among(dice, counters(flow))
      const first = found?.decide.branches[0]
      if (found === undefined || first === undefined) return undefined
      const { count, decide, ask, variable } = found
      const changed = { ...decide, branches: [{ ...first, when: dice.pick([`${variable} > 0`, `${variable} >= 1`, `${variable} < ${variable} + 1`]) }, ...decide.branches.slice(1)] }
      return { flow: withNode(flow, changed), nodes: [decide.id, count.id], evidence: { type: 'goesRound', at: ask.id, through: count.id, giving: true } }
    },
  },
  {
    name: 'jumps-in-a-circle',
    family: 'loopWithoutWait',
    meaning: 'Nodes lead to one another without a word or a question between them: the call fails.',
    mutate: (flow, dice) => {
      const node = among(dice, reached(flow, nodesOf(flow, 'say', 'set', 'tag')), ({ next, id }) => next !== undefined && !drawnAfterCall(flow).has(id))
      if (node === undefined) return undefined
      const [left, right] = [freeId(flow, 'onward'), freeId(flow, 'mark')]
      const changed = withNewNodes(withNode(flow, connectedBy(node, 'next', left)), { id: left, kind: 'jump', name: 'Onward', to: right }, { id: right, kind: 'tag', name: 'Mark', tag: 'again', next: left })
      return { flow: changed, nodes: [left, right], evidence: { type: 'fails', code: 'FLOW_LOOP_WITHOUT_WAIT' } }
    },
  },
  {
    name: 'question-without-a-way-on',
    family: 'deadEnd',
    meaning: 'Whatever the caller says leads to the same question again; only hanging up helps.',
    mutate: (flow) => {
      const before = nodesOf(flow, 'hangup').find(({ id }) => drawnFrom(flow, [startOf(flow)?.id ?? '']).has(id))
      if (before === undefined) return undefined
      const id = freeId(flow, 'satisfied')
      const question: NodeInput = { id, kind: 'ask', name: 'Satisfied?', prompt: says(flow, 'Were you satisfied?', '您满意吗？'), branches: [{ on: 'affirm', to: id }, { on: 'deny', to: id }], noInput: { to: id }, noMatch: { to: id } }
      const { repeat } = flow.document.keyIntents
      const keyIntents = repeat === undefined ? {} : { repeat }
      const changed = withDocument(inserted(flow, before.id, [question]), { keyIntents, auxiliary: [] })
      return { flow: changed, nodes: [id], evidence: { type: 'stuckAt', node: id } }
    },
  },
  {
    name: 'global-answer-keeps-asking',
    family: 'noReturn',
    meaning: 'Who asks a question in between is asked whether that helped until they say something else: they never come back to where they were.',
    mutate: (flow, dice) => {
      const { auxiliary } = flow.document
      const back = among(dice, nodesOf(flow, 'jump'), (node) => node.back === true && auxiliary.some(({ to }) => drawnFrom(flow, [to ?? '']).has(node.id)))
      const asked = auxiliary.find(({ to }) => back !== undefined && drawnFrom(flow, [to ?? '']).has(back.id))
      if (back === undefined || asked?.to === undefined) return undefined
      const ask: NodeInput = { id: back.id, kind: 'ask', name: 'Did that help?', prompt: says(flow, 'Did that help you?', '这样清楚了吗？'), branches: [{ on: 'affirm', to: asked.to }, { on: 'deny', to: asked.to }], noInput: { to: asked.to }, noMatch: { to: asked.to } }
      return { flow: withNode(flow, flowNodeSchema.parse(ask)), nodes: [back.id, asked.to], evidence: { type: 'neverComesBack', intent: asked.intent } }
    },
  },
  {
    name: 'jump-back-from-nowhere',
    family: 'returnNowhere',
    meaning: 'The flow goes back though nothing was asked before: the call fails.',
    mutate: (flow) => {
      const begin = startOf(flow)
      const next = begin?.next
      if (begin === undefined || next === undefined) return undefined
      const [which, back] = [freeId(flow, 'which'), freeId(flow, 'goBack')]
      const decide: NodeInput = { id: which, kind: 'decide', name: 'Who called?', branches: [{ when: 'call.direction == "outbound"', to: back }], else: next }
      const changed = withNewNodes(withNode(flow, connectedBy(begin, 'next', which)), decide, { id: back, kind: 'jump', name: 'Back', back: true })
      return { flow: changed, nodes: [back], evidence: { type: 'fails', code: 'FLOW_RETURN_NOWHERE' } }
    },
  },
]

const drawnAfterCall = (flow: LibraryFlow): ReadonlySet<string> => (flow.document.onHangup === undefined ? new Set() : drawnFrom(flow, [flow.document.onHangup]))

/** The first question on the straight way from a node. */
const questionOnTheWay = (flow: LibraryFlow, begin: string): Question | undefined => {
  let id: string | undefined = begin
  for (let count = 0; id !== undefined && count < 20; count += 1) {
    const node: FlowNode | undefined = flow.document.nodes.find((each) => each.id === id)
    if (node === undefined) return undefined
    if (node.kind === 'ask' || node.kind === 'menu' || node.kind === 'collect') return node
    id = waysOut(node)[0]?.to
  }
  return undefined
}
