import { targetName, type CallEffect } from '@callchart/flow'
import { isoTime } from './cdr.js'
import { applyRecordingSet, expectMessage } from './fold-recordings.js'
import { chartTurnId, effectKey, wireTurnId, type CallState, type StepEffect } from './state.js'

/** An effect as it stands right after its step: performed inside the system, or in flight. */
export function applyEffect(state: CallState, { step, index, effect }: StepEffect, at: number): void {
  state.shown.effects.push({ step, index, type: effect.type, status: leavesTheSystem(effect) ? 'dispatched' : 'performed' })
  switch (effect.type) {
    case 'node.entered':
      state.shown.path.push(effect.nodeId)
      return
    case 'turn.start': {
      const onWire = wireTurnId(state.chapter, effect.turnId)
      state.turns.set(effect.turnId, { effect, appended: [], heard: new Set() })
      if (effect.record !== undefined) expectMessage(state, onWire)
      for (const prompt of effect.prompts)
        state.shown.promptTexts.set(`${onWire}/${prompt.promptId}`, { text: prompt.text, nodeId: prompt.nodeId ?? effect.nodeId })
      state.shown.turnCount += 1
      return
    }
    case 'turn.append':
      return appendToTurn(state, effect)
    case 'turn.cancel': {
      dropQuestions(state, effect.turnId)
      const turn = state.turns.get(effect.turnId)
      if (turn !== undefined) turn.cancelled = true
      if (state.shown.listening !== null && chartTurnId(state, state.shown.listening.turnId) === effect.turnId) state.shown.listening = null
      return
    }
    case 'request.send':
      state.requests.set(effect.requestId, { step, index, effect, dispatched: false })
      return
    case 'request.cancel':
      state.requests.delete(effect.requestId)
      return
    case 'timer.start':
      state.timers.set(effect.timerId, at + effect.ms)
      return
    case 'timer.cancel':
      state.timers.delete(effect.timerId)
      return
    case 'transfer.start':
      state.transfer = { step, index, effect, startedAt: at, connected: false }
      state.shown.transfer = { target: targetName(effect.target), outcome: 'requested' }
      return
    case 'transfer.cancel':
      cancelTransfer(state, effect)
      return
    case 'call.tag':
      if (!state.shown.tags.includes(effect.tag)) state.shown.tags.push(effect.tag)
      return
    case 'call.hang-up':
      if (state.caller !== 'gone') state.hangUp ??= { by: 'bot', cause: effect.cause }
      return
    case 'knowledge.ask':
      state.questions.set(effect.questionId, { step, index, effect, sentenceCount: 0 })
      return
    case 'hours.check':
      state.checks.set(effect.checkId, { effect, at })
      return
    case 'do-not-call.add':
    case 'call-back.request':
      state.rows.set(effectKey({ step, index }), { step, index, effect, at })
      return
    case 'voicemail.keep':
      state.rows.set(effectKey({ step, index }), { step, index, effect: { ...effect, turnId: wireTurnId(state.chapter, effect.turnId) }, at })
      state.shown.voicemails.push({ mailbox: effect.mailbox, durationMs: Math.round(effect.durationMs), at: isoTime(at) })
      return
    case 'recording.set':
      return applyRecordingSet(state, { step, index, effect })
    case 'flow.failed':
      state.failure ??= { code: effect.code, apology: 'due' }
      return
    case 'call.continue-with':
      return
  }
}

function appendToTurn(state: CallState, { turnId, nodeId, prompts, then }: Extract<CallEffect, { type: 'turn.append' }>): void {
  const turn = state.turns.get(turnId)
  turn?.appended.push(...prompts)
  if (turn !== undefined && then !== undefined) turn.then = then
  for (const { promptId, text, nodeId: own = nodeId } of prompts) state.shown.promptTexts.set(`${wireTurnId(state.chapter, turnId)}/${promptId}`, { text, nodeId: own })
  if (then !== undefined) dropQuestions(state, turnId)
}

/** A turn that takes no more leaves nobody who waits for the answers that were to come. */
export function dropQuestions(state: CallState, turnId: string): void {
  for (const [questionId, { step, index, effect }] of state.questions) {
    if (effect.turnId !== turnId) continue
    state.questions.delete(questionId)
    showStatus(state, step, index, 'settled', 'dropped')
  }
}

function cancelTransfer(state: CallState, { transferId, reason }: Extract<CallEffect, { type: 'transfer.cancel' }>): void {
  const { transfer } = state
  if (transfer?.effect.transferId !== transferId) return
  const outcome = reason === 'ended' ? 'cancelled' : reason
  if (!transfer.connected) state.shown.transfer = { target: targetName(transfer.effect.target), outcome }
  showStatus(state, transfer.step, transfer.index, 'settled', outcome)
  delete state.transfer
}

/** What became of an effect in flight, for people to see. */
export function showStatus(
  state: CallState,
  step: number,
  index: number,
  status: 'dispatched' | 'settled' | 'outcome-unknown',
  outcome?: string,
): void {
  const at = state.shown.effects.findIndex((effect) => effect.step === step && effect.index === index)
  const shown = state.shown.effects[at]
  if (shown !== undefined) state.shown.effects[at] = { ...shown, status, ...(outcome === undefined ? {} : { outcome }) }
}

const outgoing: ReadonlySet<CallEffect['type']> = new Set([
  'request.send',
  'transfer.start',
  'call.continue-with',
  'do-not-call.add',
  'call-back.request',
  'voicemail.keep',
])

export const leavesTheSystem = (effect: CallEffect): boolean =>
  outgoing.has(effect.type) || (effect.type === 'knowledge.ask' && effect.source === 'llm')
