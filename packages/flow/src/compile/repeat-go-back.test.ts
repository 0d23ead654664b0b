import { beforeEach, describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const nodes: NodeInput[] = [
  { id: 'welcome', kind: 'say', name: 'Welcome', prompt: say('Welcome.'), next: 'law' },
  { id: 'law', kind: 'say', name: 'Law', prompt: say('Calls are recorded.'), interruptible: false, next: 'main' },
  {
    id: 'main',
    kind: 'ask',
    name: 'Main',
    prompt: say('What can I do?', 'What else?'),
    branches: [{ on: 'order', to: 'size' }],
    noInput: { attempts: 2, prompts: say('Hello?', 'Still there?'), to: 'goodbye' },
    noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'goodbye' },
  },
  {
    id: 'size',
    kind: 'menu',
    name: 'Size',
    prompt: say('One for small.'),
    choices: [{ digit: '1', to: 'told' }],
    noInput: { to: 'goodbye' },
    noMatch: { prompts: say('Not that.'), to: 'goodbye' },
  },
  { id: 'told', kind: 'say', name: 'Told', prompt: say('Small it is.'), next: 'count' },
  {
    id: 'count',
    kind: 'collect',
    name: 'Count',
    prompt: say('How many?'),
    variable: 'count',
    valueType: 'number',
    noInput: { to: 'goodbye' },
    noMatch: { to: 'goodbye' },
    confirm: { prompt: say('{{ value }}, right?'), correction: say('How many then?') },
    next: 'main',
  },
  {
    id: 'help',
    kind: 'ask',
    name: 'Help',
    prompt: say('Prices or hours?'),
    branches: [{ on: 'order', to: 'back' }],
    noInput: { to: 'goodbye' },
    noMatch: { to: 'goodbye' },
  },
  { id: 'back', kind: 'jump', name: 'Back', back: true },
]

let call: DrivenChart
beforeEach(() => {
  call = new DrivenChart(
    flowOf(nodes, {
      variables: { count: { type: 'number' } },
      intents: { order: { name: 'Order' }, help: { name: 'Help' } },
      keyIntents: { repeat: {}, goBack: {} },
      auxiliary: [{ intent: 'help', to: 'help' }],
    }),
  )
    .start()
    .hears()
})

describe('repeat', () => {
  it('says everything again that was said since the answer before, by whatever node', () => {
    expect(call.wants('repeat').spoken).toEqual(['Welcome.', 'Calls are recorded.', 'What can I do?'])
    expect(call.path).toBe('main.asking')
    expect(call.wants('repeat').spoken).toEqual(['Welcome.', 'Calls are recorded.', 'What can I do?'])
    expect(call.says('order').presses('1').wants('repeat').spoken).toEqual(['Small it is.', 'How many?'])
  })

  it('leaves out what only asked again', () => {
    expect(call.says('order').keepsSilent().mumbles().wants('repeat').spoken).toEqual(['One for small.'])
    expect(call.presses('9').wants('repeat').spoken).toEqual(['One for small.'])
  })

  it('says a correction again, which is a new question', () => {
    call.says('order').presses('1').gives(3).says('deny')

    expect(call.spoken).toEqual(['How many then?'])
    expect(call.wants('repeat').spoken).toEqual(['How many then?'])
  })

  it('leaves out what only covered a wait', () => {
    const slow = new DrivenChart(
      flowOf(
        [
          { ...nodes[3], id: 'first', prompt: say('First?'), choices: [{ digit: '1', to: 'fetch' }] } as NodeInput,
          {
            id: 'fetch',
            kind: 'request',
            name: 'Fetch',
            url: 'https://a.example/',
            filler: say('One moment.'),
            fillerAfterMs: 100,
            next: 'result',
            failure: 'result',
          },
          { id: 'result', kind: 'say', name: 'Result', prompt: say('Here it is.'), next: 'main' },
          ...nodes.slice(2),
        ],
        { variables: { count: { type: 'number' } }, keyIntents: { repeat: {} } },
      ),
    ).start()
    slow.presses('1').take({ type: 'timer.elapsed', timerId: 'w1' }).take({ type: 'request.failed', requestId: 'r1', cause: 'away' })
    expect(slow.hears().spoken).toEqual(['Here it is.', 'What can I do?'])

    expect(slow.wants('repeat').spoken).toEqual(['Here it is.', 'What can I do?'])
  })

  it('is no attempt, and no visit', () => {
    call.keepsSilent().wants('repeat')

    expect(call.keepsSilent().spoken).toEqual(['Still there?'])
    expect(call.says('order').presses('1').gives(1).says('affirm').spoken).toEqual(['What else?'])
  })

  it('keeps the value that is confirmed', () => {
    call.says('order').presses('1').gives(3).wants('repeat')

    expect(call.path).toBe('count.confirming')
    expect(call.spoken).toEqual(['3, right?'])
    expect(call.says('affirm').variables.count).toBe(3)
  })

  it('repeats what was said to a global question, with the question after it', () => {
    call.asks('help').says('order')

    expect(call.spoken).toEqual(['What can I do?'])
    expect(call.wants('repeat').spoken).toEqual(['What can I do?'])
  })
})

