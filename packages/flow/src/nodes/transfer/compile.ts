import { nodeState, onTurn, speakingState, turnEntry, type NodeBuild } from '../../compile/build.js'
import {
  assignment,
  guard,
  perform,
  type ActionConfig,
  type EventConfig,
  type StateConfig,
  type TransitionConfig,
} from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import { FlowError } from '../../errors.js'
import type { TargetTemplate } from '../../machine/model.js'
import { outcomesOf, sortOf } from './place.js'
import type { TransferNode } from './schema.js'

/** Two tellings of the position are at least so far apart, however fast the queue moves. */
const leastGapMs = 15_000

/** Ways out by the event that ends the transfer; the later ones stand in where a way is not connected. */
const endings = {
  'transfer.ended': ['next'],
  'transfer.busy': ['busy'],
  'transfer.no-answer': ['noAnswer'],
  'transfer.declined': ['declined', 'failed'],
  'transfer.failed': ['failed'],
  'transfer.closed': ['closed', 'failed'],
  'transfer.overflow': ['overflow', 'failed'],
} as const

const endingsFor = (node: TransferNode): [string, (typeof endings)[keyof typeof endings]][] =>
  Object.entries(endings).filter(([, [outcome]]) => outcomesOf[sortOf(node)].includes(outcome))

type EndingWay = (typeof endings)[keyof typeof endings][number]

const stillThere = (target: string, actions: readonly ActionConfig[] = []): TransitionConfig => ({
  guard: guard('transfer'),
  target,
  ...(actions.length === 0 ? {} : { actions }),
})
const over = (outcome: string): ActionConfig[] => [assignment('endTransfer'), assignment('settleAs', { outcome })]

/** A turn that is still under way ends without its outcome. */
const endTurnFirst: TransitionConfig = { guard: guard('turning'), actions: [perform({ type: 'turn.cancel' }), assignment('endTurn')] }
const endTimerFirst: TransitionConfig = { guard: guard('timing'), actions: [perform({ type: 'timer.cancel' }), assignment('endTimer')] }

/** Undefined for a queue. @throws FlowError FLOW_TARGET_MISSING the node says nothing of where to */
const switchedTo = (node: TransferNode, build: NodeBuild): TargetTemplate | undefined => {
  if (node.queue !== undefined) return undefined
  if (node.extension !== undefined) return { type: 'extension', extension: build.text(node.extension) }
  if (node.sip !== undefined) return { type: 'sip', address: build.text(node.sip) }
  if (node.number !== undefined) return { type: 'number', number: build.text(node.number), ...(node.shows === undefined ? {} : { shows: build.text(node.shows) }) }
  throw new FlowError('FLOW_TRANSFER_TARGET', `Transfer "${node.id}" leads to nobody: give it a queue, an extension, a SIP address or a number.`, {
    fields: { nodeId: node.id },
  })
}

const isFixed = (to: TargetTemplate): boolean => Object.values(to).every((part) => typeof part === 'string')

const start = (node: TransferNode, build: NodeBuild, to: TargetTemplate | undefined): ActionConfig[] => [
  assignment('beginTransfer'),
  perform({
    type: 'transfer.start',
    ...(node.queue === undefined ? {} : { queue: node.queue }),
    ...(to === undefined ? {} : { to }),
    mode: node.mode,
    ...(node.calendar === undefined || node.queue === undefined ? {} : { calendar: node.calendar }),
    ...(node.maxWaiting === undefined || node.queue === undefined ? {} : { maxWaiting: node.maxWaiting }),
    maxWaitMs: node.maxWaitMs,
    ringMs: node.ringMs,
    ...(node.whisper === undefined || node.mode !== 'attended' ? {} : { whisper: build.prompt(node.whisper, false) }),
    summary: build.text(node.summary),
    music: node.music,
  }),
  ...(node.offer === undefined || node.queue === undefined ? [] : [assignment('beginTimer'), perform({ type: 'timer.start', ms: node.offerAfterMs })]),
]

const leavingKeys = (node: TransferNode, build: NodeBuild): TransitionConfig[] =>
  node.keys.map(({ digit, type }, index) => ({
    guard: guard('digit', { digit }),
    target: 'settling',
    actions: [
      assignment('endTurn'),
      ...(type === 'call-back' ? [perform({ type: 'call-back.request', queue: node.queue ?? '', summary: build.text(node.summary) })] : []),
      perform({ type: 'transfer.cancel', reason: type === 'leave' ? 'left' : type }),
      ...over(`keys.${index}`),
    ],
  }))

/** Only keys are listened for: nothing that is played to a waiting caller is ever transcribed. */
const waitingTurn = (node: TransferNode, build: NodeBuild): readonly ActionConfig[] => {
  const { firstDigitTimeoutMs: _spoken, ...settings } = build.settings(undefined)
  const digits = node.keys.length === 0 ? {} : { digits: { minCount: 1, maxCount: 1, terminator: false } }
  const listen = listenTemplate({ ...settings, noInputTimeoutMs: node.positionEveryMs }, { speech: false, ...digits })
  return turnEntry({ listen: build.chart.listen(listen), aside: true, clearTypeAhead: true })
}

