import { enteredEvent, understoodEvent, type TurnEvent } from '@callchart/flow'
import type { Expectation, Interpretation, PlayedPrompt } from '@callchart/protocol'
import { chartTurnId, type CallState, type TurnEffect } from './state.js'
import { masked, secretsIn } from './transcript.js'

/** A step of the chart takes some 15 µs: many of them would be felt by other calls. */
const mostSteps = 12
const menuKeys = [...'1234567890*#']

/**
 * What the call may say after this turn: the chart takes each step that it could, and whatever it would say is a prompt. A step is pure, so nothing
 * comes of it but the knowledge. The likelier outcomes go first; values are left out, for nobody knows them yet.
 * @param turnId of the bridge
 */
export function nextPrompts(state: CallState, turnId: string, at: number, most: number): PlayedPrompt[] {
  const inChart = chartTurnId(state, turnId)
  const turn = inChart === undefined ? undefined : state.turns.get(inChart)
  if (turn === undefined || turn.cancelled === true) return []
  const found = new Map<string, PlayedPrompt>()
  for (const event of outcomesOf(turn.effect, (asked) => state.ready.takes(state.snapshot, { ...asked, at })).slice(0, mostSteps)) {
    for (const prompt of promptsAfter(state, event, at)) found.set(JSON.stringify([prompt.ssml, prompt.spoken ?? prompt.text, prompt.audio, prompt.language, prompt.voice]), prompt)
    if (found.size >= most) break
  }
  return [...found.values()].slice(0, most)
}

/** What is spoken beforehand is kept by the bridge whether or not it is said: nothing sensitive is. */
function promptsAfter({ ready, snapshot, shown }: CallState, event: TurnEvent, at: number): PlayedPrompt[] {
  const after = ready.step(snapshot, { ...event, at })
  const secrets = new Set([...shown.secrets, ...secretsIn(ready, after.snapshot)])
  return after.effects
    .flatMap((effect) => (effect.type === 'turn.start' ? effect.prompts : []))
    .filter(({ text }) => masked(text, secrets) === text)
    .map(({ nodeId: _node, ...prompt }) => prompt)
}

function outcomesOf({ turnId, listen, record, expect, open }: TurnEffect, takes: (event: TurnEvent) => boolean): TurnEvent[] {
  // What an open turn goes on with is not known before it comes.
  if (open === true) return []
  if (record !== undefined) return [{ type: 'turn.recorded', turnId, durationMs: 5_000, endedBy: 'silence' }]
  if (listen === undefined) return [{ type: 'turn.finished', turnId }]
  const keys = listen.digits?.maxCount === 1 ? menuKeys.map((key) => enteredEvent(turnId, key, 'max-count', expect)) : []
  return [
    ...(expect === undefined || !listen.speech ? [] : meaningsOf(expect).map((meaning) => understoodEvent(turnId, meaning))).filter(takes),
    ...keys.slice(0, mostSteps / 2),
    { type: 'utterance.not-understood', turnId, text: '' },
    { type: 'no-input', turnId },
  ]
}

/** Of what holds everywhere, only the wish for a human comes often enough. */
function meaningsOf({ intents, keyIntents }: Expectation): Interpretation[] {
  const bare = { text: '', confidence: 1, slots: {}, why: { by: 'nothing', losing: [] } } as const
  const human = keyIntents.filter((keyIntent) => keyIntent === 'human')
  return [...intents.map((intent): Interpretation => ({ ...bare, type: 'intent', intent })), ...human.map((keyIntent): Interpretation => ({ ...bare, type: 'key-intent', keyIntent }))]
}
