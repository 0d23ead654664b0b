import { describe, expect, it } from 'vitest'
import { FlowError } from '../errors.js'
import type { FlowDocumentInput } from '../document/schema.js'
import { compileFlow } from '../compile/compile-flow.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const variables: NonNullable<FlowDocumentInput['variables']> = {
  size: { type: 'number', initial: 2 },
  name: { type: 'string', initial: 'Ann' },
  day: { type: 'date' },
  big: { type: 'boolean' },
  items: { type: 'list', initial: ['a'] },
}
const ends = ['one', 'two', 'three'].map((id): NodeInput => ({ id, kind: 'hangup', name: id }))
const flow = (nodes: NodeInput[]): DrivenChart => new DrivenChart(flowOf([...nodes, ...ends], { variables }))

describe('decide', () => {
  const decide = (...when: string[]): DrivenChart =>
    flow([
      {
        id: 'decide',
        kind: 'decide',
        name: 'Decide',
        branches: when.map((cel, index) => ({ when: cel, to: index === 0 ? 'one' : 'two' })),
        else: 'three',
      },
    ])

  it('takes the first branch that is true, or else', () => {
    expect(decide('size > 1', 'true').start().path).toBe('one.hangingUp')
    expect(decide('size > 2', 'size == 2').start().path).toBe('two.hangingUp')
    expect(decide('size > 2', 'name == "Bob"').start().path).toBe('three.hangingUp')
  })

  it('knows the attributes of the call', () => {
    expect(decide('call.direction == "inbound" && call.ani.startsWith("+1")').start().path).toBe('one.hangingUp')
  })

  it('stops the step where a condition fails, and leaves the call as it was', () => {
    const call = decide('items[3] == "x"')

    expect(call.start().effects).toMatchObject([{ type: 'flow.failed', code: 'FLOW_EXPRESSION_FAILED' }])
    expect(call.path).toBe('idle')
  })

  it('takes a value that is not true or false for not true', () => {
    expect(decide('call.ani').start().path).toBe('three.hangingUp')
  })
})

describe('set', () => {
  const set = (...assign: { variable: string; value: string }[]): DrivenChart =>
    flow([{ id: 'set', kind: 'set', name: 'Set', assign, next: 'one' }])

  it('assigns in order, in plain numbers', () => {
    const call = set(
      { variable: 'size', value: 'size / 4' },
      { variable: 'size', value: 'size + 1' },
      { variable: 'name', value: 'name + string(size)' },
      { variable: 'big', value: 'size(name) > 3' },
    ).start()

    expect(call.variables).toMatchObject({ size: 1.5, name: 'Ann1.5', big: true })
  })

  it.each([
    ['day', '"tomorrow"'],
    ['size', '"many"'],
    ['items', '1'],
    ['big', '"perhaps"'],
    ['size', '1 / 0'],
    ['items', '[[1]]'],
  ])('refuses for %s the value %s', (variable, value) => {
    expect(set({ variable, value }).start().effect('flow.failed').code).toBe('FLOW_EXPRESSION_FAILED')
  })

  it('reads text as the type of its variable', () => {
    expect(
      set(
        { variable: 'size', value: '"12.5"' },
        { variable: 'name', value: '7' },
        { variable: 'big', value: '"true"' },
        { variable: 'day', value: '"2026-02-28"' },
      ).start().variables,
    ).toMatchObject({ size: 12.5, name: '7', big: true, day: '2026-02-28' })
  })

  it('switches the language of all that follows', () => {
    const call = new DrivenChart(
      flowOf(
        [
          { id: 'tell', kind: 'say', name: 'Tell', prompt: { en: ['Hello.'], zh: ['你好。'] }, next: 'switch' },
          { id: 'switch', kind: 'set', name: 'Switch', language: 'zh', assign: [{ variable: 'size', value: '7' }], next: 'ask' },
          {
            id: 'ask',
            kind: 'ask',
            name: 'Ask',
            prompt: { en: ['How much is {{ digits("12") }}?'], zh: ['{{ digits("12") }}是多少？'] },
            branches: [{ on: 'affirm', to: 'back' }],
            noInput: { to: 'one' },
            noMatch: { to: 'one' },
          },
          { id: 'back', kind: 'set', name: 'Back', language: 'en', next: 'ask' },
          ...ends,
        ],
        { languages: ['en', 'zh'], variables },
      ),
    ).start()

    expect(call.effect('turn.start')).toMatchObject({
      prompts: [{ text: 'Hello.', language: 'en' }, { language: 'zh' }],
      listen: { language: 'zh', bargeIn: { fillers: expect.arrayContaining(['嗯']) as unknown } },
    })
    expect(call.spoken[1]).not.toContain('12')
    expect(call.variables.size).toBe(7)
    expect(call.says('affirm').effect('turn.start')).toMatchObject({ prompts: [{ text: 'How much is 1 2?' }], listen: { language: 'en' } })
  })

  it('lets no text grow without end', () => {
    const nodes = Array.from({ length: 12 }, () => ({ variable: 'name', value: 'name + name' }))

    expect(
      set({ variable: 'name', value: '"0123456789"' }, ...nodes)
        .start()
        .effect('flow.failed').code,
    ).toBe('FLOW_EXPRESSION_FAILED')
  })
})

