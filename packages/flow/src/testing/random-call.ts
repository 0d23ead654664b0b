import { keyIntents } from '@callchart/protocol'
import type { CallEffect } from '../contract/effects.js'
import type { CallEvent } from '../contract/events.js'
import type { FlowMachine, FlowSnapshot } from '../contract/compiled.js'
import type { FlowContext } from '../machine/model.js'
import { startSnapshot, step } from '../step/step.js'
import type { EventInput } from './driven-chart.js'

/** Mulberry32: the same numbers for the same seed. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <Item>(random: () => number, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const turnEvents = (turnId: string, random: () => number, intents: readonly string[], expected = intents): EventInput[] => [
  { type: 'utterance.understood', turnId, text: 'some words', intent: pick(random, expected), confidence: 0.8, slots: { size: 3 } },
  { type: 'utterance.understood', turnId, text: 'other words', intent: pick(random, intents), confidence: 0.7, slots: {} },
  { type: 'utterance.understood', turnId, text: 'yes', intent: pick(random, ['affirm', 'deny', 'refuse', 'doNotKnow']), confidence: 0.8, slots: {} },
  {
    type: 'value.understood',
    turnId,
    text: 'a value',
    value: pick<string | number | { amount: number; currency: string }>(random, [
      '4321',
      '12',
      5,
      20,
      '2026-12-05',
      { amount: 12.5, currency: 'USD' },
    ]),
    confidence: 1,
  },
  { type: 'key-intent.heard', turnId, text: 'agent', keyIntent: pick(random, keyIntents), confidence: 1 },
  { type: 'auxiliary.heard', turnId, text: 'global', intent: pick(random, ['open', 'unheard']), confidence: 1 },
  {
    type: 'utterance.ambiguous',
    turnId,
    text: 'either',
    intents: [pick(random, expected), pick(random, [...intents, 'open'])],
    confidence: 0.4,
    slotsByIntent: { [pick(random, expected)]: { size: 4 } },
  },
  { type: 'utterance.not-understood', turnId, text: pick(random, ['', 'noise']) },
  { type: 'digits.entered', turnId, digits: pick(random, ['1', '2', '3', '4', '5', '9', '4321', '12*5', '']), endedBy: 'terminator' },
  { type: 'no-input', turnId },
  { type: 'turn.finished', turnId },
  { type: 'turn.recorded', turnId, durationMs: pick(random, [0, 4_000]), endedBy: 'silence' },
  { type: 'turn.failed', turnId, cause: 'engine' },
]

/** What leads on in most questions. */
const answers = (turnId: string, random: () => number, expected: readonly string[]): EventInput[] => [
  { type: 'utterance.understood', turnId, text: 'an answer', intent: pick(random, expected), confidence: 0.9, slots: {} },
  { type: 'digits.entered', turnId, digits: pick(random, ['1', '2', '3', '4', '5']), endedBy: 'max-count' },
]

const requestEvents = (requestId: string): EventInput[] => [
  {
    type: 'request.succeeded',
    requestId,
    status: 200,
    body: { balance: 1250.4, currency: 'USD', dueDate: '2026-12-05', reference: 'B-1042', order: { reference: 'B-7' } },
  },
  { type: 'request.succeeded', requestId, status: 200, body: { unexpected: [1, null] } },
  { type: 'request.failed', requestId, cause: 'status', status: 404 },
  { type: 'request.outcome-unknown', requestId },
]

const transferEvents = (transferId: string): EventInput[] => [
  { type: 'transfer.queued', transferId, position: 2, estimatedWaitMs: 90_000 },
  { type: 'transfer.queued', transferId, position: 1, estimatedWaitMs: 0 },
  { type: 'transfer.ringing', transferId },
  { type: 'transfer.connected', transferId, agentId: 'anna' },
  { type: 'transfer.busy', transferId },
  { type: 'transfer.no-answer', transferId },
  { type: 'transfer.declined', transferId },
  { type: 'transfer.failed', transferId, cause: 'agent-gone' },
  { type: 'transfer.overflow', transferId },
  { type: 'transfer.closed', transferId },
  { type: 'transfer.ended', transferId },
]

const hoursEvents = (checkId: string): EventInput[] => [
  { type: 'hours.open', checkId },
  { type: 'hours.closed', checkId, reason: 'holiday', holiday: 'New Year' },
  { type: 'hours.failed', checkId, cause: 'nobody knows' },
]

