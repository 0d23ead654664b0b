import { describe, expect, it } from 'vitest'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { ConversationError, playCall } from './index.js'

const flow = flowOf(
  [
    {
      id: 'what', kind: 'ask', name: 'What?', prompt: say('What can I do?'),
      branches: [{ on: 'balance', to: 'fetch' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' },
    },
    { id: 'fetch', kind: 'request', name: 'Fetch', url: 'https://bank.example/', save: { balance: 'body.balance' }, filler: say('One moment.'), fillerAfterMs: 800, next: 'tell', failure: 'goodbye' },
    { id: 'tell', kind: 'say', name: 'Tell', prompt: say('It is {{ balance }}.'), interruptible: false, next: 'goodbye' },
  ],
  { variables: { balance: { type: 'number' } }, intents: { balance: { name: 'Balance' } } },
)

describe('a call that is played step by step', () => {
  it('waits for the service until it answers, and for the prompt until it is heard', () => {
    const call = playCall(flow)
    call.expectPrompt('What can I do?')

    call.says('my money', { intent: 'balance' }).expectIn('fetch')
    call.clock.advance(800).expectPrompt('One moment.')
    call.hearsPrompts().expectIn('fetch')
    call.serviceAnswers('fetch', { status: 200, body: { balance: 12 } }).expectPrompt('It is 12.').expectIn('tell')
    call.hearsPrompts().hearsPrompts().lineCloses()

    call.expectPath(['start', 'what', 'fetch', 'tell', 'goodbye']).expectEnded({ by: 'bot', cause: 'normal' })
  })

  it('is left by a caller while the service is asked', () => {
    const call = playCall(flow).says('my money', { intent: 'balance' }).hangsUp()

    call.expectEnded({ by: 'caller' }).expectPath(['start', 'what', 'fetch'])
  })

  it('says what cannot be done', () => {
    const call = playCall(flow)

    expect(() => call.serviceAnswers('fetch', { failure: 'timeout' })).toThrow(ConversationError)
    expect(() => call.serviceAnswers('fetch', { failure: 'timeout' })).toThrow('"fetch" waits for no answer: the call is in what.asking.')
    expect(() => call.agentAnswers()).toThrow('No transfer is under way')
    expect(() => call.presses('1')).toThrow('no such key is taken: the call is in what.asking')
  })

  it('understands nothing that no meaning is given with', () => {
    expect(playCall(flow).says('my money').expectIn('what').path).toEqual(['start', 'what'])
  })
})
