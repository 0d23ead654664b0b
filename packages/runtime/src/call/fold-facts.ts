import { callerLegId } from '@callchart/protocol'
import type { FactBody } from './entries.js'
import { awaitsHuman, chartTurnId, transferOf, type AgentLeg, type CallState } from './state.js'
import { dropQuestions } from './fold-effects.js'
import { applyRecordingFact, loseRecordings } from './fold-recordings.js'
import { noteDeafness, noteDigits, notePromptEnded, notePromptStarted, noteUtterance } from './transcript.js'
import { keepUnrecognised } from './unrecognised.js'

/** The runtime's own speaking turn; a bridge plays it once. */
export const apologyTurnId = 'apology'

/** What the bridge saw, added to the state. Facts of another turn than those open change nothing but the transcript. */
export function applyFact(state: CallState, { number, atMs, fact }: FactBody, at: number): void {
  state.lastFactNumber = Math.max(state.lastFactNumber, number)
  state.clockMs = Math.max(state.clockMs, atMs)
  switch (fact.type) {
    case 'call.connected':
      state.answeredAt ??= at
      state.botLeg.state = 'connected'
      if (state.caller === 'expected') state.caller = 'connected'
      return
    case 'prompt.started':
      return notePromptStarted(state, fact, atMs)
    case 'prompt.finished':
      noteHeard(state, fact)
      return notePromptEnded(state, fact, atMs)
    case 'prompt.resumed':
    case 'prompt.interrupted':
    case 'prompt.failed':
      return notePromptEnded(state, fact, atMs)
    case 'listening.started':
      state.shown.listening = { turnId: fact.turnId, sinceMs: atMs }
      return
    case 'digit.pressed':
      return noteFirstDigit(state, atMs)
    case 'utterance':
      noteUtterance(state, fact)
      keepUnrecognised(state, fact, at)
      return closeTurn(state, fact.turnId)
    case 'digits':
      noteDigits(state, fact, atMs)
      return closeTurn(state, fact.turnId)
    case 'no-input':
    case 'turn.finished':
    case 'turn.recorded':
    case 'turn.failed':
    case 'turn.cancelled':
      return closeTurn(state, fact.turnId)
    case 'leg.connected':
      showWhisper(state, state.legs.get(fact.legId))
      return advanceLeg(state.legs.get(fact.legId), fact.type, at)
    case 'leg.ready':
      return advanceLeg(state.legs.get(fact.legId), fact.type, at)
    case 'legs.joined':
      advanceLeg(state.legs.get(fact.legId), fact.type, at)
      return noteForwarded(state, state.legs.get(fact.legId))
    case 'leg.held':
      return holdLeg(state, fact.legId, true)
    case 'leg.resumed':
      return holdLeg(state, fact.legId, false)
    case 'leg.hung-up':
      return fact.legId === callerLegId ? closeMedia(state, fact.cause, at) : closeLeg(state, state.legs.get(fact.legId), fact.cause, at)
    case 'caller.hung-up':
      return closeMedia(state, fact.cause, at)
    case 'recogniser.unavailable':
      return noteDeafness(state, fact, atMs)
    case 'recording.started':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.failed':
    case 'recording.ended':
      return applyRecordingFact(state, fact, atMs)
    case 'speech.started':
      state.isSpeaking = true
      return
    case 'speech.ended':
      delete state.isSpeaking
      return
    case 'hypothesis':
      return
  }
}

function noteHeard(state: CallState, { turnId, promptId }: { readonly turnId: string; readonly promptId: string }): void {
  const known = chartTurnId(state, turnId)
  if (known !== undefined) state.turns.get(known)?.heard.add(promptId)
}

function noteFirstDigit(state: CallState, atMs: number): void {
  for (const turn of state.turns.values()) turn.firstDigitMs ??= atMs
}

/** What a bot leg that is over says of its turns says nothing of the call: they are started again on the next. */
export const isOfLostLeg = ({ line, botLeg }: CallState): boolean => line !== undefined && botLeg.state === 'gone'