describe('start', () => {
  it('takes the variables that the call brings, where they fit', () => {
    const call = flow([]).start({ size: '7', name: 5, day: 'never', big: true, items: [{ a: 1 }], unknown: 'x', constructor: 'y' })

    expect(call.variables).toEqual({ size: 7, name: '5', day: '', big: true, items: ['a'] })
  })

  it('takes no event before the call', () => {
    expect(flow([]).take({ type: 'timer.elapsed', timerId: 'w1' }).path).toBe('idle')
  })
})

it('tag marks the call', () => {
  const call = flow([{ id: 'mark', kind: 'tag', name: 'Mark', tag: 'vip', next: 'one' }]).start()

  expect(call.done).toEqual(['node.entered', 'node.entered', 'call.tag', 'node.entered', 'call.hang-up'])
})

describe('jump', () => {
  it('goes to another node', () => {
    expect(flow([{ id: 'jump', kind: 'jump', name: 'Jump', to: 'two' }]).start().path).toBe('two.hangingUp')
  })

  it('hands the call to another flow, after what is queued', () => {
    const jump: NodeInput = { id: 'jump', kind: 'jump', name: 'Jump', flow: 'night' }
    const told = flow([{ id: 'tell', kind: 'say', name: 'Tell', prompt: say('We are closed.'), next: 'jump' }, jump]).start()

    expect(flow([jump]).start().effect('call.continue-with').flow).toBe('night')
    expect(told.spoken).toEqual(['We are closed.'])
    expect(told.hears().done).toEqual(['call.continue-with'])
    expect(told.take({ type: 'caller.hung-up', cause: 'normal' }).path).toBe('ended')
  })
})

