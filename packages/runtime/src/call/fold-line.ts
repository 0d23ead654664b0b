import { renewRecordings } from './fold-recordings.js'
import { applyLineRecording } from './fold-line-recordings.js'
import type { LegBeganBody, LineBody, LineFact } from './entries.js'
import { advanceLeg, closeCaller, closeLeg, holdLeg } from './fold-facts.js'
import { openBridgeLegs, type AgentLeg, type CallState } from './state.js'

/** What the switch told of the caller's line, added to the state. */
export function applyLineFact(state: CallState, { fact, number }: LineBody, at: number): void {
  const { line } = state
  if (line === undefined) return
  if (number !== undefined) line.lastNumber = number
  const leg = 'legId' in fact ? state.legs.get(fact.legId) : undefined
  switch (fact.type) {
    case 'line.left':
      return leaveLine(state, causeOfLeaving(fact), at)
    case 'media.lost':
      if (line.awayAt === undefined) state.botLeg.state = 'gone'
      state.shown.listening = null
      return
    case 'media.unavailable':
      state.failure ??= { code: 'RUNTIME_MEDIA_UNAVAILABLE', apology: 'over' }
      return
    case 'answered-by':
      line.answeredBy ??= { who: fact.who, isTold: false }
      return
    case 'leg.answered':
      // Whom the switch has sent the caller to, they hear from then on.
      return line.awayAt === fact.legId ? joinAtSwitch(state, leg, at) : advanceLeg(leg, 'leg.connected', at)
    case 'leg.joined':
      return joinAtSwitch(state, leg, at)
    case 'leg.ended':
      closeLeg(state, leg, fact.outcome, at)
      if (line.awayAt === fact.legId) delete line.awayAt
      return
    case 'referred':
      return fact.outcome === 'accepted' ? refer(state, at) : closeWaitingLegs(state, at)
    case 'leg.held':
      return holdLeg(state, fact.legId, true)
    case 'leg.resumed':
      return holdLeg(state, fact.legId, false)
    case 'recording.asked':
    case 'recording.started':
    case 'recording.failed':
      return applyLineRecording(state, fact, at)
    case 'line.ringing':
    case 'line.answered':
    case 'leg.ringing':
      return
  }
}

/** The switch takes the caller to a human without us: the bot leg is gone. */
export function sendCaller(state: CallState, legId: string): void {
  if (state.line === undefined) return
  state.line.awayAt = legId
  state.botLeg.state = 'gone'
  state.shown.listening = null
}

export function beginBotLeg(state: CallState, { leg, fromMs }: LegBeganBody): void {
  state.botLeg = { number: leg, fromMs, state: 'due' }
  state.lastFactNumber = 0
  state.clockMs = Math.max(state.clockMs, fromMs)
  state.shown.listening = null
  renewRecordings(state)
  // Humans were at the bridge of the leg before: they are due at that of this one.
  for (const human of openBridgeLegs(state)) human.state = 'expected'
  // Nobody would report the end of a turn that the chart has given up.
  for (const [turnId, turn] of state.turns) if (turn.cancelled === true) state.turns.delete(turnId)
}

/** In a word of the media: the chart knows those. */
export const causeOfLeaving = ({ by, cause }: Extract<LineFact, { type: 'line.left' }>): string => (by === 'switch' && cause === 'failed' ? 'media-error' : 'normal')

function leaveLine(state: CallState, cause: string, at: number): void {
  closeCaller(state, cause, at)
  if (state.line !== undefined) {
    state.line.hasLeft = true
    delete state.line.awayAt
  }
  // Nothing more is told of a line that everybody has left.
  for (const leg of state.legs.values()) if (leg.at === 'switch') closeLeg(state, leg, 'normal', at)
}

function joinAtSwitch(state: CallState, leg: AgentLeg | undefined, at: number): void {
  if (leg === undefined || leg.state === 'hung-up') return
  advanceLeg(leg, 'legs.joined', at)
  sendCaller(state, leg.legId)
  if (leg.isOutside === true && state.line !== undefined) state.line.hasHopped = true
}

function closeWaitingLegs(state: CallState, at: number): void {
  for (const leg of state.legs.values()) if (leg.at === 'switch' && leg.state !== 'joined') closeLeg(state, leg, 'failed', at)
}

/** Whoever took the caller there is their own affair: to us it is a human. */
function refer(state: CallState, at: number): void {
  if (state.line === undefined) return
  state.line.isReferred = true
  for (const leg of state.legs.values()) if (leg.at === 'switch') advanceLeg(leg, 'legs.joined', at)
}
