import type { CallEffect } from '@callchart/flow'
import type { CallNote } from '../call/entries.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { leavesTheSystem } from '../call/fold-effects.js'
import { effectKey, wireTurnId, type OpenCheck, type OpenTurn, type StepEffect, type TurnEffect } from '../call/state.js'
import { shownProblem } from '../watch/personal.js'
import { apologyCommand } from './apology.js'
import type { ExpectedPrompts } from './expect-prompts.js'
import type { CallHands } from './hands.js'
import type { Handovers } from './handovers.js'
import type { Questions } from './knowledge.js'
import type { CallRecordings } from './recording.js'
import type { Requests } from './request.js'
import type { Rows } from './rows.js'
import type { Timers } from './timer.js'
import type { LineRecordings } from './line-recording.js'
import type { LineTransfers } from './line-transfer.js'
import type { Transfers } from './transfer.js'
import { appendCommand, playable, turnCommand } from './turn.js'

export interface PerformParts {
  readonly hands: CallHands
  readonly timers: Timers
  readonly requests: Requests
  readonly transfers: Transfers
  /** Those whose human is at the switch. */
  readonly lineTransfers: LineTransfers
  readonly handovers: Handovers
  readonly rows: Rows
  readonly questions: Questions
  readonly recordings: CallRecordings
  readonly expected: ExpectedPrompts
  /** What the switch records of the call. */
  readonly lineRecordings: LineRecordings
  /** Answers the chart. */
  askHours(open: OpenCheck): void
  /** The bridge's watchdog begins anew. */
  limitCall(maxCallMs: number): void
  /** The version that a call gets which goes on with this flow; known to the fold from then on. */
  pinNext(flow: string): Promise<ReadyVersion | undefined>
  /** Marks the call for reports. */
  tag(tag: string): void
  hangUp(cause: string): void
}

/** Stage 7: does what the chart wants done, in its order. What leaves the system is journaled before any of it is sent. */
export async function perform(parts: PerformParts, effects: readonly StepEffect[]): Promise<void> {
  const dispatched = effects.flatMap((effect) => [...dispatchedNote(effect), ...(effect.effect.type === 'transfer.start' ? parts.handovers.dispatched(effect.step) : [])])
  if (dispatched.length > 0) await parts.hands.record(dispatched)
  for (const effect of withoutGivenUp(effects)) await performOne(parts, effect)
  parts.questions.settle()
}

/** A turn that the chart has given up before it was asked for is not asked for. */
function withoutGivenUp(effects: readonly StepEffect[]): readonly StepEffect[] {
  const begun = new Set(effects.flatMap(({ effect }) => (effect.type === 'turn.start' ? [effect.turnId] : [])))
  const givenUp = new Set(effects.flatMap(({ effect }) => (effect.type === 'turn.cancel' && begun.has(effect.turnId) ? [effect.turnId] : [])))
  return givenUp.size === 0 ? effects : effects.filter(({ effect }) => !(isOfTurn(effect) && givenUp.has(effect.turnId)))
}

const isOfTurn = (effect: CallEffect): effect is Extract<CallEffect, { type: 'turn.start' | 'turn.append' | 'turn.cancel' }> => effect.type === 'turn.start' || effect.type === 'turn.append' || effect.type === 'turn.cancel'

const dispatchedNote = ({ step, index, effect }: StepEffect): CallNote[] =>
  leavesTheSystem(effect) && effect.type !== 'call.continue-with'
    ? [{ kind: 'effect.dispatched', step, body: { index, type: effect.type } }]
    : []

