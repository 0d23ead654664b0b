import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import { canonicalFlow } from '../identity/canonical.js'
import type { FlowContext } from '../machine/model.js'
import { compileNode } from '../nodes/compilers.js'
import type { FlowNode } from '../nodes/schemas.js'
import { nodeBuild } from './build.js'
import { assignment, chartId, guard, perform, targetOf, type EventConfig, type StateConfig, type TransitionConfig } from './chart.js'
import { manifestOf } from './manifest.js'

/** A loop without a wait stops here instead of hanging the process. */
const maxIterations = 1_000

const initialContext = (document: FlowDocument): FlowContext => ({
  call: { callId: '', direction: 'inbound', ani: '', dnis: '' },
  language: document.languages[0] ?? 'en-US',
  variables: Object.fromEntries(Object.entries(document.variables).map(([name, { initial }]) => [name, initial])),
  pronunciations: document.pronunciations,
  visits: {},
  attempts: {},
  again: null,
  turnCount: 0,
  requestCount: 0,
  timerCount: 0,
  transferCount: 0,
  turnId: null,
  requestId: null,
  timerId: null,
  transferId: null,
  queued: [],
  queuedDelayMs: 0,
  failedTurns: 0,
  outcome: null,
  value: null,
})

const startOf = (document: FlowDocument): FlowNode => {
  const starts = document.nodes.filter(({ kind }) => kind === 'start')
  const [start] = starts
  if (start === undefined || starts.length > 1)
    throw new FlowError('FLOW_START_COUNT', `Flow "${document.id}" has ${starts.length} start nodes: keep exactly one.`)
  return start
}

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

const nodeStates = (document: FlowDocument): Record<string, StateConfig> => {
  const known = new Set(document.nodes.map(({ id }) => id))
  return Object.fromEntries(document.nodes.map((node) => [node.id, compileNode(node, nodeBuild(document, known, node))]))
}

const configOf = (document: FlowDocument): Record<string, unknown> => {
  const variables = Object.entries(document.variables).map(([name, { type }]) => ({ name, kind: type }))
  const started = assignment('startCall', { languages: document.languages, variables })
  return {
    id: chartId,
    meta: { flow: document.id },
    options: { maxIterations },
    context: initialContext(document),
    initial: 'idle',
    on: rootEvents(document),
    states: {
      idle: { on: { 'call.started': [{ target: targetOf(startOf(document).id), actions: [started] }] } },
      ...nodeStates(document),
      ended: { type: 'final' },
    },
  }
}

/**
 * Compiles a document to a chart: plain JSON, the same bytes for equal documents whatever the order of keys and nodes,
 * the locale or the time zone.
 * @throws FlowError FLOW_START_COUNT, FLOW_NODE_DUPLICATE, FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN, FLOW_VARIABLE_UNKNOWN,
 * FLOW_EXPRESSION_INVALID
 */
export const compileFlow = (document: FlowDocument): CompiledFlow => {
  const canonical = JSON.parse(canonicalFlow(document)) as FlowDocument
  refuseDuplicates(canonical)
  return { manifest: manifestOf(canonical), config: configOf(canonical) }
}
