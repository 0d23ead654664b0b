import { describe, expect, it } from 'vitest'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { ConversationError, simulateCall, type CallOptions, type Conversation } from './index.js'

const cards = flowOf(
  [
    { id: 'wish', kind: 'ask', name: 'Wish', prompt: say('How can I help?'), branches: [{ on: 'balance', to: 'card' }], noInput: { attempts: 1, to: 'goodbye' }, noMatch: { attempts: 1, to: 'toHuman' } },
    { id: 'card', kind: 'collect', name: 'Card', prompt: say('Which card?'), variable: 'card', minCount: 4, maxCount: 4, confirm: { prompt: say('Card {{ value }}, right?') }, noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'fetch' },
    { id: 'fetch', kind: 'request', name: 'Fetch', method: 'POST', url: 'endpoint://cards/{{ card }}', filler: say('One moment.'), fillerAfterMs: 1_000, next: 'tell', failure: 'toHuman', outcomeUnknown: 'toHuman' },
    { id: 'tell', kind: 'say', name: 'Tell', prompt: say('You owe ten dollars.'), next: 'mark' },
    { id: 'mark', kind: 'tag', name: 'Mark', tag: 'balance', next: 'wish' },
    { id: 'toHuman', kind: 'transfer', name: 'Human', queue: 'cards', announcement: say('Connecting you.'), next: 'goodbye', busy: 'wish', noAnswer: 'wish', declined: 'wish', closed: 'goodbye', overflow: 'goodbye', failed: 'wish' },
  ],
  { id: 'cards', variables: { card: { type: 'string' } }, intents: { balance: { name: 'Balance', phrases: { 'en-US': ['check my balance'] }, keywords: { 'en-US': ['balance'] } } }, keyIntents: { human: { to: 'toHuman', phrases: { 'en-US': ['get me a person'] } } } },
)
const place = (options: CallOptions = {}): Conversation => simulateCall(cards, { http: () => ({ status: 200, body: {} }), ...options })
const failureOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof ConversationError) return error.message
    throw error
  }
  throw new Error('nothing failed')
}

describe('a conversation', () => {
  it('is a whole call, step by step', () => {
    const call = place()
    call.expectPrompt(/help/).expectIn('wish')

    call.says('check my balance')
    call.expectPrompt('Which card?').expectIn('card.asking')

    call.presses('4321#')
    call.expectPrompt(/4321, right/).expectIn('card.confirming').expectNoPrompt(/owe/)

    call.says('yes')
    call.expectPrompt(/owe/).expectPrompt(/help/).expectTag('balance').expectVariable('card', '4321')
    call.expectEffect({ type: 'request.send', url: /4321$/, method: 'POST' }, { times: 1 })

    call.says('human')
    call.expectEffect({ type: 'transfer.start', queue: 'cards' }).expectPrompt('Connecting')
    call.agentAnswers().agentHangsUp()
    call.expectEnded({ cause: 'normal', by: 'bot' })
    call.expectPath(['start', 'wish', 'card', 'fetch', 'tell', 'mark', 'wish', 'toHuman', 'goodbye'])
  })

  it('goes on in virtual time', () => {
    const call = place({ http: () => ({ status: 200, body: {}, afterMs: 3_000 }) })
    call.says('balance').presses('4321').says('yes').expectIn('fetch').expectNoPrompt()

    call.clock.advance(1_500)
    call.expectPrompt('One moment.')
    call.clock.advance(1_500)

    call.expectPrompt(/owe/)
  })

  it.each([
    ['is busy', (call: Conversation) => call.agentBusy(), 'wish'],
    ['does not answer', (call: Conversation) => call.agentNoAnswer(), 'wish'],
    ['declines', (call: Conversation) => call.agentRings().agentDeclines(), 'wish'],
    ['cannot be reached', (call: Conversation) => call.transferFails(), 'wish'],
    ['belongs to a queue that closes', (call: Conversation) => call.queueAnnounces({ position: 2, estimatedWaitMs: 60_000 }).queueCloses(), 'ended'],
    ['belongs to a queue that is full', (call: Conversation) => call.queueIsFull(), 'ended'],
  ] as const)('has a human who %s', (_name, act, place_) => {
    const call = place().says('get me a person')

    act(call)

    call.expectIn(place_)
  })

  it('ends by the caller, or from outside', () => {
    place().hangsUp().expectEnded({ by: 'caller' })
    place().endsFromOutside('operator').expectEnded({ cause: 'operator', by: 'bot' })
  })

  it('begins when it is said to', () => {
    expect(simulateCall(cards, { at: '2026-11-02T10:00Z' }).variables).toEqual(simulateCall(cards).variables)
  })
})

describe('what a failure shows', () => {
  it('is what was expected, what was heard, the dialogue, the path and the place', () => {
    const call = place().says('check my balance')

    expect(failureOf(() => call.expectPrompt(/owe/))).toBe(
      [
        'Expected the bot to say /owe/, but it said: "Which card?".',
        '',
        'The dialogue so far:',
        '  bot     How can I help?',
        '  caller  check my balance  (balance)',
        '  bot     Which card?',
        'Path: start > wish > card',
        'The call is in card.asking: listens for a value (digits); key intents human; keys.',
      ].join('\n'),
    )
  })
})