async function performOne(parts: PerformParts, { step, index, effect }: StepEffect): Promise<void> {
  const { hands, timers, requests, transfers, lineTransfers, rows } = parts
  const { state } = hands
  switch (effect.type) {
    case 'node.entered':
      return
    case 'turn.start':
      return startTurn(parts, effect)
    case 'turn.append': {
      const { turnId, prompts, then } = effect
      return hands.command({ type: 'turn.append', turnId: wireTurnId(state.chapter, turnId), prompts: prompts.map((prompt) => playable(state, prompt)), ...(then === undefined ? {} : { then }) })
    }
    case 'turn.cancel':
      return hands.command({ type: 'turn.cancel', turnId: wireTurnId(state.chapter, effect.turnId) })
    case 'request.send': {
      const open = state.requests.get(effect.requestId)
      return open === undefined ? undefined : requests.start(open)
    }
    case 'request.cancel':
      return requests.cancel(effect.requestId)
    case 'timer.start':
      return timers.start(effect.timerId)
    case 'timer.cancel':
      return timers.cancel(effect.timerId)
    case 'transfer.start':
      if (state.transfer === undefined) return
      parts.handovers.start(step)
      return effect.target.type === 'queue' ? transfers.start(state.transfer) : lineTransfers.start(state.transfer)
    case 'transfer.cancel':
      lineTransfers.cancel(effect.transferId)
      return transfers.cancel(effect.transferId)
    case 'knowledge.ask': {
      const open = state.questions.get(effect.questionId)
      return open === undefined ? undefined : parts.questions.start(open)
    }
    case 'hours.check': {
      const open = state.checks.get(effect.checkId)
      return open === undefined ? undefined : parts.askHours(open)
    }
    case 'do-not-call.add':
    case 'voicemail.keep':
    case 'call-back.request': {
      const open = state.rows.get(effectKey({ step, index }))
      return open === undefined ? undefined : rows.start(open)
    }
    case 'recording.set':
      return parts.recordings.set({ step, index, effect })
    case 'call.tag':
      return parts.tag(effect.tag)
    case 'call.hang-up':
      return parts.hangUp(effect.cause)
    case 'call.continue-with':
      return continueWith(parts, step, index, effect)
    case 'flow.failed':
      return failFlow(parts, effect.code, effect.message)
  }
}

/** A message has its key before anybody speaks it. */
export async function startTurn({ hands, recordings }: Pick<PerformParts, 'hands' | 'recordings'>, effect: TurnEffect): Promise<void> {
  const { state, command } = hands
  const keep = effect.record === undefined ? undefined : await recordings.keepMessage(wireTurnId(state.chapter, effect.turnId))
  command(turnCommand(state, effect, keep))
}

/** A bridge that knows the turn, or some of its prompts, takes what it lacks. */
export async function startTurnAgain(parts: Pick<PerformParts, 'hands' | 'recordings'>, turn: OpenTurn): Promise<void> {
  await startTurn(parts, turn.effect)
  const append = appendCommand(parts.hands.state, turn)
  if (append !== undefined) parts.hands.command(append)
}

type Effect<Type extends CallEffect['type']> = Extract<CallEffect, { type: Type }>

/** The next flow's live version is pinned in the journal; its chart then starts in the same call, with the same attributes. */
async function continueWith(parts: PerformParts, step: number, index: number, effect: Effect<'call.continue-with'>): Promise<void> {
  const { hands, timers, requests, transfers } = parts
  const next = await parts.pinNext(effect.flow)
  if (next === undefined) {
    await hands.record([{ kind: 'effect.settled', step, body: { index, type: effect.type, outcome: 'unknown-flow' } }])
    return failFlow(parts, 'RUNTIME_FLOW_UNKNOWN', `The call is to go on with flow "${effect.flow}", which has no live version.`)
  }
  timers.cancelAll()
  requests.abortAll()
  parts.questions.abortAll()
  await transfers.dropAll('cancelled')
  parts.lineTransfers.dropAll()
  const { origin } = hands.state
  const carried = { ...origin.variables, ...hands.state.ready.variablesOf(hands.state.snapshot) }
  const { callId, direction, ani, dnis } = origin
  const call = { callId, direction, variables: carried, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
  const effects = await hands.record([
    {
      kind: 'effect.settled',
      step,
      body: { index, type: 'call.continue-with', outcome: 'continued', next: { flow: effect.flow, version: next.version } },
    },
    { kind: 'event', step: hands.state.step + 1, body: { type: 'call.started', call } },
  ])
  parts.limitCall(next.manifest.maxCallMs)
  await perform(parts, effects)
}

/** The chart could not go on: the caller hears an apology, and the call ends after it. The state knows of the failure already. */
async function failFlow(parts: PerformParts, code: string, problem: string): Promise<void> {
  const { hands, timers, requests, transfers } = parts
  hands.log.error({ code, problem: shownProblem(hands.state, problem) }, 'flow failed')
  timers.cancelAll()
  requests.abortAll()
  parts.questions.abortAll()
  await transfers.dropAll('failed')
  parts.lineTransfers.dropAll()
  apologise(hands)
}

/** Whatever plays is stopped; nothing but the apology is heard. */
export function apologise({ state, command }: CallHands): void {
  for (const turnId of state.turns.keys()) command({ type: 'turn.cancel', turnId: wireTurnId(state.chapter, turnId) })
  command(apologyCommand(state.ready.manifest.languages[0] ?? 'en-US'))
}
