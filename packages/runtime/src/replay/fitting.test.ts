import { expect, it } from 'vitest'
import type { OpenTurn } from '../call/state.js'
import { fitTurn, type CallerEvent } from './fitting.js'

const turn = (effect: object): OpenTurn => ({ effect: { type: 'turn.start', turnId: 't9', nodeId: 'menu', prompts: [], ...effect } }) as unknown as OpenTurn
const globally = turn({ listen: { keys: '0' }, expect: { intents: [], keyIntents: ['human'], keys: { '0': 'human' } } })
const byChoice = turn({ listen: { digits: { minCount: 1, maxCount: 1 } }, expect: { intents: [], keyIntents: ['human'] } })
const byVoice = turn({ listen: { speech: true }, expect: { intents: [], keyIntents: ['human'] } })

const pressed: CallerEvent = { type: 'digits.entered', turnId: 't1', digits: '0', endedBy: 'max-count', at: 1 }
const meant: CallerEvent = { type: 'key-intent.heard', turnId: 't1', text: '', keyIntent: 'human', confidence: 1, key: '0', at: 1 }

it('a key that was a choice is a key intent where a version has it so, and the other way round', () => {
  expect(fitTurn(pressed, globally, undefined)).toEqual({ event: { type: 'key-intent.heard', turnId: 't9', text: '', keyIntent: 'human', confidence: 1, key: '0' } })
  expect(fitTurn(meant, byChoice, undefined)).toEqual({ event: { type: 'digits.entered', turnId: 't9', digits: '0', endedBy: 'max-count' } })
})

it('a key does not fit a turn that takes none, though it hears the key intent said', () => {
  expect(fitTurn(meant, byVoice, undefined)).toEqual({ misfit: 'keys' })
})