describe('go back', () => {
  it('leads to the question before, and from there to the one before that', () => {
    call.says('order').presses('1')

    expect(call.wants('goBack').path).toBe('size.asking')
    expect(call.spoken).toEqual(['One for small.'])
    expect(call.wants('goBack').path).toBe('main.asking')
  })

  it('repeats at the first question, again and again', () => {
    expect(call.wants('goBack').spoken).toEqual(['Welcome.', 'Calls are recorded.', 'What can I do?'])
    expect(call.wants('goBack').path).toBe('main.asking')
    expect(call.says('order').wants('goBack').path).toBe('main.asking')
    expect(call.wants('goBack').path).toBe('main.asking')
  })

  it('leads from a confirmation to the value itself', () => {
    call.says('order').presses('1').gives(3).wants('goBack')

    expect(call.path).toBe('count.asking')
    expect(call.wants('goBack').path).toBe('size.asking')
  })

  it('leads through a circle the way the caller came', () => {
    call.says('order').presses('1').gives(3).says('affirm').says('order')

    const way = Array.from({ length: 5 }, () => call.wants('goBack').path)

    expect(way).toEqual(['main.asking', 'count.asking', 'size.asking', 'main.asking', 'main.asking'])
  })

  it('goes forward again as at first', () => {
    call.says('order').wants('goBack').says('order').presses('1')

    expect(call.wants('goBack').path).toBe('size.asking')
  })

  it('leaves a global question for good', () => {
    call.says('order').asks('help')

    expect(call.wants('goBack').path).toBe('size.asking')
    expect(call.wants('goBack').path).toBe('main.asking')
    expect((call.snapshot as unknown as { context: { returns: unknown[] } }).context.returns).toEqual([])
  })

  it('comes back from a global question to the way before it', () => {
    call.says('order').asks('help').says('order')

    expect(call.path).toBe('size.asking')
    expect(call.wants('goBack').path).toBe('main.asking')
  })

  it('knows the last twenty questions', () => {
    for (let round = 0; round < 10; round += 1) call.says('order').presses('1').gives(1).says('affirm')
    for (let step = 0; step < 19; step += 1) call.wants('goBack')

    const { path } = call

    expect(call.wants('goBack').path).toBe(path)
    expect((call.snapshot as unknown as { context: { trail: unknown[] } }).context.trail).toHaveLength(1)
  })
})

it('both are no match where the flow does not have them', () => {
  const plain = new DrivenChart(flowOf(nodes.slice(2), { variables: { count: { type: 'number' } } })).start()

  expect(plain.wants('repeat').spoken).toEqual(['Pardon?'])
  expect(new DrivenChart(flowOf(nodes.slice(2), { variables: { count: { type: 'number' } } })).start().wants('goBack').spoken).toEqual(['Pardon?'])
})