describe('hangup', () => {
  const bye = (rest: object = {}): NodeInput => ({
    id: 'bye',
    kind: 'hangup',
    name: 'Bye',
    prompt: say('Goodbye.'),
    cause: 'served',
    ...rest,
  })

  it('hangs up only when the closing prompt has been heard in full', () => {
    const call = flow([bye()]).start()

    expect(call.effect('turn.start')).toMatchObject({ prompts: [{ text: 'Goodbye.', interruptible: false }] })
    expect(call.effect('turn.start')).not.toHaveProperty('listen')
    expect(call.done).not.toContain('call.hang-up')
    expect(call.hears().effects).toEqual([{ type: 'call.hang-up', cause: 'served' }])
    expect(call.path).toBe('bye.hangingUp')
    expect(call.take({ type: 'caller.hung-up', cause: 'normal' }).path).toBe('ended')
  })

  it('hangs up where the closing prompt fails, however many failed before', () => {
    expect(flow([bye()]).start().turnFails().done).toEqual(['call.hang-up'])
    expect(flow([bye()]).start().take({ type: 'turn.cancelled', turnId: 't1' }).done).toEqual(['call.hang-up'])
  })

  it('puts the person on the do-not-call list first, whoever called', () => {
    const never = bye({ doNotCall: true })

    expect(flow([never]).start().done).toEqual(['node.entered', 'node.entered', 'do-not-call.add', 'turn.start'])
    expect(flow([never]).start().effect('do-not-call.add')).toEqual({ type: 'do-not-call.add', number: '+15550123', reason: 'flow' })
    expect(flow([never]).start({}, { direction: 'outbound' }).effect('do-not-call.add').number).toBe('+15550100')
    expect(flow([bye()]).start().done).not.toContain('do-not-call.add')
  })

  it('lists nobody whose number is not known', () => {
    const call = flow([bye({ doNotCall: true })]).start({}, { ani: '' })

    expect(call.done).not.toContain('do-not-call.add')
    expect(call.spoken).toEqual(['Goodbye.'])
  })

  it('says what is queued, even without a prompt of its own', () => {
    const tell: NodeInput = { id: 'tell', kind: 'say', name: 'Tell', prompt: say('Sorry.'), next: 'one' }

    expect(flow([tell]).start().spoken).toEqual(['Sorry.'])
    expect(flow([tell]).start().hears().done).toEqual(['call.hang-up'])
  })
})

describe('a document that cannot be compiled', () => {
  const code = (nodes: NodeInput[], rest: Partial<FlowDocumentInput> = {}): string => {
    try {
      compileFlow(flowOf(nodes, rest))
    } catch (error) {
      if (error instanceof FlowError) return error.code
      throw error
    }
    return 'compiled'
  }
  const say1 = (id: string, next?: string): NodeInput => ({
    id,
    kind: 'say',
    name: id,
    prompt: say('Hi {{ name }}'),
    ...(next === undefined ? {} : { next }),
  })

  it('is refused with its code', () => {
    expect(code([say1('tell')], { variables })).toBe('FLOW_TARGET_MISSING')
    expect(code([say1('tell', 'nowhere')], { variables })).toBe('FLOW_TARGET_UNKNOWN')
    expect(code([say1('tell', 'goodbye'), say1('tell', 'goodbye')], { variables })).toBe('FLOW_NODE_DUPLICATE')
    expect(code([{ id: 'again', kind: 'start', name: 'Again', next: 'goodbye' }])).toBe('FLOW_START_COUNT')
    expect(code([{ id: 'set', kind: 'set', name: 'Set', assign: [{ variable: 'nothing', value: '1' }], next: 'goodbye' }])).toBe(
      'FLOW_VARIABLE_UNKNOWN',
    )
    expect(
      code([{ id: 'set', kind: 'set', name: 'Set', assign: [{ variable: 'size', value: '1 +' }], next: 'goodbye' }], { variables }),
    ).toBe('FLOW_EXPRESSION_INVALID')
    expect(
      code(
        [
          {
            id: 'get',
            kind: 'request',
            name: 'Get',
            url: 'https://a.example',
            defaults: { size: 'much' },
            next: 'goodbye',
            failure: 'goodbye',
          },
        ],
        { variables },
      ),
    ).toBe('FLOW_EXPRESSION_INVALID')
    expect(code([], { keyIntents: { human: {} } })).toBe('FLOW_TARGET_MISSING')
    expect(code([], { keyIntents: { human: { to: 'nowhere' } } })).toBe('FLOW_TARGET_UNKNOWN')
    expect(code([], { keyIntents: { human: { enabled: false } } })).toBe('compiled')
  })

  it('says the node and the way out', () => {
    expect(() => compileFlow(flowOf([say1('tell', 'nowhere')]))).toThrow(
      'Node say "tell" leads by "next" to "nowhere", which does not exist: connect it to a node.',
    )
  })
})
