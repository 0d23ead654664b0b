import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type CollectInput = Extract<FlowDocumentInput['nodes'][number], { kind: 'collect' }>

const collect = (rest: Partial<CollectInput> = {}, settings: FlowDocumentInput['settings'] = {}): DrivenChart =>
  new DrivenChart(
    flowOf(
      [
        {
          id: 'card',
          kind: 'collect',
          name: 'Card',
          prompt: say('Card?'),
          variable: 'lastFour',
          minCount: 4,
          maxCount: 4,
          noInput: { attempts: 1, prompts: say('Hello?'), to: 'silent' },
          noMatch: { attempts: 1, prompts: say('Four digits, please.'), to: 'lost' },
          next: 'done',
          ...rest,
        },
        ...['done', 'silent', 'lost', 'wrong'].map((id) => ({ id, kind: 'hangup' as const, name: id })),
      ],
      {
        settings,
        keyIntents: { human: { to: 'done' } },
        variables: {
          lastFour: { type: 'string', sensitive: true },
          amount: { type: 'number' },
          day: { type: 'date' },
          limit: { type: 'number', initial: 100 },
          text: { type: 'string' },
        },
      },
    ),
  ).start()

const confirm = { prompt: say('{{ digits(value) }}, right?'), attempts: 1, prompts: say('Yes or no?'), correction: say('Which card then?') }

describe('listening', () => {
  it('takes digits by voice and by keys with the terminator and timers of the settings, masked where the variable is sensitive', () => {
    const turn = collect({}, { interDigitTimeoutMs: 2_000, firstDigitTimeoutMs: 7_000 }).effect('turn.start')

    expect(turn.sensitive).toBe(true)
    expect(turn.expect).toEqual({ intents: [], keyIntents: ['human'], value: { type: 'digits', minCount: 4, maxCount: 4 } })
    expect(turn.listen).toMatchObject({
      speech: true,
      spokenDigits: { minCount: 4, maxCount: 4 },
      digits: {
        minCount: 4,
        maxCount: 4,
        terminator: '#',
        firstDigitTimeoutMs: 7_000,
        interDigitTimeoutMs: 2_000,
        terminatorTimeoutMs: 1_000,
      },
    })
  })

  it('may take keys only, speech only, or no terminator', () => {
    const keys = collect({ input: 'keys', settings: { terminator: 'none' } }).effect('turn.start').listen
    const speech = collect({ input: 'speech' }).effect('turn.start').listen

    expect(keys).toMatchObject({ speech: false })
    expect(keys).not.toHaveProperty('spokenDigits')
    expect(keys?.digits).not.toHaveProperty('terminator')
    expect(speech).not.toHaveProperty('digits')
  })

  it('asks for free text without keys, and for a date with eight', () => {
    expect(collect({ valueType: 'text', variable: 'text' }).effect('turn.start').listen).not.toHaveProperty('digits')
    expect(collect({ valueType: 'plate', variable: 'text' }).effect('turn.start').listen).not.toHaveProperty('digits')
    expect(collect({ valueType: 'choice', variable: 'text', choices: [{ id: 'tea' }] }).effect('turn.start').listen).not.toHaveProperty('digits')
    expect(collect({ valueType: 'date', variable: 'day' }).effect('turn.start').listen?.digits).toMatchObject({ minCount: 1, maxCount: 8 })
  })
})

const choices = [
  { id: 'small', words: { 'en-US': ['little'] }, digit: '1' },
  { id: 'large', words: { 'en-US': ['big', 'huge'], 'zh-CN': ['大份'] }, digit: '2' },
]