function closeTurn(state: CallState, onWire: string): void {
  if (state.shown.listening?.turnId === onWire) state.shown.listening = null
  delete state.isSpeaking
  if (onWire === apologyTurnId && state.failure !== undefined) state.failure.apology = 'over'
  if (isOfLostLeg(state)) return
  const turnId = chartTurnId(state, onWire)
  if (turnId === undefined) return
  state.turns.delete(turnId)
  dropQuestions(state, turnId)
}

/** The human hears what the call is about before both are joined; who comes back to the caller has heard it. */
function showWhisper(state: CallState, leg: AgentLeg | undefined): void {
  const { transfer, shown } = state
  if (transfer?.effect.mode !== 'attended' || shown.transfer === null || leg?.transferStep !== transfer.step || leg.joinedAt !== undefined) return
  shown.transfer = { ...shown.transfer, outcome: 'whisper' }
}

/** The caller hears music instead of the human, or the human again. */
export function holdLeg(state: CallState, legId: string, isHeld: boolean): void {
  const leg = state.legs.get(legId)
  if (leg?.state !== 'joined') return
  delete leg.held
  if (isHeld) leg.held = true
  if (state.shown.transfer === null) return
  const { held: _held, ...transfer } = state.shown.transfer
  state.shown.transfer = isHeld ? { ...transfer, held: true } : transfer
}

const legStates = { 'leg.connected': 'connected', 'leg.ready': 'ready', 'legs.joined': 'joined' } as const

export function advanceLeg(leg: AgentLeg | undefined, type: keyof typeof legStates, at: number): void {
  if (leg === undefined || leg.state === 'hung-up') return
  leg.state = legStates[type]
  if (leg.state === 'joined') leg.joinedAt ??= at
}

/** The caller who was sent on talks with a human of the other queue. */
function noteForwarded(state: CallState, leg: AgentLeg | undefined): void {
  const forward = leg === undefined ? undefined : transferOf(state, leg)?.forward
  if (leg?.state !== 'joined' || forward === undefined || forward.isJoined || forward.fromLegId === leg.legId) return
  forward.isJoined = true
  state.shown.transfer = { target: forward.queue, outcome: 'connected', agentId: leg.agentId }
}

export function closeLeg(state: CallState, leg: AgentLeg | undefined, cause: string, at: number): void {
  if (leg === undefined || leg.state === 'hung-up') return
  if (leg.held === true) holdLeg(state, leg.legId, false)
  leg.state = 'hung-up'
  leg.endedAt = at
  leg.hangUpCause = cause
  leg.afterCaller = state.caller === 'gone'
}

/** A human whose media never came finds nobody any more: the bridge takes no further leg. */
function closeUnseenLegs(state: CallState, at: number): void {
  for (const leg of state.legs.values()) if (leg.state === 'expected') closeLeg(state, leg, 'normal', at)
}

/** Without a line of its own the caller is gone with their media; with one, only where the media says that nobody is behind it. */
function closeMedia(state: CallState, cause: string, at: number): void {
  state.botLeg.state = 'gone'
  delete state.isSpeaking
  if (endsCall(state, cause)) return closeCaller(state, cause, at)
  state.shown.listening = null
}

/** Whether the end of the bot leg is that of the call. */
export const endsCall = ({ line }: CallState, cause: string): boolean => line === undefined || cause === 'media-timeout' || cause === 'max-duration'

export function closeCaller(state: CallState, cause: string, at: number): void {
  state.caller = 'gone'
  state.shown.pathWhenLeft ??= state.shown.path.length
  closeUnseenLegs(state, at)
  loseRecordings(state)
  state.callerCause ??= cause
  state.shown.listening = null
  if (state.transfer !== undefined && awaitsHuman(state.transfer) && state.shown.transfer !== null) {
    state.shown.transfer = { target: state.shown.transfer.target, outcome: 'caller-gone' }
  }
}
