import type { SaidPrompt } from '@callchart/flow'
import type { Expectation, PlayedPrompt, TurnAppend, TurnStart, VoiceRecording } from '@callchart/protocol'
import { wireTurnId, type CallState, type OpenTurn, type TurnEffect } from '../call/state.js'
import { masked } from '../call/transcript.js'

/** What recognisers over the network take; the bridge sends each no more than it can tell apart, the first of them. */
const phraseLimit = 500

/** What the bridge plays is no matter of nodes; a secret that is read back is one there too. */
export const playable = ({ shown }: CallState, { nodeId: _node, ...prompt }: SaidPrompt): PlayedPrompt =>
  masked(prompt.text, shown.secrets) === prompt.text ? prompt : { ...prompt, sensitive: true }

/** What came to a turn since it began, all in one; undefined where nothing did. */
export function appendCommand(state: CallState, { effect, appended, then }: OpenTurn): TurnAppend | undefined {
  if (appended.length === 0 && then === undefined) return undefined
  return { type: 'turn.append', turnId: wireTurnId(state.chapter, effect.turnId), prompts: appended.map((prompt) => playable(state, prompt)), ...(then === undefined ? {} : { then }) }
}

/** What the caller has not heard of a turn; on a new bot leg a question that they were about to answer is asked again, for their answer is lost. */
export function restOfTurn(turn: OpenTurn, isNewLeg: boolean): OpenTurn {
  const { effect, appended, heard, then } = turn
  const all = [...effect.prompts, ...appended]
  const isUnheard = ({ promptId }: SaidPrompt): boolean => !heard.has(promptId)
  const waits = then !== 'finish' && (effect.listen !== undefined || effect.record !== undefined)
  const again = isNewLeg && waits && !all.some(isUnheard) ? all.at(-1) : undefined
  const isDue = (prompt: SaidPrompt): boolean => isUnheard(prompt) || prompt === again
  return { ...turn, effect: { ...effect, prompts: effect.prompts.filter(isDue) }, appended: appended.filter(isDue) }
}

/**
 * Stage 7 for a turn: the chart says what to play and await, the version's model adds what to listen for.
 * @param keep where the message goes that it records
 */
export function turnCommand(state: CallState, effect: TurnEffect, keep?: VoiceRecording['keep']): TurnStart {
  const { turnId, prompts, listen, expect, record, clearTypeAhead, dropDigits, sensitive } = effect
  const command: TurnStart = {
    type: 'turn.start',
    turnId: wireTurnId(state.chapter, turnId),
    prompts: prompts.map((prompt) => playable(state, prompt)),
    clearTypeAhead,
    dropDigits,
    ...(sensitive ? { sensitive } : {}),
    ...(record === undefined ? {} : { record: keep === undefined ? record : { ...record, keep } }),
    ...(effect.open === true ? { open: true } : {}),
  }
  if (listen === undefined) return command
  const phrases = listen.speech && expect !== undefined ? phrasesOf(state, effect, expect, listen.language) : []
  return { ...command, listen: { ...listen, phrases } }
}

/** So many of what the turn expects go before the questions that a node knows: a small recogniser hears some of both. */
const expectedFirst = 12

/** Where anything may be asked, what the node knows is listened for beside what the turn expects. */
function phrasesOf({ ready }: CallState, { nodeId }: TurnEffect, expect: Expectation, language: string): string[] {
  const expected = (limit: number): string[] => ready.interpreterOf(language)?.recogniserPhrases(expect, limit) ?? []
  const asked = ready.knowledgeOf(nodeId, language)?.retriever.recogniserPhrases(phraseLimit) ?? []
  if (asked.length === 0) return expected(phraseLimit)
  return [...new Set([...expected(expectedFirst), ...asked, ...expected(phraseLimit)])].slice(0, phraseLimit)
}
