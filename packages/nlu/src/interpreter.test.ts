import { describe, expect, it } from 'vitest'
import { createInterpreter, trainUnderstanding } from './index.js'
import { askerOf, atNoon, branchOf, heard, pizza, sourceOf, travel } from './testing/ask.js'

const both = ['human', 'complaint'] as const

describe('a flow’s own intents', () => {
  const ask = askerOf(pizza)

  it.each([
    ['I want to order a pizza', 'order'],
    ['um can I order a pizza please', 'order'],
    ['ORDER A PIZZA!!!', 'order'],
    ['i would like to order pizza', 'order'],
    ['where is my order', 'status'],
    ["where's my order", 'status'],
    ['hi where is the order please', 'status'],
    ['wher is my ordr', 'status'],
    ['hello there could you track my delivery for me', 'status'],
    ['has my pizza arrived yet how long will it take', 'status'],
    ['what time are you closing', 'hours'],
    ['i dont want my pizza any more', 'cancel'],
    ['please cancel that thing', 'cancel'],
    ['do you have anything plant-based', 'vegan'],
    ['is the crust Gluten Free', 'vegan'],
  ])('understands %j as %s', (text, intent) => {
    expect(branchOf(ask(text))).toBe(intent)
  })

  it.each([
    'what is the capital of norway',
    'my cat is asleep on the sofa',
    'x',
    'hmm',
    '',
    '   ',
    '?!.',
    '\u0000\u0001\u0007',
    'не понимаю ни слова',
    '我想吃饭',
    '🍕',
    'the the the the',
    'i do not want to order a pizza',
  ])('does not match %j', (text) => {
    const interpretation = ask(text)

    expect(branchOf(interpretation)).toBe('no-match')
    expect(interpretation).toMatchObject({ text, confidence: 0, slots: {} })
  })

  it('only chooses what the turn enables', () => {
    expect(branchOf(ask('where is my order', { intents: ['hours', 'order'] }))).not.toBe('status')
    expect(branchOf(ask('what time do you close', { intents: [] }))).toBe('no-match')
    expect(branchOf(ask('please cancel', { intents: ['noSuchIntent'] }))).toBe('no-match')
  })

  it('says why: what decided, and what lost', () => {
    expect(ask('where is my order').why).toMatchObject({ by: 'phrase', matched: 'where is my order' })
    expect(ask('please cancel that thing').why).toMatchObject({ by: 'keyword', matched: 'cancel' })
    expect(ask('is it vegan').why).toMatchObject({ by: 'pattern', matched: '\\b(vegan|plant[- ]based)\\b' })
    expect(ask('has my pizza arrived yet how long will it take').why.by).toBe('classifier')
    expect(ask('the moon is made of cheese').why.by).toBe('nothing')
  })

  it('lists losers best first, at most five, without the winner', () => {
    const many = sourceOf(
      Object.fromEntries(
        ['red', 'blue', 'green', 'black', 'white', 'brown', 'pink'].map((colour) => [
          colour,
          { phrases: [`the ${colour} shirt`, `show me ${colour} shirts`] },
        ]),
      ),
    )

    const { why } = askerOf(many)('i like shirts in blue')

    expect(why.losing.length).toBeLessThanOrEqual(5)
    expect(why.losing.map(({ intent }) => intent)).not.toContain('blue')
    expect(why.losing.map(({ confidence }) => confidence)).toEqual(
      why.losing.map(({ confidence }) => confidence).toSorted((left, right) => right - left),
    )
  })

  it('prefers a whole sample phrase to a keyword inside it', () => {
    const shop = sourceOf({ returns: { keywords: ['return'] }, label: { phrases: ['print a return label'] } })

    expect(branchOf(askerOf(shop)('print a return label please'))).toBe('label')
    expect(branchOf(askerOf(shop)('i have something to return'))).toBe('returns')
  })

  it('finds an exact phrase among very many that share its words', () => {
    const alike = Array.from({ length: 60 }, (_, index) => `card question number ${index}`)
    const bank = askerOf(sourceOf({ many: { phrases: alike }, one: { phrases: ['card'] } }))

    expect(bank('card')).toMatchObject({ intent: 'one', why: { by: 'phrase' } })
    expect(bank('card question number 42')).toMatchObject({
      intent: 'many',
      why: { by: 'phrase', matched: 'card question number forty two' },
    })
  })

  it('takes the same phrase of two intents to the same one, whatever their order', () => {
    const one = { phrases: ['open an account'] }

    expect(branchOf(askerOf(sourceOf({ savings: one, checking: one }))('open an account'))).toBe('checking')
    expect(branchOf(askerOf(sourceOf({ checking: one, savings: one }))('open an account'))).toBe('checking')
    expect(askerOf(sourceOf({ savings: one, checking: one }))('open an account').why.losing[0]?.intent).toBe('savings')
    expect(branchOf(askerOf(sourceOf({ savings: one, checking: one }))('open an account', { intents: ['savings'] }))).toBe('savings')
  })

  it('copes with an intent without a word and with a source without intents', () => {
    const quiet = askerOf(sourceOf({ nothing: { phrases: ['', '?!'], keywords: [' '] }, parking: { phrases: ['where can i park'] } }))

    expect(branchOf(quiet('where can i park'))).toBe('parking')
    expect(branchOf(askerOf(sourceOf({}))('hello'))).toBe('no-match')
  })

  it('answers an utterance of 10,000 characters, and one without a space', () => {
    expect(branchOf(ask(`please cancel ${'and so on '.repeat(1_000)}`))).toBe('cancel')
    expect(branchOf(ask('a'.repeat(10_000)))).toBe('no-match')
  })
})

