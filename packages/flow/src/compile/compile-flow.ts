import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import type { FlowContext } from '../machine/model.js'
import { noResources, type FlowResources } from '../resources.js'
import { assignment, chartId, guard, perform, targetOf, type EventConfig, type TransitionConfig } from './chart.js'
import { manifestOf } from './manifest.js'
import { placedFlows, placeFlow, variableNameIn, type PlacedFlow } from './place.js'
import { startOf, statesOf } from './states.js'

/** A loop without a wait stops here instead of hanging the process. */
const maxIterations = 1_000

/** Variables of the flow and of its sub-flows, side by side. */
const initialVariables = (flow: PlacedFlow): FlowContext['variables'] =>
  Object.fromEntries(
    placedFlows(flow).flatMap((each) =>
      Object.entries(each.document.variables).map(([name, { initial }]) => [variableNameIn(each, name), initial]),
    ),
  )

/** What the main flow says of a word holds; sub-flows add the words that it does not name. */
const allPronunciations = (flow: PlacedFlow): FlowContext['pronunciations'] => {
  const lists = placedFlows(flow).map(({ document }) => document.pronunciations)
  const inLanguage = (language: string) => {
    const known = new Map(lists.flatMap((list) => list[language] ?? []).toReversed().map((entry) => [entry.text, entry]))
    return [...known.values()].toReversed()
  }
  return Object.fromEntries([...new Set(lists.flatMap((list) => Object.keys(list)))].map((language) => [language, inLanguage(language)]))
}

const initialContext = (flow: PlacedFlow): FlowContext => ({
  call: { callId: '', direction: 'inbound', ani: '', dnis: '' },
  language: flow.document.languages[0] ?? 'en-US',
  variables: initialVariables(flow),
  pronunciations: allPronunciations(flow),
  visits: {},
  attempts: {},
  again: null,
  turnCount: 0,
  requestCount: 0,
  timerCount: 0,
  transferCount: 0,
  checkCount: 0,
  turnId: null,
  requestId: null,
  timerId: null,
  transferId: null,
  checkId: null,
  queued: [],
  queuedDelayMs: 0,
  failedTurns: 0,
  outcome: null,
  value: null,
})

const refuseDuplicates = (document: FlowDocument): void => {
  const seen = new Set<string>()
  for (const { id } of document.nodes) {
    if (seen.has(id))
      throw new FlowError('FLOW_NODE_DUPLICATE', `Flow "${document.id}" has two nodes "${id}": give one of them another id.`, {
        fields: { nodeId: id },
      })
    seen.add(id)
  }
}

/** The router of key intents: one for the whole chart, on an event that no node handles itself. */
const keyIntentRouter = (document: FlowDocument): TransitionConfig[] => {
  const known = new Set(document.nodes.map(({ id }) => id))
  return (['human', 'complaint'] as const).flatMap((keyIntent) => {
    const settings = document.keyIntents[keyIntent]
    if (settings?.enabled !== true) return []
    if (settings.to === undefined)
      throw new FlowError('FLOW_TARGET_MISSING', `Key intent "${keyIntent}" has no target: connect it, or disable it.`)
    if (!known.has(settings.to))
      throw new FlowError(
        'FLOW_TARGET_UNKNOWN',
        `Key intent "${keyIntent}" leads to "${settings.to}", which does not exist: connect it to a node.`,
      )
    return [{ guard: guard('keyIntent', { keyIntent }), target: targetOf(settings.to) }]
  })
}

const deaf = perform({ type: 'flow.failed', code: 'FLOW_TURNS_FAILED', message: 'Too many turns in a row failed' })

/** What holds wherever the call is. */
const rootEvents = (document: FlowDocument): EventConfig => ({
  'caller.hung-up': [{ target: targetOf('ended') }],
  'call.ended': [{ target: targetOf('ended'), actions: [perform({ type: 'call.hang-up' })] }],
  'key-intent.heard': keyIntentRouter(document),
  'turn.failed': [{ guard: guard('turn'), actions: [assignment('endTurn'), deaf] }],
  'turn.cancelled': [{ guard: guard('turn'), actions: [assignment('endTurn'), deaf] }],
})

const configOf = (flow: PlacedFlow): Record<string, unknown> => {
  const { document } = flow
  const variables = Object.entries(document.variables).map(([name, { type }]) => ({ name, kind: type }))
  const started = assignment('startCall', { languages: document.languages, variables })
  return {
    id: chartId,
    meta: { flow: document.id },
    options: { maxIterations },
    context: initialContext(flow),
    initial: 'idle',
    on: rootEvents(document),
    states: {
      idle: { on: { 'call.started': [{ target: targetOf(startOf(flow).id), actions: [started] }] } },
      ...statesOf(flow),
      ended: { type: 'final' },
    },
  }
}

/**
 * Compiles a document, with the sub-flows that it runs, to a chart: plain JSON, the same bytes for equal documents whatever the order of keys
 * and nodes, the locale or the time zone.
 * @throws FlowError FLOW_START_COUNT, FLOW_NODE_DUPLICATE, FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN, FLOW_VARIABLE_UNKNOWN,
 * FLOW_EXPRESSION_INVALID, FLOW_CONSENT_MISSING, FLOW_SUBFLOW_UNKNOWN, FLOW_SUBFLOW_VERSION, FLOW_SUBFLOW_CYCLE, FLOW_SUBFLOW_DEPTH,
 * FLOW_TOO_LARGE
 */
export const compileFlow = (document: FlowDocument, resources: FlowResources = noResources): CompiledFlow => {
  const flow = placeFlow(document, resources)
  for (const each of placedFlows(flow)) refuseDuplicates(each.document)
  return { manifest: manifestOf(flow), config: configOf(flow) }
}
