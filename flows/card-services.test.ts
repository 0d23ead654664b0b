import type { HttpRequestEffect, SimulatedAnswer } from '@callchart/flow'
import type { CallOptions, Conversation } from '@callchart/flow/testing'
import { describe, expect, it } from 'vitest'
import { act, presses, says } from './testing/scenario.js'
import { itHasNoProblem, TestedFlow } from './testing/tested-flow.js'

const flow = new TestedFlow('card-services')

const cards = ({ method, url }: HttpRequestEffect): SimulatedAnswer => {
  if (url.includes('/0000/')) return { status: 404, body: { error: 'unknown card' } }
  if (method === 'POST') return { status: 200, body: { reference: 'B-1042' } }
  return { status: 200, body: { lastFour: '4321', balance: 1250.4, currency: 'USD', dueDate: '2026-12-05' } }
}
const slowly = (request: HttpRequestEffect): SimulatedAnswer => ({ ...cards(request), afterMs: 3_000 })

const placeCall = (options: CallOptions = {}): Conversation => flow.call([], { http: cards, ...options })

describe('the balance of a card', () => {
  it('is told, and the next wish is asked for', () => {
    const call = placeCall()
    call.expectPrompt('Welcome to card services.').expectPrompt(/How can I help/).expectIn('question')

    call.says('check my balance')
    call.expectTag('balance').expectPrompt(/last four digits/).expectIn('balanceCard')
    call.presses('4321#')

    call.expectPrompt(/ending in 4,? 3,? 2,? 1 is (1,?250 dollars and 40 cents|1,?250\.40)/).expectPrompt(/anything else/).expectIn('question')
    call.expectPath(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question'])
  })

  it('is told of a card that is spoken', () => {
    const call = placeCall()

    call.says('what is my balance').says('four three two one')

    call.expectPrompt(/The balance of your card/).expectVariable('lastFour', '4321')
  })

  it('is told of digits typed ahead, once they are asked for', () => {
    const call = placeCall()

    call.presses('4321#').expectNoPrompt()
    call.says('check my balance')

    call.expectPrompt(/The balance of your card/).expectIn('question')
  })

  it('is not told of an unknown card, nor where the system is away', () => {
    placeCall().says('check my balance').presses('0000#').expectPrompt(/could not find a card/).expectIn('question')
    placeCall({ http: () => ({ failure: 'timeout' }) }).says('check my balance').presses('4321#').expectPrompt(/cannot reach our card system/).expectIn('question')
  })

  it('is waited for with a word', () => {
    const call = placeCall({ http: slowly })
    call.says('check my balance').presses('4321#').expectNoPrompt()

    call.clock.advance(2_000)
    call.expectPrompt('One moment, please.').expectNoPrompt(/balance/)

    call.clock.advance(2_000)
    call.expectPrompt(/The balance of your card/)
  })

  it.each([
    ['stays silent', (call: Conversation) => call.staysSilent(), 'silentGoodbye', 'no-input'],
    ['says what is no card', (call: Conversation) => call.says('purple elephants dance'), 'notUnderstood', undefined],
    ['types too few digits', (call: Conversation) => call.presses('12#'), 'notUnderstood', undefined],
    ['types nothing but the end of it', (call: Conversation) => call.presses('#'), 'notUnderstood', undefined],
  ] as const)('is given up where the caller %s', (_what, does, last, cause) => {
    const call = placeCall().says('check my balance')

    for (let count = 0; count < 3; count += 1) does(call)

    expect(call.path).toContain(last)
    if (cause === undefined) call.expectEffect({ type: 'transfer.start', queue: 'cards' })
    else call.expectEnded({ cause })
  })
})

describe('a lost card', () => {
  const lost = [says('i lost my card'), presses('4321#')]

  it('is blocked after a yes, once', () => {
    const call = placeCall()

    call.says('i lost my card').expectTag('lost card').expectPrompt(/sorry to hear that/)
    call.presses('4321#').expectPrompt(/Shall I block the card ending in 4,? 3,? 2,? 1/).expectIn('confirmBlock')
    call.says('yes please')

    call.expectEffect({ type: 'request.send' }, { times: 1 })
    call.expectEffect({ type: 'request.send', method: 'POST', url: 'endpoint://cards/cards/4321/block', idempotent: true })
    call.expectPrompt(/Your card is blocked. Your reference is B/)
  })

  it('is blocked where the card is spoken, too', () => {
    placeCall().says('i lost my card').says('four three two one').expectIn('confirmBlock').says('yes').expectPrompt(/Your card is blocked/)
  })

  it('is left as it is after a no', () => {
    const call = act(placeCall(), lost)

    call.says('no')

    call.expectPrompt(/have not blocked/).expectNoEffect({ type: 'request.send' }).expectIn('question')
  })

  it('is waited for with a word while it is blocked', () => {
    const call = act(placeCall({ http: slowly }), lost).says('yes').expectNoPrompt()

    call.clock.advance(2_000).expectPrompt('One moment while I block your card.')
    call.clock.advance(1_000).expectPrompt(/Your card is blocked/)
  })

  it.each([
    ['the system refuses', { status: 500, body: null }],
    ['nobody knows whether it is blocked', { outcomeUnknown: true }],
  ] as const)('is a matter for a human where %s', (_what, answer) => {
    act(placeCall({ http: () => answer }), lost).says('yes').expectPrompt(/could not confirm that your card is blocked/).expectEffect({ type: 'transfer.start', summary: 'Card services: a lost card, card ending in 4321' })
  })

  it.each([
    ['which card it is', 'lostCardDigits', [says('i lost my card')], (call: Conversation) => call.staysSilent()],
    ['which card it is', 'lostCardDigits', [says('i lost my card')], (call: Conversation) => call.says('purple elephants dance')],
    ['which card it is', 'lostCardDigits', [says('i lost my card')], (call: Conversation) => call.presses('1#')],
    ['which card it is', 'lostCardDigits', [says('i lost my card')], (call: Conversation) => call.presses('#')],
    ['whether to block it', 'confirmBlock', lost, (call: Conversation) => call.staysSilent()],
    ['whether to block it', 'confirmBlock', lost, (call: Conversation) => call.says('purple elephants dance')],
  ] as const)('is a matter for a human where the caller does not say %s', (_what, where, deeds, does) => {
    const call = act(placeCall(), deeds).expectIn(where)

    does(call).expectIn(where)
    for (let count = 0; count < 2; count += 1) does(call)

    call.expectEffect({ type: 'transfer.start', queue: 'cards' })
  })
})

describe('the opening hours', () => {
  it('are told, and the call ends when the caller wants nothing else', () => {
    const call = placeCall()

    call.says('when are you open').expectTag('opening hours').expectPrompt(/Monday to Friday/)
    call.says('no thank you')

    call.expectPrompt(/Goodbye/).expectEnded({ cause: 'normal', by: 'bot' })
    expect(call.effects.at(-1)).toEqual({ type: 'call.hang-up', cause: 'normal' })
  })
})

describe('two wishes that cannot be told apart', () => {
  const why = { by: 'classifier', losing: [{ intent: 'lostCard', confidence: 0.4 }, { intent: 'balance', confidence: 0.35 }] } as const
  /** The first utterance may mean either; what follows is understood as ever. */
  const undecided = (intents: readonly [string, string] = ['lostCard', 'balance']): Conversation =>
    placeCall({
      interpret: (alternatives, expectation, language) => {
        const [{ text } = { text: '' }] = alternatives
        if (text !== 'something about my card' || expectation.disambiguates !== true) return flow.interpret(alternatives, expectation, language)
        return { type: 'ambiguous', text, confidence: 0.4, slots: {}, why, intents, slotsByIntent: {} }
      },
    }).says('something about my card')

  it('are both named, and asked about', () => {
    undecided().expectPrompt('Is it about a lost or stolen card, or about the balance of your card?').expectIn('question.choosing')
  })

  it.each([
    ['the first one', 'setLostTopic'],
    ['stolen', 'setLostTopic'],
    ['the second one please', 'setBalanceTopic'],
    ['the balance', 'setBalanceTopic'],
    ['i mean what is my balance', 'setBalanceTopic'],
    ['speak to an agent', 'toHuman'],
  ])('become one: "%s" is %s', (answer, node) => {
    const call = undecided()

    call.says(answer)

    expect(call.path.slice(3)[0]).toBe(node)
  })

  it('may be about the opening hours', () => {
    undecided(['openingHours', 'balance']).says('the first one').expectPrompt(/Monday to Friday/)
  })

  it('are asked about again after a yes, and the first question is put again to who means neither', () => {
    const call = undecided()

    call.says('yes').expectPrompt(/^Is it about a lost or stolen card/)
    call.says('neither of them')

    call.expectPrompt(/^Sorry, I did not understand/).expectIn('question.asking')
  })

  it.each([
    ['stays silent', (call: Conversation) => call.staysSilent(), /^I did not hear anything/],
    ['cannot be reached', (call: Conversation) => call.turnFails(), /^I did not hear anything/],
    ['says something else', (call: Conversation) => call.says('purple elephants dance'), /^Sorry, I did not understand/],
  ] as const)('are given up where the caller %s twice', (_what, does, words) => {
    const call = undecided()

    does(call).expectPrompt(/^Is it about/).expectIn('question.choosing')
    does(call).expectPrompt(words).expectIn('question.asking')
  })
})

describe('a human', () => {
  it.each(['question', 'balanceCard', 'confirmBlock'])('is reached from %s, and told what it is about', (where) => {
    const call = placeCall()
    if (where !== 'question') call.says(where === 'balanceCard' ? 'check my balance' : 'i lost my card')
    if (where === 'confirmBlock') call.presses('4321#')
    call.expectIn(where)

    call.says('speak to an agent')

    call.expectPrompt(/connecting you with a colleague/).expectEffect({ type: 'transfer.start', queue: 'cards', maxWaitMs: 60_000, mode: 'attended' })
    call.queueAnnounces({ position: 1, estimatedWaitMs: 20_000 }).agentRings().agentAnswers().agentHangsUp()
    call.expectPrompt(/Goodbye/).expectEnded({ cause: 'normal' })
  })

  it.each([
    ['is busy', (call: Conversation) => call.agentBusy()],
    ['does not answer', (call: Conversation) => call.agentNoAnswer()],
    ['declines', (call: Conversation) => call.agentDeclines()],
    ['cannot be reached', (call: Conversation) => call.transferFails()],
    ['is lost in mid-talk', (call: Conversation) => call.agentAnswers().transferFails()],
    ['is gone for today', (call: Conversation) => call.queueCloses()],
    ['has too many callers', (call: Conversation) => call.queueIsFull()],
  ] as const)('who %s leaves the caller at the question', (_what, does) => {
    does(placeCall().says('speak to an agent')).expectPrompt(/all our colleagues are busy/).expectPrompt(/anything else/).expectIn('question')
  })

  it('gets a complaint that is marked as one', () => {
    const call = placeCall()

    call.says('i want to make a complaint')

    call.expectTag('complaint').expectPrompt(/sorry that something went wrong/).expectEffect({ type: 'transfer.start', summary: /a complaint/ })
    call.expectNoEffect({ type: 'do-not-call.add' })
  })

  it('gets a complaint about a call of ours, and the number is not called again', () => {
    placeCall({ call: { direction: 'outbound', dnis: '+15550199' } }).says('i want to make a complaint').expectTag('complaint').expectEffect({ type: 'do-not-call.add', number: '+15550199' })
  })
})

describe('a caller', () => {
  it('who stays silent is asked twice more, and then told goodbye', () => {
    const call = placeCall()

    call.staysSilent().expectPrompt(/did not hear anything/)
    call.staysSilent().expectPrompt(/You can say balance/)
    call.staysSilent()

    call.expectPrompt(/cannot hear you/).expectEnded({ cause: 'no-input', by: 'bot' })
  })

  it('who is not understood is asked twice more, and then gets a human', () => {
    const call = placeCall()

    for (const nonsense of ['purple elephants dance', 'the moon is made of cheese', 'seventeen trombones']) call.says(nonsense)

    call.expectPrompt(/cannot help with that/).expectEffect({ type: 'transfer.start', queue: 'cards' })
  })

  it('who is not understood, and for whom nobody is free, does not begin anew', () => {
    const call = placeCall()

    for (const nonsense of ['purple elephants dance', 'the moon is made of cheese', 'seventeen trombones']) call.says(nonsense)
    call.agentBusy()

    call.expectPrompt(/call again a little later/).expectEnded({ cause: 'normal', by: 'bot' })
  })

  it.each([
    ['question', []],
    ['balanceCard', [says('check my balance')]],
    ['lostCardDigits', [says('i lost my card')]],
    ['confirmBlock', [says('i lost my card'), presses('4321#')]],
  ] as const)('who is not reached at %s is asked again', (where, deeds) => {
    act(placeCall(), deeds).turnFails().expectPrompt(/./).expectIn(where)
  })

  it('ends the call by hanging up, wherever that is', () => {
    const call = placeCall().says('speak to an agent')

    call.hangsUp()

    call.expectEffect({ type: 'transfer.cancel', reason: 'caller-gone' }).expectEnded({ by: 'caller' })
    placeCall().hangsUp().expectEnded({ by: 'caller' })
  })

  it('is not kept on the line for ever, and let go when somebody ends the call', () => {
    placeCall().clock.advance(flow.file.document.settings.maxCallMs).expectEnded({ cause: 'max-duration' })
    placeCall().endsFromOutside('operator').expectEnded({ cause: 'operator', by: 'bot' })
  })
})

itHasNoProblem(flow)