describe('yes, no and refusal', () => {
  const ask = askerOf(pizza)
  const yesNo = { intents: ['affirm', 'deny', 'hours', 'order'] }

  it.each([
    ['yes', 'affirm'],
    ['yeah', 'affirm'],
    ['Yes, please.', 'affirm'],
    ["that's right", 'affirm'],
    ["yep that's correct", 'affirm'],
    ['uh yes', 'affirm'],
    ['sure', 'affirm'],
    ['ok', 'affirm'],
    ['of course', 'affirm'],
    ['why not', 'affirm'],
    ['no problem', 'affirm'],
    ['uh huh', 'affirm'],
    ['yes the one on the left side', 'affirm'],
    ['no', 'deny'],
    ['nope', 'deny'],
    ['no thank you', 'deny'],
    ["no that's wrong", 'deny'],
    ["that's not right", 'deny'],
    ['not correct', 'deny'],
    ["i don't think so", 'deny'],
    ['yeah no', 'deny'],
    ['not interested', 'deny'],
    ["no i don't", 'deny'],
    ['do not do it', 'deny'],
    ["don't go ahead", 'deny'],
    ['that is not really right', 'deny'],
    ['ok no', 'deny'],
    ['ok yes', 'affirm'],
    ['i said yes', 'affirm'],
    ['i said no', 'deny'],
    ['never mind', 'deny'],
    ['cancel', 'deny'],
    ['not sure that is right', 'no-match'],
    ["i'm not sure", 'no-match'],
    ["i don't know", 'no-match'],
    ['no idea', 'no-match'],
    ['yes what time do you close', 'hours'],
    ['no where is the red one', 'deny'],
  ])('understands %j as %s', (text, branch) => {
    expect(branchOf(ask(text, yesNo))).toBe(branch)
  })

  it.each([
    ["i'm not interested", 'refuse'],
    ['stop calling me', 'refuse'],
    ["i'd rather not", 'refuse'],
    ['none of your business', 'refuse'],
    ['no', 'deny'],
  ])('tells refusal from denial: %j is %s', (text, branch) => {
    expect(branchOf(ask(text, { intents: ['affirm', 'deny', 'refuse'] }))).toBe(branch)
  })

  it('takes a plain no as refusal where only refusal has a branch', () => {
    expect(branchOf(ask('no thanks', { intents: ['affirm', 'refuse'] }))).toBe('refuse')
    expect(branchOf(ask('no', { intents: ['affirm'] }))).toBe('no-match')
  })

  it('is surer of a bare yes than of a yes with a no beside it', () => {
    expect(ask('yes', yesNo).confidence).toBeGreaterThan(ask('no yes', yesNo).confidence)
  })

  it('lets a flow add its own words to a built-in', () => {
    const own = askerOf(sourceOf({ affirm: { phrases: ['make it so'] } }))

    expect(branchOf(own('make it so', { intents: ['affirm', 'deny'] }))).toBe('affirm')
    expect(branchOf(own('yes', { intents: ['affirm', 'deny'] }))).toBe('affirm')
  })
})