/** The caller hears the position and the offer when they are due, and leaves by a key; else there is only music. */
const queued = (node: TransferNode, build: NodeBuild): StateConfig => {
  if (node.positionPrompt === undefined && node.offer === undefined && node.keys.length === 0) return {}
  const gapMs = Math.min(leastGapMs, node.positionEveryMs)
  const tell = assignment('tellQueue', {
    position: node.positionPrompt === undefined ? null : build.prompt(node.positionPrompt, true),
    offer: node.offer === undefined ? null : build.prompt(node.offer, true),
    gapMs,
  })
  const turn = waitingTurn(node, build)
  return {
    initial: 'telling',
    states: {
      telling: { entry: [tell, ...turn], on: { 'turn.*': [onTurn('listening', [assignment('endTurn')])] } },
      /** Waits for a key or for the time of the next telling. */
      listening: { entry: turn, on: { 'turn.*': [onTurn('deaf', [assignment('endTurn')])] } },
      /** Turns fail: the caller waits on without them until the queue has news. */
      deaf: {},
    },
    on: {
      'no-input': [onTurn('.telling', [assignment('endTurn')])],
      'digits.entered': [...leavingKeys(node, build), onTurn('.listening', [assignment('endTurn')])],
      'transfer.queued': [
        { guard: guard('positionNews', { gapMs }), target: '.telling', actions: [assignment('takePosition')] },
        { guard: guard('transfer'), actions: [assignment('takePosition')] },
      ],
      ...(node.offer === undefined
        ? {}
        : { 'timer.elapsed': [{ guard: guard('timer'), target: '.telling', actions: [assignment('endTimer'), assignment('makeOfferDue')] }] }),
    },
  }
}

/** Where the call goes on, by what the transfer came to. */
const settling = (node: TransferNode, build: NodeBuild): StateConfig => {
  const sort = sortOf(node)
  const connected = (ways: readonly EndingWay[]): EndingWay => ways.find((way) => node[way] !== undefined) ?? ways[0] ?? 'failed'
  const outcomes = endingsFor(node).map(([, ways]) => ({
    guard: guard('outcome', { outcome: ways[0] }),
    target: build.target(connected(ways), node[connected(ways)]),
  }))
  if (sort !== 'queue') return { always: outcomes }
  const keys = node.keys.map(({ to }, index) => ({
    guard: guard('outcome', { outcome: `keys.${index}` }),
    target: build.target(`keys.${index}`, to),
  }))
  return { always: [endTurnFirst, ...(node.offer === undefined ? [] : [endTimerFirst]), ...outcomes, ...keys] }
}

const events = (node: TransferNode): EventConfig => ({
  ...(sortOf(node) === 'queue' ? { 'transfer.queued': [stillThere('.queued', [assignment('takePosition')])] } : {}),
  ...(sortOf(node) === 'refer' ? {} : { 'transfer.ringing': [stillThere('.ringing')], 'transfer.connected': [stillThere('.connected')] }),
  ...Object.fromEntries(endingsFor(node).map(([type, [outcome]]) => [type, [stillThere('.settling', over(outcome))]])),
  ...(node.offer === undefined || sortOf(node) !== 'queue'
    ? {}
    : { 'timer.elapsed': [{ guard: guard('timer'), actions: [assignment('endTimer'), assignment('makeOfferDue')] }] }),
})

/** While a human talks the longest time of the call stands still. */
const connected = (build: NodeBuild, waits: StateConfig): StateConfig => {
  const back = (outcome: string): TransitionConfig => stillThere('settling', [...over(outcome), ...build.chart.resumeCallTimer])
  return {
    entry: build.chart.pauseCallTimer,
    ...waits,
    on: { 'transfer.ended': [back('next')], 'transfer.failed': [back('failed')] },
  }
}

/** Whoever waits for a human: in a queue there may be a turn that ends with it. */
const waitingStates = (node: TransferNode, build: NodeBuild): Record<string, StateConfig> => {
  const sort = sortOf(node)
  if (sort === 'refer') return {}
  if (sort === 'line') return { ringing: {}, connected: connected(build, {}) }
  return { queued: queued(node, build), ringing: { always: [endTurnFirst] }, connected: connected(build, { always: [endTurnFirst] }) }
}

/** What the call says of the target may be nothing that a switch could be told: that is a failure. */
const looking = (to: TargetTemplate, begin: readonly ActionConfig[]): StateConfig => ({
  always: [
    { guard: guard('target', to), target: 'dialling', actions: begin },
    { target: 'settling', actions: [assignment('settleAs', { outcome: 'failed' })] },
  ],
})

export const compileTransfer = (node: TransferNode, build: NodeBuild): StateConfig => {
  const to = switchedTo(node, build)
  const begin = start(node, build, to)
  const prompt = node.announcement === undefined ? undefined : build.prompt(node.announcement, node.interruptible)
  const looks = to === undefined || isFixed(to) ? undefined : looking(to, begin)
  const [next, actions] = looks === undefined ? (['dialling', begin] as const) : (['looking', []] as const)
  return nodeState(node, {
    initial: prompt === undefined ? 'entering' : 'announcing',
    states: {
      ...(prompt === undefined
        ? {
            entering: {
              always: [
                { guard: guard('queued'), target: 'announcing' },
                { target: next, ...(actions.length === 0 ? {} : { actions }) },
              ],
            },
          }
        : {}),
      announcing: speakingState({ prompt }, next, actions, true),
      ...(looks === undefined ? {} : { looking: looks }),
      dialling: {},
      ...waitingStates(node, build),
      settling: settling(node, build),
    },
    on: events(node),
  })
}
