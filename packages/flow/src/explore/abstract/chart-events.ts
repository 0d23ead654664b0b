import type { CallEventType } from '../../contract/events.js'
import type { Facts } from './facts.js'
import type { ChartTurn, ChartTurns } from './chart-turns.js'

/** Something that may be told to the chart; absent fields: any. */
export interface ChartEvent {
  readonly type: CallEventType
  /** Of an intent, key intent or global question. */
  readonly name?: string
  readonly words?: boolean
  readonly recorded?: boolean
  readonly noAnswer?: boolean
  readonly ofCall?: boolean
  /** The node whose request is answered. */
  readonly node?: string
}

/** What holds at every question of the chart. */
export interface ChartGlobals {
  readonly keyIntents: readonly string[]
  readonly auxiliary: readonly string[]
}

const spoken = ({ intents, value, disambiguates }: ChartTurn, { keyIntents, auxiliary }: ChartGlobals): ChartEvent[] => [
  ...intents.map((name): ChartEvent => ({ type: 'utterance.understood', name, words: true })),
  ...(value ? [{ type: 'value.understood', words: true } satisfies ChartEvent] : []),
  ...(disambiguates ? [{ type: 'utterance.ambiguous', words: true } satisfies ChartEvent] : []),
  ...keyIntents.map((name): ChartEvent => ({ type: 'key-intent.heard', name, words: true })),
  ...auxiliary.filter((name) => !intents.includes(name)).map((name): ChartEvent => ({ type: 'auxiliary.heard', name, words: true })),
  { type: 'utterance.not-understood', words: true },
  { type: 'utterance.not-understood', words: false },
]

const ofTurn = (turn: ChartTurn, { closed }: Facts, globals: ChartGlobals): ChartEvent[] => {
  const failed: ChartEvent = { type: 'turn.failed' }
  if (turn.records) return [{ type: 'turn.recorded', recorded: true }, { type: 'turn.recorded', recorded: false }, failed]
  if (!turn.listens || closed === 'finish') return [...(turn.open && closed === null ? [] : [{ type: 'turn.finished' } satisfies ChartEvent]), failed]
  return [
    ...(turn.speech ? spoken(turn, globals) : []),
    ...(turn.digits ? [{ type: 'digits.entered' } satisfies ChartEvent] : []),
    ...turn.pressed.map((name): ChartEvent => ({ type: 'key-intent.heard', name })),
    ...(turn.open && closed === null ? [] : [{ type: 'no-input' } satisfies ChartEvent]),
    failed,
  ]
}

const waiting = ['transfer.queued', 'transfer.ringing', 'transfer.connected', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.overflow', 'transfer.closed'] as const
const rung = ['transfer.ringing', 'transfer.connected', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed'] as const
const referred = ['transfer.declined', 'transfer.failed'] as const
const connected = ['transfer.ended', 'transfer.failed'] as const

const ofTransfer = ({ transfer }: Facts): ChartEvent[] => {
  if (transfer === null) return []
  return { waiting, rung, referred, connected }[transfer].map((type) => ({ type }))
}

const ofQuestion = ({ question }: Facts): ChartEvent[] => {
  if (question === null) return []
  const sentence: ChartEvent[] = question === 'llm' ? [{ type: 'knowledge.sentence' }] : []
  return [...sentence, { type: 'knowledge.answered' }, { type: 'knowledge.failed', noAnswer: true }, { type: 'knowledge.failed', noAnswer: false }]
}

/** Answers to what the node waits for, and late ones to what other nodes sent. */
const ofRequests = ({ request }: Facts, sent: ReadonlySet<string>): ChartEvent[] =>
  [...new Set([...(request === null ? [] : [request]), ...sent])].flatMap((node): ChartEvent[] => [
    { type: 'request.succeeded', node }, { type: 'request.failed', node }, { type: 'request.outcome-unknown', node },
  ])

/**
 * Everything that can be told to a chart where these facts hold. What a question does not expect is never understood there; a transfer ends only
 * once somebody answered; a turn is cancelled only when the chart itself has forgotten it or the caller is gone.
 */
export const eventsAt = (facts: Facts, turns: ChartTurns, globals: ChartGlobals, sent: ReadonlySet<string>): ChartEvent[] => {
  const turn = facts.turn === null || facts.gone ? undefined : turns.all[facts.turn]
  return [
    ...(turn === undefined ? [] : ofTurn(turn, facts, globals)),
    ...ofRequests(facts, sent),
    ...(facts.check ? (['hours.open', 'hours.closed', 'hours.failed'] as const).map((type): ChartEvent => ({ type })) : []),
    ...ofQuestion(facts),
    ...ofTransfer(facts),
    ...(facts.gone ? [] : [{ type: 'call.answered-by' } satisfies ChartEvent]),
    ...(facts.timer ? [{ type: 'timer.elapsed', ofCall: false } satisfies ChartEvent] : []),
    ...(facts.gone ? [] : [{ type: 'timer.elapsed', ofCall: true } satisfies ChartEvent, { type: 'caller.hung-up' } satisfies ChartEvent]),
    { type: 'call.ended' },
  ]
}