describe('key intents', () => {
  const ask = askerOf(travel)
  const withKeys = { keyIntents: both }

  it.each([
    ['agent', 'key:human'],
    ['Agent!', 'key:human'],
    ['speak to an agent', 'key:human'],
    ['i want to talk to a real person', 'key:human'],
    ['can i please speak with a customer service representative', 'key:human'],
    ['could you put me through to your supervisor', 'key:human'],
    ['transfer me', 'key:human'],
    ['give me a human', 'key:human'],
    ["i don't want to talk to a robot", 'key:human'],
    ["why can't i talk to a person", 'key:human'],
    ["can't i just talk to someone", 'key:human'],
    ["i don't care just get me an agent", 'key:human'],
    ['my suitcase is missing and i want to speak to an agent', 'key:human'],
    ['yes agent', 'key:human'],
    ['no no representative', 'key:human'],
    ['get me a travel consultant', 'key:human'],
    ['i want to make a complaint', 'key:complaint'],
    ["i'd like to file a formal complaint about the crew", 'key:complaint'],
    ['i am calling to complain', 'key:complaint'],
    ['your airline ruined my holiday', 'key:complaint'],
  ])('hears %j as %s', (text, branch) => {
    expect(branchOf(ask(text, withKeys))).toBe(branch)
  })

  it.each([
    ["no i don't want an agent"],
    ["i don't want to speak to an agent"],
    ['i do not need a representative'],
    ["please don't transfer me to an agent"],
    ['never mind the agent'],
    ['without talking to a person'],
    ["i'm not calling to complain"],
    ["i don't want to make a complaint"],
    ['there is no need to talk to a human'],
    ['my travel agent told me to ring you'],
  ])('does not hand over on %j', (text) => {
    expect(ask(text, withKeys).type).not.toBe('key-intent')
    expect(ask(text, { ...withKeys, intents: ['affirm', 'deny', 'book'] }).type).not.toBe('key-intent')
  })

  it('takes "no agent" as a no where a yes-or-no answer is expected, "no, agent" never', () => {
    expect(branchOf(ask('no agent', { ...withKeys, intents: ['affirm', 'deny'] }))).toBe('deny')
    expect(branchOf(ask('no, agent', { ...withKeys, intents: ['affirm', 'deny'] }))).toBe('key:human')
    expect(branchOf(ask('no agent', { ...withKeys, intents: ['book'] }))).toBe('key:human')
  })

  it('listens for none that the turn does not enable', () => {
    expect(branchOf(ask('speak to an agent', { intents: ['change'] }))).toBe('no-match')
    expect(branchOf(ask('make a complaint', { intents: ['change'], keyIntents: ['human'] }))).toBe('no-match')
  })

  it('lets a node’s whole phrase go before a wish found inside it', () => {
    expect(branchOf(ask('talk to an agent about a group booking', withKeys))).toBe('book')
  })

  it('lets a node’s exact phrase go before a key intent that is only classified', () => {
    const office = sourceOf({ visit: { phrases: ['i need somebody to help me at the counter'] } })
    const askOffice = askerOf(office)

    expect(branchOf(askOffice('i need somebody to help me at the counter', withKeys))).toBe('visit')
  })

  it('goes before a node’s keyword', () => {
    expect(branchOf(ask('speak to an agent about my luggage', withKeys))).toBe('key:human')
  })

  it('goes before a node’s phrase that asks for the same', () => {
    const rival = askerOf(sourceOf({ desk: { phrases: ['agent', 'speak to an agent'] } }))

    expect(branchOf(rival('agent', withKeys))).toBe('key:human')
    expect(branchOf(rival('agent'))).toBe('desk')
  })

  it('hears paraphrases by likeness', () => {
    const interpretation = ask('is there some real person over there who could help me', withKeys)

    expect(branchOf(interpretation)).toBe('key:human')
  })
})

describe('where a value is expected', () => {
  const ask = askerOf(sourceOf({ lost: { phrases: ['i lost my card', "i don't have my card"] }, menu: { keywords: ['main menu'] } }))
  const digits = {
    value: { type: 'digits', minCount: 4, maxCount: 4 },
    keyIntents: both,
    intents: ['affirm', 'deny', 'lost', 'menu'],
  } as const

  it.each([
    ['four three two one', 'value:"4321"'],
    ['forty three twenty one', 'value:"4321"'],
    ['yes four three two one', 'value:"4321"'],
    ['no it is four three two one', 'value:"4321"'],
    ['four three', 'no-match'],
    ['no', 'deny'],
    ['yes', 'affirm'],
    ['i lost my card', 'lost'],
    ['go to the main menu', 'menu'],
    ['agent', 'key:human'],
    ['speak to an agent', 'key:human'],
    ['banana', 'no-match'],
  ])('understands %j as %s at a question for four digits', (text, branch) => {
    expect(branchOf(ask(text, digits))).toBe(branch)
  })

  it('does not take a yes or no that has no branch', () => {
    expect(branchOf(ask('no', { value: { type: 'digits' }, intents: [] }))).toBe('no-match')
  })

  it.each([
    ['number', 'a party of six', 'value:6'],
    ['money', 'twelve fifty', 'value:{"amount":12.5,"currency":"USD"}'],
    ['date', 'tomorrow', 'value:"2026-03-05"'],
    ['date', 'the third of april', 'value:"2026-04-03"'],
    ['text', 'The blue\u0000 bicycle, with a basket', 'value:"The blue bicycle, with a basket"'],
    ['text', '...', 'no-match'],
    ['text', 'no', 'deny'],
    ['text', 'i want to speak to a human', 'key:human'],
    ['number', 'many', 'no-match'],
  ] as const)('reads a %s from %j as %s', (type, text, branch) => {
    expect(branchOf(ask(text, { value: { type }, keyIntents: both, intents: ['affirm', 'deny'] }))).toBe(branch)
  })

  it('reads dates and money as the language’s region says them', () => {
    const british = askerOf({ ...pizza, language: 'en-GB' })

    expect(branchOf(british('3/4', { value: { type: 'date' } }))).toBe('value:"2026-04-03"')
    expect(branchOf(british('twenty', { value: { type: 'money' } }))).toBe('value:{"amount":20,"currency":"GBP"}')
  })

  it('says which words it read', () => {
    expect(ask('it is four three two one', digits).why).toMatchObject({ by: 'reader', matched: 'four three two one' })
  })
})

