import { describe, expect, it } from 'vitest'
import { cards } from '../fixtures/cards.js'
import { ConversationError, simulateCall, type Conversation } from './index.js'

const place = (): Conversation => simulateCall(cards, { http: () => ({ status: 200, body: {} }) })
const errorOf = (act: () => unknown): ConversationError => {
  try {
    act()
  } catch (error) {
    if (error instanceof ConversationError) return error
    throw error
  }
  throw new Error('nothing failed')
}

/** What comes before the account of the call. */
const reasonOf = (act: () => unknown): string => errorOf(act).message.split('\n')[0] ?? ''

describe('a failure', () => {
  it('shows what was expected, the dialogue so far, the path and where the call is', () => {
    const call = place().says('check my balance')

    expect(errorOf(() => call.expectPrompt(/owe/)).message).toBe(
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

  it('points at the line of the test', () => {
    const [, frame] = errorOf(() => place().expectIn('card')).stack?.match(/\n {4}at ([^\n]+)/) ?? []

    expect(frame).toContain('conversation-error.test')
  })

  it('says where a call is that waits for something else', () => {
    const placeOf = (call: Conversation): string => errorOf(() => call.expectIn('nowhere')).message.split('\n').at(-1) ?? ''

    expect(placeOf(place().says('human'))).toBe('The call is in toHuman.dialling: waits for a human of the queue "cards".')
    expect(placeOf(place().hangsUp())).toBe('The call is in ended: over.')
    expect(placeOf(simulateCall(cards, { http: () => ({ status: 200, body: {}, afterMs: 9_000 }) }).says('balance').presses('4321').says('yes'))).toBe('The call is in fetch.pending: waits for an answer or for time to pass.')
  })

  it('says how the words of the caller were understood', () => {
    const { message } = errorOf(() => place().says('nonsense').says('balance').says('4321').says('human').expectIn('nowhere'))

    for (const meaning of ['nonsense  (not understood)', 'balance  (balance)', '4321  (value "4321")', 'human  (key intent human)']) expect(message).toContain(`  caller  ${meaning}\n`)
  })

  it('shows the last forty lines of a long dialogue', () => {
    const call = place()
    for (let round = 0; round < 10; round += 1) call.says('balance').presses('4321').says('yes')

    const { message } = errorOf(() => call.expectIn('nowhere'))

    expect(message).toMatch(/The dialogue so far:\n {2}… 31 lines before\n/)
  })
})

describe('what was not said', () => {
  it('was said before, or met another expectation, or there was nothing', () => {
    const call = place().says('check my balance')
    expect(reasonOf(() => call.expectPrompt('help'))).toBe('Expected the bot to say "help", but it said: "Which card?". It said so before the last deed.')

    call.expectPrompt('card')
    expect(reasonOf(() => call.expectPrompt('card'))).toBe('Expected the bot to say "card", but it said nothing more. An earlier expectation was met by a prompt with these words.')
    expect(reasonOf(() => call.clock.advance(10).expectPrompt('x'))).toBe('Expected the bot to say "x", but it said nothing since the last deed.')
  })

  it('was not to be said', () => {
    const call = place()

    expect(reasonOf(() => call.expectNoPrompt(/help/))).toBe('Expected the bot not to say /help/, but it said "How can I help?".')
    expect(reasonOf(() => call.expectNoPrompt())).toBe('Expected the bot not to say anything, but it said "How can I help?".')
  })
})

describe('where a call did not come to', () => {
  it('is named beside where it is', () => {
    expect(reasonOf(() => place().expectIn('card'))).toBe('Expected the call to be in card, but it is in wish.asking.')
    expect(reasonOf(() => place().expectIn('wish.asking.deeper'))).toBe('Expected the call to be in wish.asking.deeper, but it is in wish.asking.')
  })

  it.each([
    [['start', 'card'], 'after start it took wish instead of card.'],
    [['start'], 'it goes on after start to wish.'],
    [['start', 'wish', 'card'], 'it ends after wish, where card was expected.'],
    [['wish'], 'at the beginning it took start instead of wish.'],
  ])('is told by where the path parts from %j', (path, parting) => {
    expect(reasonOf(() => place().expectPath(path))).toBe(`Expected the path ${path.join(' > ')}, but ${parting}`)
  })

  it('is an end', () => {
    expect(reasonOf(() => place().expectEnded())).toBe('Expected the call to be over, but it is not.')
    expect(reasonOf(() => place().hangsUp().expectEnded({ by: 'bot' }))).toBe('Expected the call to be over, ended by the bot, but the caller ended it.')
    expect(reasonOf(() => place().hangsUp().expectEnded({ cause: 'normal' }))).toBe('Expected the call to be over with the cause "normal", but the caller hung up.')
    expect(reasonOf(() => place().endsFromOutside('operator').expectEnded({ cause: 'normal' }))).toBe('Expected the call to be over with the cause "normal", but its cause is "operator".')
  })
})

describe('what a flow did not do', () => {
  it('is shown beside what it did of the kind', () => {
    const call = place().says('human')

    expect(reasonOf(() => call.expectEffect({ type: 'transfer.start', queue: 'loans' }))).toMatch(/^Expected the effect { type: "transfer.start", queue: "loans" }, but those of its type are { type: "transfer.start", .*target: { type: "queue", queue: "cards" }/)
    expect(reasonOf(() => call.expectEffect({ type: 'voicemail.keep' }))).toBe('Expected the effect { type: "voicemail.keep" }, but none is of the type voicemail.keep.')
    expect(reasonOf(() => call.expectEffect({ type: 'node.entered', nodeId: 'wish' }, { times: 2 }))).toMatch(/^Expected the effect { type: "node.entered", nodeId: "wish" } 2 times, but it was there 1 times: those of its type are /)
    expect(reasonOf(() => call.expectNoEffect({ type: 'node.entered', nodeId: /^w/ }))).toBe('Expected no effect { type: "node.entered", nodeId: /^w/ }, but there is { type: "node.entered", nodeId: "wish" }.')
  })

  it('is a mark or a value', () => {
    const call = place()

    expect(reasonOf(() => call.expectTag('sold'))).toBe('Expected the call to be marked "sold", but it is marked with nothing.')
    expect(reasonOf(() => call.expectVariable('card', /^\d+$/))).toBe('Expected the variable "card" to be /^\\d+$/, but it is "".')
    expect(reasonOf(() => call.expectVariable('balance', expect.any(Number)))).toBe('Expected the variable "balance" to be Any<Number>, but the flow has no such variable: it has card.')
  })
})

describe('a deed that cannot be done', () => {
  it.each([
    ['says something', (call: Conversation) => call.says('hello'), 'The caller says "hello", but nobody listens: the call is in toHuman.dialling.'],
    ['stays silent', (call: Conversation) => call.staysSilent(), 'The caller stays silent, but nobody listens: the call is in toHuman.dialling.'],
    ['hangs up twice', (call: Conversation) => call.hangsUp().hangsUp(), 'The line is closed already: the call is in ended.'],
    ['presses a key after the end', (call: Conversation) => call.hangsUp().presses('1'), 'The caller presses "1", but the line is closed.'],
    ['goes back in time', (call: Conversation) => call.clock.advance(-1), 'Time goes on by milliseconds, and not by -1.'],
    ['meets an agent who is gone', (call: Conversation) => call.agentBusy().agentAnswers(), 'No transfer is under way: the call is in wish.asking.'],
  ] as const)('is refused with the same account: a caller who %s', (_what, act, reason) => {
    const { message } = errorOf(() => act(place().says('human')))

    expect(message.split('\n')[0]).toBe(reason)
    expect(message).toContain('The dialogue so far:')
  })
})