describe('taking the value', () => {
  it('asks for a choice in the words of the call’s language', () => {
    const turn = collect({ valueType: 'choice', variable: 'text', choices }).effect('turn.start')

    expect(turn.expect?.value).toEqual({
      type: 'choice',
      choices: [
        { id: 'small', words: ['little'] },
        { id: 'large', words: ['big', 'huge'] },
      ],
    })
    expect(turn.listen?.digits).toMatchObject({ minCount: 1, maxCount: 1 })
  })

  it('asks in Chinese for a choice in Chinese words', () => {
    const flow = flowOf(
      [
        { id: 'size', kind: 'collect', name: 'Size', prompt: { 'en-US': ['Size?'], 'zh-CN': ['多大？'] }, variable: 'text', valueType: 'choice', choices, noInput: { to: 'done' }, noMatch: { to: 'done' }, next: 'done' },
        { id: 'done', kind: 'hangup', name: 'Done' },
      ],
      { languages: ['en-US', 'zh-CN'], variables: { text: { type: 'string' } } },
    )

    const turn = new DrivenChart(flow).start({ language: 'zh-CN' }).effect('turn.start')

    expect(turn.expect?.value).toEqual({ type: 'choice', choices: [{ id: 'small', words: [] }, { id: 'large', words: ['大份'] }] })
  })

  it.each([
    ['choice', 'medium'],
    ['dateRange', '2026-12-08/2026-12-05'],
    ['dateRange', '2026-12-05'],
    ['plate', 'A'],
  ] as const)('takes no %s from %j', (valueType, spoken) => {
    expect(collect({ valueType, variable: 'text', choices }).gives(spoken).spoken).toEqual(['Four digits, please.'])
  })

  it('keeps what was typed or said', () => {
    expect(collect().presses('4321').variables.lastFour).toBe('4321')
    expect(collect().gives('4321').variables.lastFour).toBe('4321')
    expect(collect().presses('4321').path).toBe('done.hangingUp')
  })

  it.each([
    ['money', 'amount', '12*50', 12.5],
    ['number', 'amount', '12', 12],
    ['date', 'day', '20261205', '2026-12-05'],
    ['time', 'text', '0930', '09:30'],
    ['phone', 'text', '13800138000', '13800138000'],
    ['idNumber', 'text', '11010519491231002*', '11010519491231002X'],
    ['idNumber', 'text', '123456', '123456'],
    ['dateRange', 'text', '2026120520261208', '2026-12-05/2026-12-08'],
    ['choice', 'text', '2', 'large'],
  ] as const)('reads keys as %s', (valueType, variable, keys, value) => {
    expect(collect({ valueType, variable, choices, maxCount: 20 }).presses(keys).variables[variable]).toBe(value)
  })

  it.each([
    ['money', 'amount', { amount: 12.5, currency: 'USD' }, 12.5],
    ['number', 'amount', 7, 7],
    ['date', 'day', '2026-12-05', '2026-12-05'],
    ['time', 'text', '15:00', '15:00'],
    ['phone', 'text', '+8613800138000', '+8613800138000'],
    ['idNumber', 'text', '11010519491231002X', '11010519491231002X'],
    ['dateRange', 'text', '2026-12-05/2026-12-08', '2026-12-05/2026-12-08'],
    ['plate', 'text', '京A12345', '京A12345'],
    ['name', 'text', '王小明', '王小明'],
    ['address', 'text', '4 Mill Lane', '4 Mill Lane'],
    ['choice', 'text', 'large', 'large'],
    ['text', 'text', 'my own words', 'my own words'],
  ] as const)('reads speech as %s', (valueType, variable, spoken, value) => {
    expect(collect({ valueType, variable, choices, maxCount: 20 }).gives(spoken).variables[variable]).toBe(value)
  })

  it.each([
    ['digits', '321'],
    ['digits', '43210'],
    ['digits', '43*1'],
    ['number', '1**2'],
    ['money', '*'],
    ['date', '20261350'],
    ['date', '2026'],
    ['time', '2460'],
    ['time', '930'],
    ['phone', '12'],
    ['phone', '1*3'],
    ['idNumber', '110105194912310021'],
    ['idNumber', '12'],
    ['dateRange', '2026120820261205'],
    ['dateRange', '20261205'],
    ['choice', '3'],
  ] as const)('refuses as %s the keys %s', (valueType, keys) => {
    const call = collect({
      valueType,
      choices,
      variable: valueType === 'date' ? 'day' : 'text',
      invalid: { attempts: 1, prompts: say('Wrong.'), to: 'wrong' },
    })

    expect(call.presses(keys).spoken).toEqual(['Wrong.'])
    expect(call.presses(keys).path).toBe('wrong.hangingUp')
  })

  it('takes a telephone number of so many digits as are asked for', () => {
    const phone = { valueType: 'phone', variable: 'text', minCount: 11, maxCount: 11, invalid: { attempts: 1, prompts: say('Eleven digits.'), to: 'wrong' } } as const

    expect(collect(phone).presses('1380013800').spoken).toEqual(['Eleven digits.'])
    expect(collect(phone).gives('+13800138000').path).toBe('done.hangingUp')
    expect(collect(phone).gives('138001380001').spoken).toEqual(['Eleven digits.'])
  })

  it.each([
    ['date', 'day', 8],
    ['time', 'text', 4],
    ['idNumber', 'text', 18],
    ['phone', 'text', 20],
  ] as const)('takes for a %s at most its keys', (valueType, variable, maxCount) => {
    expect(collect({ valueType, variable, maxCount: 20 }).effect('turn.start').listen?.digits?.maxCount).toBe(maxCount)
  })

  it('takes no digits, or a spoken value of another type, for no match', () => {
    expect(collect().presses('').spoken).toEqual(['Four digits, please.'])
    expect(collect({ valueType: 'number', variable: 'amount' }).gives('many').spoken).toEqual(['Four digits, please.'])
    expect(collect({ valueType: 'date', variable: 'day' }).gives('tomorrow').spoken).toEqual(['Four digits, please.'])
    expect(collect().mumbles().mumbles().path).toBe('lost.hangingUp')
    expect(collect().says('affirm').effect('turn.start').clearTypeAhead).toBe(true)
  })

  it('asks again, then leaves, where the value does not pass the validation', () => {
    const rule = { valueType: 'number', variable: 'amount', validation: 'value > 0 && value <= limit' } as const

    expect(collect(rule).gives(100).path).toBe('done.hangingUp')
    expect(collect(rule).gives(101).spoken).toEqual(['Four digits, please.'])
    expect(collect(rule).gives(101).gives(0).path).toBe('lost.hangingUp')
    expect(collect({ ...rule, invalid: { attempts: 0, to: 'wrong' } }).gives(101).path).toBe('wrong.hangingUp')
  })

  it('keeps what a refused value replaces', () => {
    expect(collect().presses('1').variables.lastFour).toBe('')
  })

  it('escalates in silence and lets a key intent through', () => {
    expect(collect().keepsSilent().spoken).toEqual(['Hello?'])
    expect(collect().keepsSilent().turnFails().path).toBe('silent.hangingUp')
    expect(collect().wants('human').path).toBe('done.hangingUp')
  })
})

