import { describe, expect, it } from 'vitest'
import { cards } from '../fixtures/cards.js'
import { simulateCall, type CallOptions, type Conversation } from './index.js'

const place = (options: CallOptions = {}): Conversation => simulateCall(cards, { http: () => ({ status: 200, body: {} }), ...options })
const placedOn = (options: CallOptions) => place(options).variables

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

  it('begins when it is said to, whoever calls, with what is known of them', () => {
    const at = '2026-11-02T10:00:00Z'
    const started = (options: CallOptions): unknown => placedOn(options).card

    for (const given of [at, new Date(at), Date.parse(at)]) expect(simulateCall(cards, { at: given }).place).toBe('wish.asking')
    expect(started({ variables: { card: '1234' } })).toBe('1234')
    expect(started({ call: { ani: '+15550100' } })).toBe('')
  })
})
