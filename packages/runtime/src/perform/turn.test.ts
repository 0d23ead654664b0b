import type { ListenEffect } from '@callchart/flow'
import { createInterpreter, trainUnderstanding } from '@callchart/nlu'
import { expect, it } from 'vitest'
import { emptyState, type TurnEffect } from '../call/state.js'
import { origin, turn } from '../testing/fold-driver.js'
import { scripted } from '../testing/scripted-version.js'
import { turnCommand } from './turn.js'

const listen: ListenEffect = {
  language: 'en-US',
  speech: true,
  bargeIn: { speechMs: 500, delayMs: 0, fillers: [] },
  endSilenceMs: 700,
  phraseEndSilenceMs: 350,
  noInputTimeoutMs: 5_000,
  maxUtteranceMs: 30_000,
}

const interpreter = createInterpreter(
  trainUnderstanding({
    language: 'en-US',
    intents: [{ id: 'large', keywords: [], patterns: [], phrases: Array.from({ length: 490 }, (_, index) => `part number ${index}`) }],
    keyIntents: { human: [] },
  }),
)
const ready = { ...scripted('v1', {}), interpreterOf: () => interpreter }
const phrasesFor = (change: Partial<TurnEffect>): readonly string[] | undefined =>
  turnCommand(emptyState(origin, ready), { ...(turn('t1') as TurnEffect), listen, ...change }).listen?.phrases

it('tells the bridge all that a recogniser over the network takes, the most valuable first', () => {
  const phrases = phrasesFor({ expect: { intents: ['large'], keyIntents: ['human'] } })

  expect(phrases?.length).toBeGreaterThan(400)
  expect(phrases?.slice(0, 24)).toContain('speak to an agent')
})

it('tells none where only keys are taken', () => {
  expect(phrasesFor({ listen: { ...listen, speech: false }, expect: { intents: ['large'], keyIntents: [] } })).toEqual([])
  expect(phrasesFor({})).toEqual([])
})

it('sends prompts without the nodes that say them', () => {
  const asked = turn('t1') as TurnEffect
  const prompts = asked.prompts.map((prompt) => ({ ...prompt, nodeId: 'greeting' }))

  expect(turnCommand(emptyState(origin, ready), { ...asked, prompts }).prompts).toEqual(asked.prompts)
})