describe('asking only for what is missing', () => {
  const missing = (given: Record<string, string | number>, rest: Partial<CollectInput> = {}): DrivenChart =>
    new DrivenChart(
      flowOf(
        [
          {
            id: 'card',
            kind: 'collect',
            name: 'Card',
            prompt: say('How many?'),
            variable: 'amount',
            valueType: 'number',
            onlyIfMissing: true,
            validation: 'value < 10',
            noInput: { to: 'done' },
            noMatch: { to: 'done' },
            next: 'done',
            ...rest,
          },
          { id: 'done', kind: 'hangup', name: 'Done' },
        ],
        { variables: { amount: { type: 'number', initial: 5 }, code: { type: 'string' } } },
      ),
    ).start(given)

  it('goes on where the variable holds something by now', () => {
    expect(missing({ amount: 3 }).path).toBe('done.hangingUp')
    expect(missing({ amount: 3 }).variables.amount).toBe(3)
    expect(missing({ amount: 3 }).done).not.toContain('turn.start')
  })

  it('asks where it holds what it held at the start, or what does not pass', () => {
    expect(missing({}).path).toBe('card.asking')
    expect(missing({ amount: 5 }).path).toBe('card.asking')
    expect(missing({ amount: 30 }).spoken).toEqual(['How many?'])
  })

  it('asks where the value is of another kind', () => {
    expect(missing({ code: 'abc' }, { variable: 'code', valueType: 'digits', validation: 'value != ""' }).path).toBe('card.asking')
    expect(missing({ code: '123' }, { variable: 'code', valueType: 'digits', validation: 'value != ""' }).path).toBe('done.hangingUp')
    expect(missing({ code: '7' }, { variable: 'code' }).path).toBe('done.hangingUp')
  })

  it('goes straight to the confirmation, and asks after a no', () => {
    const call = missing({ amount: 3 }, { confirm: { prompt: say('{{ value }}, right?') } })

    expect(call.path).toBe('card.confirming')
    expect(call.spoken).toEqual(['3, right?'])
    expect(call.says('deny').spoken).toEqual(['How many?'])
    expect(call.gives(4).says('affirm').variables.amount).toBe(4)
  })

  it('always asks where it is not set so', () => {
    expect(missing({ amount: 3 }, { onlyIfMissing: false }).path).toBe('card.asking')
  })
})

