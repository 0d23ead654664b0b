import type { TurnStart } from '@callchart/protocol'
import { wireTurnId, type CallState, type TurnEffect } from '../call/state.js'

/** What recognisers over the network take; the bridge sends each no more than it can tell apart, the first of them. */
const phraseLimit = 500

/** Stage 7 for a turn: the chart says what to play and await, the version's model adds what to listen for. */
export function turnCommand(state: CallState, effect: TurnEffect): TurnStart {
  const { turnId, prompts, listen, expect, record, clearTypeAhead, dropDigits } = effect
  const command: TurnStart = {
    type: 'turn.start',
    turnId: wireTurnId(state.chapter, turnId),
    prompts: [...prompts],
    clearTypeAhead,
    dropDigits,
    ...(record === undefined ? {} : { record }),
  }
  if (listen === undefined) return command
  const phrases =
    listen.speech && expect !== undefined ? state.ready.interpreterOf(listen.language)?.recogniserPhrases(expect, phraseLimit) : undefined
  return { ...command, listen: { ...listen, phrases: phrases ?? [] } }
}
