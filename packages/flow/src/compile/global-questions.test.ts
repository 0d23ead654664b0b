import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const ask = (id: string, prompt: string, branches: { on: string; to: string }[]): NodeInput => ({
  id,
  kind: 'ask',
  name: id,
  prompt: say(prompt),
  branches,
  noInput: { attempts: 1, prompts: say('Hello?'), to: 'goodbye' },
  noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'goodbye' },
})
const nodes: NodeInput[] = [
  ask('main', 'What can I do?', [
    { on: 'order', to: 'day' },
    { on: 'parking', to: 'parkingBranch' },
  ]),
  {
    id: 'day',
    kind: 'collect',
    name: 'Day',
    prompt: say('Which day?', 'Which day, again?'),
    variable: 'day',
    valueType: 'date',
    noInput: { attempts: 1, to: 'goodbye' },
    noMatch: { attempts: 1, to: 'goodbye' },
    confirm: { prompt: say('{{ value }}, right?'), correction: say('Which day then?') },
    next: 'main',
  },
  { id: 'parkingBranch', kind: 'say', name: 'Parking branch', prompt: say('Own branch.'), next: 'main' },
  { id: 'hours', kind: 'say', name: 'Hours', prompt: say('From nine to five.'), next: 'hoursBack' },
  { id: 'hoursBack', kind: 'jump', name: 'Back', back: true },
  ask('address', 'Map or text?', [{ on: 'order', to: 'addressSaid' }]),
  { id: 'addressSaid', kind: 'say', name: 'Address', prompt: say('Main Street.'), next: 'addressBack' },
  { id: 'addressBack', kind: 'jump', name: 'Back', back: true },
  ask('parking', 'Car or bike?', [{ on: 'order', to: 'parkingBack' }]),
  { id: 'parkingBack', kind: 'jump', name: 'Back', back: true },
  ask('price', 'Which size?', [{ on: 'order', to: 'priceBack' }]),
  { id: 'priceBack', kind: 'jump', name: 'Back', back: true },
  { id: 'human', kind: 'say', name: 'Human', prompt: say('Nobody is here.'), next: 'day' },
]
const flow = (rest: Partial<FlowDocumentInput> = {}, others: NodeInput[] = []): DrivenChart =>
  new DrivenChart(
    flowOf([...nodes.filter(({ id }) => others.every((other) => other.id !== id)), ...others], {
      variables: { day: { type: 'date' } },
      intents: {
        order: { name: 'Order' },
        hours: { name: 'Hours' },
        address: { name: 'Address' },
        parking: { name: 'Parking' },
        price: { name: 'Price' },
      },
      auxiliary: [
        { intent: 'hours', to: 'hours', pullBack: say('Now, where were we.', 'And again.') },
        { intent: 'address', to: 'address', pullBack: say('Back to it.') },
        { intent: 'parking', to: 'parking' },
        { intent: 'price', to: 'price' },
      ],
      keyIntents: { human: { to: 'human' } },
      ...rest,
    }),
  ).start()

const returnsOf = (call: DrivenChart): string[] =>
  (call.snapshot as unknown as { context: { returns: { at: string }[] } }).context.returns.map(({ at }) => at)

