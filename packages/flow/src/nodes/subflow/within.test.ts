import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import type { CallEffect } from '../../contract/effects.js'
import type { CallEvent } from '../../contract/events.js'
import type { FlowDocument, FlowDocumentInput } from '../../document/schema.js'
import type { FlowResources } from '../../resources.js'
import { createFlowMachine } from '../../step/machine.js'
import { startSnapshot, step, variablesOf } from '../../step/step.js'
import { DrivenChart, flowOf, say, type NodeInput } from '../../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../../fixtures/every-kind.js'
import { randomCall } from '../../fixtures/random-call.js'

describe('every kind of node does within a sub-flow what it does in a main flow', () => {
  const { keyIntents: _keys, auxiliary: _questions, onHangup: _after, ...rest } = everyKind()
  const alone: FlowDocument = { ...rest, keyIntents: {}, auxiliary: [] }
  const { flows } = everyKindResources()
  const resources: FlowResources = { flows: new Map([...flows, [alone.id, alone]]) }
  const around: FlowDocument = {
    ...flowOf([{ id: 'site', kind: 'subflow', name: 'Site', flow: alone.id, inputs: { name: 'name' }, next: 'goodbye' }], {
      variables: { name: alone.variables.name ?? { type: 'string' } },
    }),
    settings: alone.settings,
    languages: alone.languages,
    voices: alone.voices,
  }

  const within = (intent: string): string => (Object.hasOwn(alone.intents, intent) ? `${alone.id}/${intent}` : intent)
  const inside = (event: CallEvent): CallEvent => {
    if (event.type !== 'utterance.ambiguous') return 'intent' in event ? { ...event, intent: within(event.intent) } : event
    const [first, second] = event.intents
    const slotsByIntent = Object.fromEntries(Object.entries(event.slotsByIntent).map(([intent, slots]) => [within(intent), slots]))
    return { ...event, intents: [within(first), within(second)], slotsByIntent }
  }
  /** An effect of the sub-flow as the main flow would have it. */
  const outside = (effect: CallEffect): unknown =>
    JSON.parse(JSON.stringify(effect).replaceAll('"site.', '"').replaceAll(`${alone.id}/`, ''))
  const isOfSite = (effect: CallEffect): boolean => effect.type !== 'node.entered' || effect.nodeId.startsWith('site.')

  it('on 200 random calls', () => {
    const own = createFlowMachine(compileFlow(alone, resources))
    const nested = createFlowMachine(compileFlow(around, resources))
    const nodes = new Set<string>()

    for (let seed = 0; seed < 200; seed += 1) {
      const { events, steps } = randomCall(own, seed, 40, ['order', 'pay', 'tea', 'extras/more'])
      let snapshot = startSnapshot(nested)
      events.forEach((event, index) => {
        const result = step(nested, snapshot, inside(event))
        snapshot = result.snapshot
        const expected = steps[index]
        expect(result.effects.filter(isOfSite).map(outside)).toEqual(JSON.parse(JSON.stringify(expected?.effects)))
        for (const effect of expected?.effects ?? []) if (effect.type === 'node.entered') nodes.add(effect.nodeId)
      })
      const { name: _outer, ...within } = variablesOf(snapshot)
      const last = steps.at(-1)
      if (last !== undefined)
        expect(Object.fromEntries(Object.entries(within).map(([key, value]) => [key.replace(/^site__/, ''), value]))).toEqual(variablesOf(last.snapshot))
    }

    expect(nodes.size).toBeGreaterThan(30)
  })
})

