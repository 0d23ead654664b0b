import type { CallEvent, FlowSnapshot, StepResult } from '@callchart/flow'
import { hasAsked } from '../understanding/service-use.js'
import { endedFromOutsideBy } from './ending.js'
import type { CallEntry, DispatchedBody, SettledBody } from './entries.js'
import { applyEffect, showStatus } from './fold-effects.js'
import { applyFact } from './fold-facts.js'
import { endLineRecording } from './fold-line-recordings.js'
import { applyLineFact, beginBotLeg, sendCaller } from './fold-line.js'
import { noteUnrecorded } from './fold-recordings.js'
import type { ReadyVersion } from './ready-version.js'
import { allLegsClosed, effectKey, emptyState, type CallOrigin, type CallState, type StepEffect, targetNameOf } from './state.js'
import { noteInterpretation, noteSecrets } from './transcript.js'
import { noteToKeep } from './unrecognised.js'

/** Versions that a fold may meet, by identity: the first one, and those the call went on with. */
export type KnownVersions = ReadonlyMap<string, ReadyVersion>

/** A step of the chart that was taken before its entry was written, and what it began from. */
export interface StepAhead {
  readonly from: FlowSnapshot
  readonly result: StepResult
}

/**
 * Adds one journal entry to the state and gives the effects of the chart's step, to be performed once, by whoever appended it.
 * A running call, a resumed one and a replayed one go through this very function: that is why they are the same.
 * @param ahead the step of this entry, where it was taken already
 */
export function applyEntry(state: CallState, entry: CallEntry, versions: KnownVersions, ahead?: StepAhead): StepEffect[] {
  state.sequence = entry.sequence
  const effects = applyBody(state, entry, versions, ahead)
  endLineRecording(state, entry.at)
  if (state.endedAt === undefined && allLegsClosed(state)) state.endedAt = entry.at
  return effects
}

function applyBody(state: CallState, entry: CallEntry, versions: KnownVersions, ahead: StepAhead | undefined): StepEffect[] {
  switch (entry.kind) {
    case 'fact':
      applyFact(state, entry.body, entry.at)
      return []
    case 'line':
      applyLineFact(state, entry.body, entry.at)
      return []
    case 'leg.began':
      beginBotLeg(state, entry.body)
      return []
    case 'interpretation':
      if (hasAsked(entry.body.interpretation.why)) state.askedCount += 1
      noteInterpretation(state, entry.body)
      noteToKeep(state, entry.body)
      return []
    case 'event':
      return applyEvent(state, entry.body, entry.at, ahead)
    case 'effect.dispatched':
      applyDispatched(state, entry.step ?? 0, entry.body, entry.at)
      return []
    case 'effect.settled':
      applySettled(state, entry.step ?? 0, entry.body, versions)
      return []
  }
}

function applyEvent(state: CallState, event: CallEvent, at: number, ahead: StepAhead | undefined): StepEffect[] {
  state.step += 1
  closeAnswered(state, event)
  const result = ahead?.from === state.snapshot ? ahead.result : state.ready.step(state.snapshot, event)
  state.snapshot = result.snapshot
  const effects = result.effects.map((effect, index) => ({ step: state.step, index, effect }))
  noteSecrets(state)
  for (const effect of effects) applyEffect(state, effect, at)
  return effects
}

/** What an event answers is no longer in flight. */
function closeAnswered(state: CallState, event: CallEvent): void {
  switch (event.type) {
    case 'timer.elapsed':
      state.timers.delete(event.timerId)
      return
    case 'request.succeeded':
    case 'request.failed':
    case 'request.outcome-unknown':
      state.requests.delete(event.requestId)
      return
    case 'hours.open':
    case 'hours.closed':
    case 'hours.failed':
      state.checks.delete(event.checkId)
      return
    case 'knowledge.sentence':
      return countSentence(state, event.questionId)
    case 'knowledge.answered':
    case 'knowledge.failed':
      state.questions.delete(event.questionId)
      return
    case 'call.answered-by':
      if (state.line?.answeredBy !== undefined) state.line.answeredBy.isTold = true
      return
    case 'call.ended':
      state.endedFromOutside = true
      if (state.endedAt !== undefined) state.cutShort = true
      if (state.caller !== 'gone') state.hangUp ??= { by: endedFromOutsideBy(state, event.cause), cause: event.cause }
      return
    default:
      applyTransferEvent(state, event)
  }
}

