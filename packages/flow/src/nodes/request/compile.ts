import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import {
  assignment,
  guard,
  perform,
  type ActionConfig,
  type StateConfig,
  type TransitionConfig,
} from '../../compile/chart.js'
import { FlowError } from '../../errors.js'
import type { TextTemplate } from '../../machine/model.js'
import { toVariable } from '../../machine/values.js'
import type { RequestNode } from './schema.js'

/** Somebody wants to know of the answer. */
const isAwaited = (node: RequestNode): boolean =>
  node.wait || Object.keys(node.save).length > 0 || node.saveStatus !== undefined || Object.keys(node.defaults).length > 0

const headersOf = (node: RequestNode, build: NodeBuild) => {
  const headers = Object.entries(node.headers).map(([name, value]) => [name, build.text(value)])
  return headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Record<string, TextTemplate> }
}

const send = (node: RequestNode, build: NodeBuild): ActionConfig[] => [
  assignment('beginRequest', { keeps: isAwaited(node), waits: node.wait }),
  perform({
    type: 'request.send',
    method: node.method,
    url: build.text(node.url),
    ...headersOf(node, build),
    ...(node.body === undefined ? {} : { body: build.json(node.body) }),
    ...(node.auth.type === 'none' ? {} : { auth: node.auth }),
    timeoutMs: node.timeoutMs,
    retryCount: node.retryCount,
    ...(node.idempotent ? { idempotent: true } : {}),
  }),
]

const defaultsOf = (node: RequestNode, build: NodeBuild) =>
  Object.fromEntries(
    Object.entries(node.defaults).map(([name, value]) => {
      const { kind } = build.variable(name)
      const fitting = toVariable(kind, value)
      if (fitting === undefined)
        throw new FlowError('FLOW_EXPRESSION_INVALID', `Node "${node.id}" has a default for "${name}" that is no ${kind}: correct it.`, {
          fields: { nodeId: node.id },
        })
      return [name, fitting]
    }),
  )

const takeAnswer = (node: RequestNode, build: NodeBuild): ActionConfig =>
  assignment('takeAnswer', {
    save: Object.entries(node.save).map(([name, value]) => ({ variable: build.variable(name), cel: build.expression(value) })),
    saveStatus: node.saveStatus === undefined ? null : build.variable(node.saveStatus),
    defaults: defaultsOf(node, build),
  })

const stopTimer: TransitionConfig = {
  guard: guard('timing'),
  target: 'settled',
  actions: [perform({ type: 'timer.cancel' }), assignment('endTimer')],
}

/** Speaks while the answer is awaited; an answer that comes meanwhile waits until the prompt has been heard. */
const speakingWhile = (spoken: StateConfig): StateConfig => ({
  ...spoken,
  on: {
    ...spoken.on,
    'timer.elapsed': [{ guard: guard('timer'), actions: [assignment('endTimer')] }],
  },
})

/**
 * The request is sent on the edge into `pending`, never by its entry: whoever comes back to `pending` sends nothing again.
 * What is queued is said meanwhile; a filler covers a slow answer. The answer itself is taken at the root, wherever the call is.
 */
const waiting = (node: RequestNode, build: NodeBuild): StateConfig => {
  const fillerMs = node.filler === undefined ? 0 : (node.fillerAfterMs ?? build.document.settings.fillerAfterMs)
  const timer = fillerMs === 0 ? [] : [assignment('beginTimer'), perform({ type: 'timer.start', ms: fillerMs })]
  const settledFirst = { guard: guard('settled'), target: 'settling' }
  const failure = build.target('failure', node.failure)
  return nodeState(node, {
    initial: 'sending',
    states: {
      sending: { always: [{ target: 'pending', actions: [...send(node, build), ...timer] }] },
      pending: {
        always: [settledFirst, { guard: guard('queued'), target: 'speaking' }],
        on: {
          ...(timer.length === 0
            ? {}
            : { 'timer.elapsed': [{ guard: guard('fillerDue'), target: 'filler', actions: [assignment('endTimer')] }] }),
        },
      },
      speaking: speakingWhile(speakingState({}, 'pending')),
      ...(node.filler === undefined || fillerMs === 0
        ? {}
        : { filler: speakingWhile(speakingState({ prompt: build.prompt(node.filler, true), aside: true }, 'pending')) }),
      settling: { always: [...(timer.length === 0 ? [] : [stopTimer]), { target: 'settled' }] },
      settled: {
        always: [
          { guard: guard('outcome', { outcome: 'next' }), target: build.target('next', node.next) },
          ...(node.outcomeUnknown === undefined
            ? []
            : [{ guard: guard('outcome', { outcome: 'outcomeUnknown' }), target: build.target('outcomeUnknown', node.outcomeUnknown) }]),
          { target: failure },
        ],
      },
    },
  })
}

const fireAndForget = (node: RequestNode, build: NodeBuild): StateConfig =>
  nodeState(node, {
    initial: 'sending',
    states: { sending: { always: [{ target: build.target('next', node.next), actions: send(node, build) }] } },
  })

export const compileRequest = (node: RequestNode, build: NodeBuild): StateConfig => {
  if (isAwaited(node)) build.chart.answer({ guard: guard('answerTo', { node: node.id }), actions: [takeAnswer(node, build)] })
  return node.wait ? waiting(node, build) : fireAndForget(node, build)
}