describe('what holds in the whole call holds in a sub-flow', () => {
  const question = (id: string, text: string, to: string): NodeInput => ({
    id,
    kind: 'ask',
    name: id,
    prompt: say(text),
    branches: [{ on: 'affirm', to }],
    noInput: { attempts: 2, prompts: say('Hello?'), to },
    noMatch: { to },
  })
  const inner = flowOf(
    [
      question('one', 'One, {{ who }}?', 'count'),
      { id: 'count', kind: 'set', name: 'Count', assign: [{ variable: 'count', value: 'count + 1' }], next: 'two' },
      {
        id: 'two',
        kind: 'collect',
        name: 'two',
        prompt: say('Two?'),
        variable: 'code',
        noInput: { to: 'done' },
        noMatch: { to: 'done' },
        confirm: { prompt: say('{{ digits(value) }}, right?') },
        next: 'ask',
      },
      { id: 'ask', kind: 'request', name: 'Ask', url: 'https://a.example/{{ code }}', wait: false, save: { who: 'body.name' }, next: 'three' },
      question('three', 'Three?', 'person'),
      { id: 'person', kind: 'transfer', name: 'Person', queue: 'people', next: 'done', busy: 'done', noAnswer: 'done', failed: 'done' },
      { id: 'done', kind: 'jump', name: 'Done', back: true },
    ],
    { id: 'inner', variables: { who: { type: 'string', initial: 'you' }, count: { type: 'number' }, code: { type: 'string' } } },
  )
  const main = (rest: Partial<FlowDocumentInput> = {}): FlowDocument =>
    flowOf(
      [
        question('before', 'Before?', 'site'),
        { id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', inputs: { who: '"Ann"' }, next: 'after' },
        question('after', 'After?', 'goodbye'),
        { id: 'answer', kind: 'say', name: 'Answer', prompt: say('From nine to five.'), next: 'back' },
        { id: 'back', kind: 'jump', name: 'Back', back: true },
        { id: 'note', kind: 'tag', name: 'Note', tag: 'left', next: 'over' },
        { id: 'over', kind: 'hangup', name: 'Over' },
      ],
      {
        intents: { hours: { name: 'Hours' } },
        auxiliary: [{ intent: 'hours', to: 'answer', pullBack: say('Where were we.') }],
        keyIntents: { repeat: {}, goBack: {} },
        onHangup: 'note',
        ...rest,
      },
    )
  const call = () => new DrivenChart(main(), { flows: new Map([['inner', inner]]) }).start().says('affirm')

  it('repeat', () => {
    expect(call().wants('repeat').spoken).toEqual(['One, Ann?'])
  })

  it('going back, within it and out of it, with its variables as they were', () => {
    const running = call().says('affirm')
    expect(running.path).toBe('site.two.asking')

    running.wants('goBack')
    expect([running.path, running.spoken]).toEqual(['site.one.asking', ['One, Ann?']])
    expect(running.variables).toMatchObject({ site__count: 1, site__who: 'Ann' })

    running.wants('goBack')
    expect(running.path).toBe('before.asking')
  })

  it('going back into it when it is over', () => {
    const running = call().says('affirm').presses('12').says('affirm').says('affirm')
    running.take({ type: 'transfer.busy', transferId: 'x1' })
    expect(running.path).toBe('after.asking')

    running.wants('goBack')

    expect(running.path).toBe('site.three.asking')
    expect(running.variables).toMatchObject({ site__count: 1, site__code: '12' })
    expect(running.says('affirm').path).toMatch(/^site\.person/)
  })

  it('a global question, which comes back to where the call was, with the value that was being confirmed', () => {
    const running = call().says('affirm').presses('42')
    expect(running.path).toBe('site.two.confirming')

    running.asks('hours')

    expect(running.path).toBe('site.two.confirming')
    expect(running.spoken).toEqual(['From nine to five.', 'Where were we.', '4 2, right?'])
    expect(running.variables).toMatchObject({ site__count: 1, site__who: 'Ann' })
    expect(running.says('affirm').variables).toMatchObject({ site__code: '42' })
  })

  it('a global question in its first question, with the attempts that were made', () => {
    const running = call().keepsSilent().keepsSilent().asks('hours')

    expect(running.spoken).toEqual(['From nine to five.', 'Where were we.', 'One, Ann?'])
    expect(running.keepsSilent().path).toBe('site.two.asking')
  })

  it('an answer that comes late, wherever the call is by then', () => {
    const running = call().says('affirm').presses('42').says('affirm')
    expect(running.path).toBe('site.three.asking')

    running.take({ type: 'request.succeeded', requestId: 'r1', status: 200, body: { name: 'Eve' } })

    expect([running.path, running.variables.site__who]).toEqual(['site.three.asking', 'Eve'])
  })

  it('the end of the call, which cancels a transfer and runs the branch after it', () => {
    const running = call().says('affirm').presses('42').says('affirm').says('affirm')
    expect(running.path).toMatch(/^site\.person/)

    running.hangsUp()

    expect(running.done).toEqual(['transfer.cancel', 'node.entered', 'call.tag', 'node.entered'])
    expect(running.path).toBe('ended')
  })
})