const knowledgeEvents = (questionId: string, index: number): EventInput[] => [
  { type: 'knowledge.sentence', questionId, index, text: 'A sentence.' },
  { type: 'knowledge.sentence', questionId, index: 7, text: 'Another sentence.' },
  { type: 'knowledge.answered', questionId, source: 'faq', entryId: 'parking', confidence: 0.9 },
  { type: 'knowledge.answered', questionId, source: 'llm', model: 'm' },
  { type: 'knowledge.failed', questionId, cause: 'no-answer' },
  { type: 'knowledge.failed', questionId, cause: 'banned-word' },
]

type RunningId = 'turnId' | 'requestId' | 'timerId' | 'transferId' | 'checkId' | 'questionId'
const running = (snapshot: FlowSnapshot): Record<RunningId, string | null> =>
  (snapshot as unknown as { context: Record<RunningId, string | null> }).context

const nextEvent = (snapshot: FlowSnapshot, random: () => number, intents: readonly string[], expected: readonly string[]): EventInput => {
  const { turnId, requestId, timerId, transferId, checkId, questionId } = running(snapshot)
  const { requests, callTimer, sentenceCount } = (snapshot as unknown as { context: Pick<FlowContext, 'requests' | 'callTimer' | 'sentenceCount'> }).context
  const fitting: EventInput[] = [
    ...(turnId === null ? [] : turnEvents(turnId, random, intents, expected)),
    ...(requestId === null ? [] : requestEvents(requestId)),
    ...(transferId === null ? [] : transferEvents(transferId)),
    ...(checkId === null ? [] : hoursEvents(checkId)),
    ...(questionId === null ? [] : knowledgeEvents(questionId, sentenceCount)),
    ...(timerId === null ? [] : [{ type: 'timer.elapsed' as const, timerId }]),
  ]
  const stale: EventInput[] = [
    ...turnEvents('t0', random, intents),
    ...requestEvents('r0'),
    ...transferEvents('x0'),
    ...hoursEvents('h0'),
    ...knowledgeEvents('k0', 0),
    { type: 'timer.elapsed', timerId: 'w0' },
    ...Object.keys(requests).flatMap(requestEvents),
  ]
  const last: EventInput[] = [
    { type: 'caller.hung-up', cause: 'normal' },
    { type: 'call.ended', cause: 'operator' },
    ...(callTimer.timerId === null ? [] : [{ type: 'timer.elapsed' as const, timerId: callTimer.timerId }]),
  ]
  const dice = random()
  if (dice < 0.02) return pick(random, last)
  if (turnId !== null && dice > 0.6) return pick(random, answers(turnId, random, expected))
  return pick(random, dice < 0.2 || fitting.length === 0 ? stale : fitting)
}

/** What the turn of an effect expects to hear. */
const expectedBy = (effect: CallEffect): readonly string[] => (effect.type === 'turn.start' ? (effect.expect?.intents ?? []) : [])

export interface RandomCall {
  readonly events: readonly CallEvent[]
  readonly steps: readonly { readonly snapshot: FlowSnapshot; readonly effects: readonly CallEffect[] }[]
}

/** A call of random events: most fit what runs, some are late or strange. */
export const randomCall = (machine: FlowMachine, seed: number, eventCount: number, intents: readonly string[]): RandomCall => {
  const random = randomOf(seed)
  const events: CallEvent[] = []
  const steps: { snapshot: FlowSnapshot; effects: readonly CallEffect[] }[] = []
  let snapshot = startSnapshot(machine)
  let expected = intents
  for (let index = 0; index < eventCount; index += 1) {
    const input: EventInput =
      index === 0
        ? {
            type: 'call.started',
            call: { callId: `call-${seed}`, direction: 'inbound', variables: { name: pick(random, ['Ann', 'AAA', 'Bo/..']) } },
          }
        : nextEvent(snapshot, random, intents, expected)
    const event = { ...input, at: index * 1_000 } as CallEvent
    const result = step(machine, snapshot, event)
    snapshot = result.snapshot
    expected = result.effects.map(expectedBy).findLast((found) => found.length > 0) ?? expected
    events.push(event)
    steps.push({ snapshot, effects: result.effects })
  }
  return { events, steps }
}
