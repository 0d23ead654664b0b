import type { CallEffect } from '@callchart/flow'
import { chartTurnId, wireTurnId, type CallState, type StepEffect } from './state.js'

/** An effect as it stands right after its step: performed inside the system, or in flight. */
export function applyEffect(state: CallState, { step, index, effect }: StepEffect, at: number): void {
  state.shown.effects.push({ step, index, type: effect.type, status: leavesTheSystem(effect) ? 'dispatched' : 'performed' })
  switch (effect.type) {
    case 'node.entered':
      state.shown.path.push(effect.nodeId)
      return
    case 'turn.start': {
      const onWire = wireTurnId(state.chapter, effect.turnId)
      state.turns.set(effect.turnId, { effect })
      for (const prompt of effect.prompts)
        state.shown.promptTexts.set(`${onWire}/${prompt.promptId}`, { text: prompt.text, nodeId: effect.nodeId })
      state.shown.turnCount += 1
      return
    }
    case 'turn.cancel': {
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
      state.shown.transfer = { target: effect.target.queue, outcome: 'requested' }
      return
    case 'transfer.cancel':
      cancelTransfer(state, effect.transferId)
      return
    case 'call.tag':
      if (!state.shown.tags.includes(effect.tag)) state.shown.tags.push(effect.tag)
      return
    case 'call.hang-up':
      state.hangUp ??= { by: 'bot', cause: effect.cause }
      return
    case 'flow.failed':
      state.failure ??= { code: effect.code, apology: 'due' }
      return
    case 'call.continue-with':
    case 'hours.check':
    case 'recording.set':
    case 'voicemail.keep':
    case 'do-not-call.add':
      return
  }
}

function cancelTransfer(state: CallState, transferId: string): void {
  if (state.transfer?.effect.transferId !== transferId) return
  if (state.shown.transfer !== null && !state.transfer.connected) {
    state.shown.transfer = { ...state.shown.transfer, outcome: state.caller === 'gone' ? 'caller-gone' : 'cancelled' }
  }
  delete state.transfer
}

export const leavesTheSystem = (effect: CallEffect): boolean =>
  effect.type === 'request.send' || effect.type === 'transfer.start' || effect.type === 'call.continue-with'