describe('confirming', () => {
  it('reads the value back, forgets earlier keys, and keeps the value after a yes only', () => {
    const call = collect({ confirm }).presses('4321')

    expect(call.path).toBe('card.confirming')
    expect(call.spoken).toEqual(['4 3 2 1, right?'])
    expect(call.effect('turn.start')).toMatchObject({
      clearTypeAhead: true,
      sensitive: true,
      expect: { intents: ['affirm', 'deny'], value: { type: 'digits' } },
    })
    expect(call.variables.lastFour).toBe('')
    expect(call.says('affirm').variables.lastFour).toBe('4321')
    expect(call.path).toBe('done.hangingUp')
  })

  it('asks anew after a no, a limited number of times', () => {
    const call = collect({ confirm }).presses('4321')

    expect(call.says('deny').spoken).toEqual(['Which card then?'])
    expect(call.presses('1234').says('deny').path).toBe('lost.hangingUp')
    expect(call.variables.lastFour).toBe('')
  })

  it('takes a value that is said or typed instead of yes or no, and reads that back', () => {
    expect(collect({ confirm }).presses('4321').gives('8888').spoken).toEqual(['8 8 8 8, right?'])
    expect(collect({ confirm }).presses('4321').presses('8888').says('affirm').variables.lastFour).toBe('8888')
    expect(collect({ confirm }).presses('4321').gives('1111').gives('2222').path).toBe('lost.hangingUp')
  })

  it('tells what is confirmed, so that a correction may name only what changes', () => {
    const day = collect({ valueType: 'date', variable: 'day', confirm })
    expect(day.effect('turn.start').expect?.value).toEqual({ type: 'date' })

    expect(day.gives('2026-12-05').effect('turn.start').expect?.value).toEqual({ type: 'date', current: '2026-12-05' })
    expect(day.gives('2026-12-15').effect('turn.start').expect?.value).toEqual({ type: 'date', current: '2026-12-15' })
    expect(day.says('affirm').variables.day).toBe('2026-12-15')
  })

  it('uses the variants of the read-back in order, one a visit', () => {
    const call = new DrivenChart(
      flowOf(
        [
          {
            id: 'card',
            kind: 'collect',
            name: 'Card',
            prompt: say('How many?'),
            variable: 'amount',
            valueType: 'number',
            confirm: { prompt: say('{{ value }}, right?', '{{ value }} now?') },
            noInput: { to: 'card' },
            noMatch: { to: 'card' },
            next: 'card',
          },
        ],
        { variables: { amount: { type: 'number' } } },
      ),
    ).start()

    expect(call.gives(1).spoken).toEqual(['1, right?'])
    expect(call.says('affirm').gives(2).spoken).toEqual(['2 now?'])
  })

  it('asks for yes or no again, then leaves', () => {
    expect(collect({ confirm }).presses('4321').mumbles().spoken).toEqual(['Yes or no?'])
    expect(collect({ confirm }).presses('4321').mumbles().says('refuse').path).toBe('lost.hangingUp')
    expect(collect({ confirm }).presses('4321').keepsSilent().keepsSilent().path).toBe('silent.hangingUp')
    expect(collect({ confirm }).presses('4321').turnFails().turnFails().path).toBe('silent.hangingUp')
  })

  it('may be answered by keys', () => {
    const keys = { confirm: { ...confirm, affirmDigit: '1', denyDigit: '2' } }

    expect(collect(keys).presses('4321').effect('turn.start').listen?.digits).toMatchObject({ minCount: 1, maxCount: 4 })
    expect(collect(keys).presses('4321').presses('1').variables.lastFour).toBe('4321')
    expect(collect(keys).presses('4321').presses('2').spoken).toEqual(['Which card then?'])
    expect(
      collect({ ...keys, input: 'speech' })
        .gives('4321')
        .effect('turn.start').listen?.digits,
    ).toMatchObject({ minCount: 1, maxCount: 1 })
    expect(collect({ confirm, input: 'speech' }).gives('4321').effect('turn.start').listen).not.toHaveProperty('digits')
  })
})
