import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import type { EffectTemplate, TurnTemplate } from '../machine/model.js'
import { assignment, guard, perform, targetOf, type StateConfig, type TransitionConfig } from './chart.js'
import { compileExpression, compilePrompt } from './template.js'

/** States that every node may lead to; no node can have such an id. */
export const returningState = '_returning'
export const pullBackState = '_pullingBack'
export const leavingState = '_leaving'
export const lostState = '_lost'

type LeadingKeyIntent = 'human' | 'complaint' | 'displeasure' | 'doNotCall' | 'end'

/** In the order of the router; each leads to a node of its own. */
export const leadingKeyIntents: readonly LeadingKeyIntent[] = ['human', 'complaint', 'displeasure', 'doNotCall', 'end']
export const keyIntentNames = [...leadingKeyIntents, 'repeat', 'goBack'] as const

/** Whose number goes on the do-not-call list: a person who complains or is annoyed is not called again, but may call. */
const listing: Readonly<Partial<Record<LeadingKeyIntent, { readonly direction?: 'outbound' }>>> = {
  doNotCall: {},
  complaint: { direction: 'outbound' },
  displeasure: { direction: 'outbound' },
}

export const enabledKeyIntents = ({ keyIntents }: FlowDocument): (typeof keyIntentNames)[number][] =>
  keyIntentNames.filter((name) => keyIntents[name]?.enabled === true)

/** Target of something that is no node. @throws FlowError FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN */
export const globalTarget = (known: ReadonlySet<string>, what: string, to: string | undefined): string => {
  if (to === undefined) throw new FlowError('FLOW_TARGET_MISSING', `${what} has no target: connect it, or disable it.`)
  if (!known.has(to))
    throw new FlowError('FLOW_TARGET_UNKNOWN', `${what} leads to "${to}", which does not exist: connect it to a node.`)
  return targetOf(to)
}

const leading = (document: FlowDocument, known: ReadonlySet<string>, keyIntent: LeadingKeyIntent): TransitionConfig[] => {
  const target = globalTarget(known, `Key intent "${keyIntent}"`, document.keyIntents[keyIntent]?.to)
  const forget = assignment('forgetReturns')
  const plain = { guard: guard('keyIntent', { keyIntent }), target, actions: [forget] }
  const listed = listing[keyIntent]
  if (listed === undefined) return [plain]
  const add = perform({ type: 'do-not-call.add', reason: 'key-intent' })
  return [{ guard: guard('keyIntentNumber', { keyIntent, ...listed }), target, actions: [add, forget] }, plain]
}

/** One router for the whole chart, on an event that no node handles itself. */
export const keyIntentRouter = (document: FlowDocument, known: ReadonlySet<string>): TransitionConfig[] => {
  const enabled = new Set<string>(enabledKeyIntents(document))
  const returning = (keyIntent: 'repeat' | 'goBack', action: 'sayAgain' | 'stepBack'): TransitionConfig[] =>
    enabled.has(keyIntent)
      ? [{ guard: guard('keyIntent', { keyIntent }), target: targetOf(returningState), actions: [assignment(action)] }]
      : []
  return [
    ...leadingKeyIntents.filter((name) => enabled.has(name)).flatMap((name) => leading(document, known, name)),
    ...returning('repeat', 'sayAgain'),
    ...returning('goBack', 'stepBack'),
  ]
}

/** Global questions: the caller is remembered where he was, and answered elsewhere. */
export const auxiliaryRouter = (document: FlowDocument, known: ReadonlySet<string>): TransitionConfig[] =>
  document.auxiliary.map(({ intent, to }) => ({
    guard: guard('auxiliary', { intent }),
    target: globalTarget(known, `Global question "${intent}"`, to),
    actions: [assignment('rememberReturn', { intent })],
  }))

const pullBack = (document: FlowDocument, { intent, pullBack: prompt }: FlowDocument['auxiliary'][number]): TransitionConfig[] => {
  if (prompt === undefined) return []
  const nodeId = `${pullBackState}.${intent}`
  const spoken = compilePrompt(prompt, true, document, (text) => compileExpression(text, pullBackState))
  const actions = [assignment('countVisit', nodeId), assignment('queuePrompt', { nodeId, prompt: spoken })]
  return [{ guard: guard('backFrom', { intent }), target: targetOf(returningState), actions: [...actions, assignment('takeReturn')] }]
}

const isListening = ({ entry = [] }: StateConfig): boolean =>
  entry.some((action) => typeof action !== 'string' && action.type === 'beginTurn' && (action.params as TurnTemplate).state !== undefined)

/** Paths of all states that listen, by the action that begins their turn; sub-flows lie within. */
const listeningStates = (states: Readonly<Record<string, StateConfig>>, within: readonly string[] = []): string[] =>
  Object.entries(states).flatMap(([key, state]) => {
    const path = [...within, key]
    return [...(isListening(state) ? [path.join('.')] : []), ...listeningStates(state.states ?? {}, path)]
  })

const isReturning = (document: FlowDocument): boolean =>
  document.auxiliary.length > 0 ||
  enabledKeyIntents(document).some((name) => name === 'repeat' || name === 'goBack') ||
  document.nodes.some((node) => node.kind === 'jump' && node.back === true)

const lost: EffectTemplate = { type: 'flow.failed', code: 'FLOW_RETURN_NOWHERE', message: 'The call has nowhere to return to' }

/** The ways back into listening states: one list, whatever sends the caller back, and whatever node he comes back to. */
export const returnStates = (document: FlowDocument, nodes: Readonly<Record<string, StateConfig>>): Record<string, StateConfig> => {
  if (!isReturning(document)) return {}
  const places = listeningStates(nodes).map((at) => ({ guard: guard('routeTo', at), target: targetOf(at) }))
  return {
    [pullBackState]: {
      always: [
        ...document.auxiliary.flatMap((auxiliary) => pullBack(document, auxiliary)),
        { target: targetOf(returningState), actions: [assignment('takeReturn')] },
      ],
    },
    [returningState]: { always: [...places, { target: targetOf(lostState) }] },
    [lostState]: { entry: [perform(lost)] },
  }
}
