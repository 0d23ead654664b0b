import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import type { FlowContext } from '../machine/model.js'
import { isDisabled } from '../nodes/without-disabled.js'
import { noResources, type FlowResources } from '../resources.js'
import { compactState } from './compact.js'
import { chartParts, type ChartParts } from './chart-parts.js'
import { assignment, chartId, guard, perform, targetOf, type EventConfig, type StateConfig } from './chart.js'
import { globalKeys } from './global-keys.js'
import { manifestOf } from './manifest.js'
import { placedFlows, placeFlow, variableNameIn, type PlacedFlow } from './place.js'
import { auxiliaryRouter, enabledKeyIntents, globalTarget, keyIntentRouter, leavingState, returnStates } from './router.js'
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

const initialContext = (flow: PlacedFlow, chart: ChartParts): FlowContext => ({
  call: { callId: '', direction: 'inbound', ani: '', dnis: '' },
  language: flow.document.languages[0] ?? 'en-US',
  variables: initialVariables(flow),
  pronunciations: allPronunciations(flow),
  node: '',
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
  questionCount: 0,
  questionId: null,
  sentenceCount: 0,
  appendedFrom: 0,
  requests: {},
  queue: null,
  queued: [],
  queuedDelayMs: 0,
  prompts: [],
  promptsDelayMs: 0,
  said: [],
  answered: false,
  at: null,
  returns: [],
  trail: [],
  route: null,
  resuming: null,
  gone: false,
  ...(machineWay(flow) === undefined ? {} : { mayBeMachine: true }),
  callTimer: { timerId: null, leftMs: flow.document.settings.maxCallMs, sinceMs: 0 },
  listens: chart.listens,
  globals: { keyIntents: enabledKeyIntents(flow.document), auxiliary: flow.document.auxiliary.map(({ intent }) => intent), ...globalKeys(flow.document) },
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

const refuseDisabled = (document: FlowDocument): void => {
  const stuck = document.nodes.find(isDisabled)
  if (stuck !== undefined)
    throw new FlowError('FLOW_DISABLED_NO_WAY', `Node "${stuck.id}" of flow "${document.id}" is switched off and has no main way: connect it, or switch it on again.`, {
      fields: { nodeId: stuck.id },
    })
}

/** What an answering machine is told instead; once, and not in a sub-flow. */
const machineWay = ({ document: { nodes } }: PlacedFlow): string | undefined => nodes.find((node) => node.kind === 'start')?.machine

/** Leaving its state a turn is forgotten: it is cancelled by its number. */
const metByMachine = (flow: PlacedFlow): EventConfig => {
  const to = machineWay(flow)
  if (to === undefined) return {}
  const target = globalTarget(flow.nodeIds, 'The way for answering machines', to)
  const meet = [assignment('meetMachine'), assignment('forgetReturns')]
  return {
    'call.answered-by': [
      { guard: guard('machine', { turning: true }), target, actions: [perform({ type: 'turn.cancel', of: 'last' }), ...meet] },
      { guard: guard('machine', { turning: false }), target, actions: meet },
    ],
  }
}

const deaf = perform({ type: 'flow.failed', code: 'FLOW_TURNS_FAILED', message: 'Too many turns in a row failed' })

const hangUp = (cause?: string) => perform({ type: 'call.hang-up', ...(cause === undefined ? {} : { cause }) })

/** The call ends once, whoever ends it; then comes what the flow does after it. */
const endings = ({ settings }: FlowDocument): EventConfig => {
  const target = targetOf(leavingState)
  const leave = assignment('leaveCall')
  return {
    'caller.hung-up': [{ guard: guard('present'), target, actions: [leave] }],
    'call.ended': [{ guard: guard('present'), target, actions: [leave, hangUp()] }],
    ...(settings.maxCallMs === 0 ? {} : { 'timer.elapsed': [{ guard: guard('callTimer'), target, actions: [leave, hangUp('max-duration')] }] }),
  }
}

/** A transfer under way is cancelled first: no human stays behind on a dead line. */
const leaving = (after: string): StateConfig => ({
  always: [
    { guard: guard('transferring'), target: after, actions: [perform({ type: 'transfer.cancel' }), assignment('endTransfer')] },
    { target: after },
  ],
})

/** What holds wherever the call is. */
const rootEvents = (document: FlowDocument, known: ReadonlySet<string>, { answers }: ChartParts): EventConfig => ({
  ...endings(document),
  ...(answers.length === 0 ? {} : { 'request.*': answers }),
  'key-intent.heard': keyIntentRouter(document, known),
  ...(document.auxiliary.length === 0 ? {} : { 'auxiliary.heard': auxiliaryRouter(document, known) }),
  'turn.failed': [{ guard: guard('turn'), actions: [assignment('endTurn'), deaf] }],
  'turn.cancelled': [{ guard: guard('turn'), actions: [assignment('endTurn'), deaf] }],
})

const idle = (flow: PlacedFlow, chart: ChartParts): StateConfig => {
  const { languages, variables } = flow.document
  const declared = Object.entries(variables).map(([name, { type }]) => ({ name, kind: type }))
  const started = assignment('startCall', { languages, variables: declared })
  const ended = targetOf('ended')
  return {
    on: {
      'call.started': [{ target: targetOf(startOf(flow).id), actions: [started, ...chart.resumeCallTimer] }],
      'caller.hung-up': [{ target: ended }],
      'call.ended': [{ target: ended, actions: [hangUp()] }],
    },
  }
}

const configOf = (flow: PlacedFlow): Record<string, unknown> => {
  const { document, nodeIds } = flow
  const chart = chartParts(document)
  const nodes = statesOf(flow, chart)
  const after = document.onHangup === undefined ? targetOf('ended') : globalTarget(nodeIds, 'The branch after the call', document.onHangup)
  return {
    id: chartId,
    meta: { flow: document.id },
    options: { maxIterations },
    context: initialContext(flow, chart),
    initial: 'idle',
    on: { ...rootEvents(document, nodeIds, chart), ...metByMachine(flow) },
    states: compactState({
      idle: idle(flow, chart),
      ...nodes,
      ...returnStates(document, nodes),
      [leavingState]: leaving(after),
      ended: { type: 'final' },
    }),
  }
}

/**
 * Compiles a document, with the sub-flows that it runs, to a chart: plain JSON, the same bytes for equal documents whatever the order of keys
 * and nodes, the locale or the time zone.
 * @throws FlowError FLOW_START_COUNT, FLOW_NODE_DUPLICATE, FLOW_DISABLED_NO_WAY, FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN, FLOW_VARIABLE_UNKNOWN,
 * FLOW_EXPRESSION_INVALID, FLOW_CONSENT_MISSING, FLOW_SUBFLOW_UNKNOWN, FLOW_SUBFLOW_VERSION, FLOW_SUBFLOW_CYCLE, FLOW_SUBFLOW_DEPTH,
 * FLOW_TOO_LARGE
 */
export const compileFlow = (document: FlowDocument, resources: FlowResources = noResources): CompiledFlow => {
  const flow = placeFlow(document, resources)
  for (const each of placedFlows(flow)) {
    refuseDuplicates(each.document)
    refuseDisabled(each.document)
  }
  return { manifest: manifestOf(flow), config: configOf(flow) }
}