function countSentence(state: CallState, questionId: string): void {
  const question = state.questions.get(questionId)
  if (question !== undefined) question.sentenceCount += 1
}

function applyTransferEvent(state: CallState, event: CallEvent): void {
  const { transfer } = state
  if (transfer === undefined || !('transferId' in event) || event.transferId !== transfer.effect.transferId) return
  const outcome = event.type.slice('transfer.'.length)
  const target = targetNameOf(transfer)
  switch (event.type) {
    case 'transfer.queued':
      state.shown.transfer = { target, outcome, position: event.position, estimatedWaitMs: event.estimatedWaitMs }
      return
    case 'transfer.ringing':
      state.shown.transfer = { target, outcome }
      return
    case 'transfer.connected':
      transfer.connected = true
      state.shown.transfer = { target, outcome, agentId: event.agentId }
      return
    case 'transfer.ended':
      break
    default:
      state.shown.transfer = { target, outcome }
  }
  delete state.transfer
}

function applyDispatched(state: CallState, step: number, body: DispatchedBody, at: number): void {
  const request = [...state.requests.values()].find((open) => open.step === step && open.index === body.index)
  if (request !== undefined) request.dispatched = true
  const { transfer } = state
  if (body.type === 'handover.push' && transfer?.step === step) state.handovers.set(effectKey({ step, index: body.index }), { step, index: body.index, transfer: transfer.effect, at })
  if (body.forward !== undefined && transfer?.step === step) {
    transfer.forward = { ...body.forward, number: (transfer.forward?.number ?? 0) + 1, isJoined: false }
    state.shown.transfer = { target: body.forward.queue, outcome: 'requested' }
  }
  if (body.leg !== undefined) {
    const { isSent, ...leg } = body.leg
    state.legs.set(leg.legId, { ...leg, transferStep: step, expectedAt: at, state: 'expected' })
    if (isSent === true) sendCaller(state, leg.legId)
    if (leg.at !== 'switch' && state.shown.transfer !== null) state.shown.transfer = { ...state.shown.transfer, outcome: 'accepted' }
  }
  showStatus(state, step, body.index, 'dispatched')
}

function applySettled(state: CallState, step: number, body: SettledBody, versions: KnownVersions): void {
  state.rows.delete(effectKey({ step, index: body.index }))
  state.handovers.delete(effectKey({ step, index: body.index }))
  showStatus(state, step, body.index, body.outcome === 'outcome-unknown' ? 'outcome-unknown' : 'settled', body.outcome)
  if (body.type === 'request.send') {
    for (const [requestId, open] of state.requests) if (open.step === step && open.index === body.index) state.requests.delete(requestId)
  }
  if (body.type === 'recording.set') noteUnrecorded(state, { step, index: body.index }, body.outcome)
  if (body.type === 'knowledge.ask') {
    for (const [questionId, open] of state.questions) if (open.step === step && open.index === body.index) state.questions.delete(questionId)
  }
  if (body.type === 'call.continue-with' && body.next === undefined) state.failure ??= { code: 'RUNTIME_FLOW_UNKNOWN', apology: 'due' }
  if (body.next === undefined) return
  const ready = versions.get(body.next.version)
  if (ready === undefined) throw new Error(`The fold lacks version ${body.next.version}`)
  beginChapter(state, ready)
}

/** The call's own things stay (legs, transcript); those of the old chart are gone. */
function beginChapter(state: CallState, ready: ReadyVersion): void {
  state.chapter += 1
  state.shown.chapters.push({ flow: ready.manifest.flow, from: state.shown.path.length })
  state.ready = ready
  state.snapshot = ready.start()
  state.turns.clear()
  state.timers.clear()
  state.requests.clear()
  state.checks.clear()
  state.questions.clear()
  delete state.transfer
  state.shown.listening = null
}

/** The state of a call after all entries of its journal. */
export function foldCall(origin: CallOrigin, first: ReadyVersion, entries: readonly CallEntry[], versions: KnownVersions): CallState {
  const state = emptyState(origin, first)
  for (const entry of entries) applyEntry(state, entry, versions)
  return state
}