describe('a global question', () => {
  it('is expected at every question, but not where it is a branch of its own', () => {
    expect(flow().effect('turn.start').expect).toEqual({
      intents: ['order', 'parking'],
      keyIntents: ['human'],
      auxiliary: ['hours', 'address', 'price'],
    })
    expect(flow().says('order').effect('turn.start').expect).toMatchObject({ auxiliary: ['hours', 'address', 'parking', 'price'] })
  })

  it('is answered, and the caller is brought back to the question with the pull-back prompt in front of it', () => {
    const call = flow().asks('hours')

    expect(call.path).toBe('main.asking')
    expect(call.spoken).toEqual(['From nine to five.', 'Now, where were we.', 'What can I do?'])
    expect(call.effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))).toEqual(['hours', 'hoursBack', 'main'])
  })

  it('uses the variants of the pull-back prompt in order', () => {
    expect(flow().asks('hours').asks('hours').spoken).toEqual(['From nine to five.', 'And again.', 'What can I do?'])
  })

  it('is neither an attempt nor a visit', () => {
    const call = flow().says('order').keepsSilent()

    expect(call.asks('hours').spoken.at(-1)).toBe('Which day?')
    expect(call.keepsSilent().path).toBe('goodbye.speaking')
  })

  it('brings the caller back into a confirmation, with the value that is confirmed', () => {
    const call = flow().says('order').gives('2026-12-05').asks('hours')

    expect(call.path).toBe('day.confirming')
    expect(call.spoken.at(-1)).toBe('2026-12-05, right?')
    expect(call.says('affirm').variables.day).toBe('2026-12-05')
  })

  it('is no match where the flow has no such question', () => {
    expect(flow({ auxiliary: [] }).asks('hours').spoken).toEqual(['Pardon?'])
  })

  it('changes nothing where it belongs to another turn', () => {
    const call = flow().asks('hours')
    const before = JSON.stringify(call.snapshot)

    call.take({ type: 'auxiliary.heard', turnId: 't1', text: 'hours', intent: 'hours', confidence: 1 })

    expect(JSON.stringify(call.snapshot)).toBe(before)
  })
})

describe('global questions within the answers of others', () => {
  it('lead back one after the other', () => {
    const call = flow().says('order').asks('address').asks('parking').asks('hours')

    expect(call.path).toBe('parking.asking')
    expect(call.says('order').path).toBe('address.asking')
    expect(call.says('order').spoken).toEqual(['Main Street.', 'Back to it.', 'Which day?'])
    expect(call.path).toBe('day.asking')
  })

  it('are answered at any depth, and the way back is known of three', () => {
    const call = flow().says('order').asks('address').asks('parking').asks('price').asks('hours')

    expect(call.path).toBe('parking.asking')
    expect(call.spoken[0]).toBe('From nine to five.')
    expect(call.says('order').path).toBe('address.asking')
    expect(call.says('order').path).toBe('day.asking')
  })

  it('forget the way back where the caller goes on elsewhere', () => {
    const away = ask('address', 'Map or text?', [
      { on: 'affirm', to: 'other' },
      { on: 'order', to: 'addressBack' },
    ])
    const elsewhere = flow({}, [away, ask('other', 'Other?', [{ on: 'affirm', to: 'main' }])]).says('order').asks('address')

    expect(returnsOf(elsewhere)).toEqual(['day.asking'])
    expect(returnsOf(flow().says('order').asks('address').wants('human'))).toEqual([])
  })

  it('keep one way back to a question that is left a second time', () => {
    const away = ask('address', 'Map or text?', [
      { on: 'affirm', to: 'day' },
      { on: 'order', to: 'addressBack' },
    ])
    const call = flow({}, [away]).says('order').asks('address').says('affirm').asks('address').says('affirm').asks('address')

    expect(returnsOf(call)).toEqual(['day.asking'])
  })
})

describe('a jump back', () => {
  const nodesBefore = (first: NodeInput): DrivenChart =>
    new DrivenChart(
      flowOf([
        first,
        ask('main', 'What can I do?', [{ on: 'affirm', to: 'hours' }]),
        { id: 'hours', kind: 'say', name: 'Hours', prompt: say('From nine to five.'), next: 'back' },
        { id: 'back', kind: 'jump', name: 'Back', back: true },
      ]),
    ).start()

  it('asks the last question again where no global question was asked', () => {
    const call = nodesBefore({ id: 'mark', kind: 'tag', name: 'Mark', tag: 'x', next: 'main' })

    expect(call.says('affirm').spoken).toEqual(['From nine to five.', 'What can I do?'])
  })

  it('fails with its code where nothing was asked at all', () => {
    const call = nodesBefore({ id: 'mark', kind: 'tag', name: 'Mark', tag: 'x', next: 'back' })

    expect(call.effect('flow.failed').code).toBe('FLOW_RETURN_NOWHERE')
  })
})