describe('alternatives', () => {
  const interpreter = createInterpreter(trainUnderstanding(pizza))
  const expectation = { intents: ['order', 'status', 'affirm', 'deny'], keyIntents: both }

  it('takes a later alternative where the first means nothing', () => {
    const interpretation = interpreter.interpret(
      [heard('wear whiz mai hoarder', 0.6), heard('where is my order', 0.5)],
      expectation,
      atNoon,
    )

    expect(interpretation).toMatchObject({ type: 'intent', intent: 'status', text: 'where is my order' })
  })

  it('keeps the first where both mean something, and shows the other as a loser', () => {
    const interpretation = interpreter.interpret([heard('where is my order', 0.8), heard('order a pizza', 0.8)], expectation, atNoon)

    expect(interpretation).toMatchObject({ type: 'intent', intent: 'status' })
    expect(interpretation.why.losing[0]?.intent).toBe('order')
  })

  it('believes an alternative less, the less the recogniser does', () => {
    const sure = interpreter.interpret([heard('yes', 0.95)], expectation, atNoon)
    const unsure = interpreter.interpret([heard('yes', 0.3)], expectation, atNoon)

    expect(unsure.type).toBe('intent')
    expect(unsure.confidence).toBeLessThan(sure.confidence)
  })

  it('copes with recognisers that give no confidence, and with no alternative at all', () => {
    expect(branchOf(interpreter.interpret([heard('yes', 0)], expectation, atNoon))).toBe('affirm')
    expect(interpreter.interpret([], expectation, atNoon)).toEqual({
      type: 'no-match',
      text: '',
      confidence: 0,
      slots: {},
      why: { by: 'nothing', losing: [] },
    })
  })

  it('gives the same answer every time', () => {
    const again = createInterpreter(trainUnderstanding(pizza))
    const alternatives = [heard('is my pizza coming soon', 0.7), heard('is my visa coming soon', 0.6)]

    expect(again.interpret(alternatives, expectation, atNoon)).toEqual(interpreter.interpret(alternatives, expectation, atNoon))
  })
})

describe('other languages', () => {
  const ask = askerOf(sourceOf({ balance: { phrases: ['查询余额', '我想查一下话费'], keywords: ['余额'] } }, { language: 'zh-CN' }))

  it.each([
    ['查询余额', 'balance'],
    ['帮我查一下话费', 'balance'],
    ['我的余额还有多少', 'balance'],
    ['转人工', 'key:human'],
    ['我要找人工客服', 'key:human'],
    ['我要投诉', 'key:complaint'],
    ['是的', 'affirm'],
    ['不对', 'deny'],
    ['没兴趣', 'refuse'],
    ['不要转人工', 'no-key'],
  ])('understands %j as %s', (text, branch) => {
    const understood = branchOf(ask(text, { intents: ['balance', 'affirm', 'deny', 'refuse'], keyIntents: both }))

    if (branch === 'no-key') expect(understood).not.toMatch(/^key:/)
    else expect(understood).toBe(branch)
  })

  it('works with the flow’s words alone where it has no lexicon', () => {
    const finnish = askerOf(sourceOf({ hours: { phrases: ['milloin olette auki'] } }, { language: 'fi-FI' }))

    expect(branchOf(finnish('Milloin olette auki?'))).toBe('hours')
    expect(branchOf(finnish('agent', { intents: ['affirm'], keyIntents: both }))).toBe('no-match')
  })
})
