import { beforeEach, describe, expect, it } from 'vitest'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'
import type { FlowDocumentInput } from '../../document/schema.js'

type NodeInput = FlowDocumentInput['nodes'][number]
type AskInput = Extract<NodeInput, { kind: 'ask' }>

const ask = (rest: Partial<AskInput> = {}): AskInput => ({
  id: 'question',
  kind: 'ask',
  name: 'Question',
  prompt: say('First?', 'Second?'),
  branches: [
    { on: 'order', tags: ['order', 'new'], to: 'ordered' },
    { on: 'affirm', to: 'question' },
  ],
  noInput: { prompts: say('Hello?', 'Anybody?'), to: 'silent' },
  noMatch: { prompts: say('Pardon?'), to: 'lost' },
  ...rest,
})
const others: NodeInput[] = [
  { id: 'ordered', kind: 'hangup', name: 'Ordered' },
  { id: 'silent', kind: 'hangup', name: 'Silent' },
  { id: 'lost', kind: 'hangup', name: 'Lost' },
  { id: 'human', kind: 'hangup', name: 'Human' },
  { id: 'anything', kind: 'hangup', name: 'Anything' },
]
const chartOf = (rest: Partial<AskInput> = {}, document: Partial<FlowDocumentInput> = {}): DrivenChart =>
  new DrivenChart(
    flowOf([ask(rest), ...others], {
      intents: { order: { name: 'Order' } },
      variables: { words: { type: 'string' }, size: { type: 'number' }, day: { type: 'date', initial: '2026-01-01' } },
      keyIntents: { human: { to: 'human' } },
      ...document,
    }),
  ).start()

let call: DrivenChart
beforeEach(() => {
  call = chartOf()
})

describe('asking', () => {
  it('says the question and listens for its intents and the key intents', () => {
    expect(call.path).toBe('question.asking')
    expect(call.effect('turn.start')).toMatchObject({
      turnId: 't1',
      nodeId: 'question',
      clearTypeAhead: false,
      dropDigits: false,
      sensitive: false,
      expect: { intents: ['order', 'affirm'], keyIntents: ['human'] },
      listen: {
        language: 'en-US',
        speech: true,
        endSilenceMs: 700,
        phraseEndSilenceMs: 350,
        noInputTimeoutMs: 5_000,
        maxUtteranceMs: 30_000,
        bargeIn: { speechMs: 500, delayMs: 0, fillers: expect.arrayContaining(['uh-huh']) as unknown },
      },
    })
    expect(call.effect('turn.start').listen).not.toHaveProperty('digits')
    expect(call.effect('turn.start').prompts).toEqual([{ promptId: 't1p1', text: 'First?', language: 'en-US', interruptible: true }])
  })

  it('takes the settings of the node before those of the flow', () => {
    const set = chartOf(
      { settings: { endSilenceMs: 900, fillersBargeIn: true, bargeInDelayMs: 100 }, interruptible: false, dropDigits: true },
      { settings: { endSilenceMs: 500, noInputTimeoutMs: 8_000 } },
    )

    expect(set.effect('turn.start').listen).toMatchObject({
      endSilenceMs: 900,
      noInputTimeoutMs: 8_000,
      bargeIn: { delayMs: 100, fillers: [] },
    })
    expect(set.effect('turn.start')).toMatchObject({ dropDigits: true, prompts: [{ interruptible: false }] })
  })

  it('uses the variants in order, one a visit, and stays at the last', () => {
    expect(call.says('affirm').spoken).toEqual(['Second?'])
    expect(call.says('affirm').spoken).toEqual(['Second?'])
  })

  it('takes the branch of the intent and tags the call on the way', () => {
    call.says('order')

    expect(call.path).toBe('ordered.hangingUp')
    expect(call.done).toEqual(['call.tag', 'call.tag', 'node.entered', 'call.hang-up'])
  })
})

describe('no input and no match', () => {
  it('asks again with a prompt an attempt, then leaves', () => {
    expect(call.keepsSilent().spoken).toEqual(['Hello?'])
    expect(call.keepsSilent().spoken).toEqual(['Anybody?'])
    expect(call.keepsSilent().path).toBe('silent.hangingUp')
  })

  it('counts the two apart, repeats the last prompt, and clears the type-ahead after a no-match only', () => {
    expect(call.mumbles().spoken).toEqual(['Pardon?'])
    expect(call.effect('turn.start').clearTypeAhead).toBe(true)
    expect(call.keepsSilent().spoken).toEqual(['Hello?'])
    expect(call.effect('turn.start').clearTypeAhead).toBe(false)
    expect(call.mumbles().spoken).toEqual(['Pardon?'])
    expect(call.mumbles().path).toBe('lost.hangingUp')
  })

  it('leaves at once where no attempt is allowed, and repeats the question where no prompt is given', () => {
    expect(chartOf({ noInput: { attempts: 0, to: 'silent' } }).keepsSilent().path).toBe('silent.hangingUp')
    expect(chartOf({ noMatch: { attempts: 5, to: 'lost' } }).mumbles().spoken).toEqual(['First?'])
  })

  it('begins to count anew at every visit', () => {
    call.keepsSilent().keepsSilent().says('affirm')

    expect(call.keepsSilent().spoken).toEqual(['Hello?'])
  })

  it('takes an intent that has no branch for a no-match', () => {
    expect(call.says('unheard-of').path).toBe('question.asking')
    expect(call.spoken).toEqual(['Pardon?'])
  })
})

describe('any reply', () => {
  const open = (): DrivenChart =>
    chartOf({
      branches: [
        { on: 'order', to: 'ordered' },
        { on: 'anyReply', to: 'anything' },
      ],
      noMatch: {},
    })

  it('takes whatever is said that no other branch takes', () => {
    expect(open().mumbles('my cat is ill').path).toBe('anything.hangingUp')
    expect(open().says('pay').path).toBe('anything.hangingUp')
    expect(open().says('order').path).toBe('ordered.hangingUp')
    expect(open().effect('turn.start').expect?.intents).toEqual(['order'])
  })

  it('does not take a noise without words, and leaves there when noises go on', () => {
    const call = open()

    expect(call.mumbles('  ').path).toBe('question.asking')
    expect(call.mumbles('').mumbles('').path).toBe('anything.hangingUp')
  })
})

it('keeps the words and the slots in variables, in their types', () => {
  const call = chartOf({ saveWords: 'words', saveSlots: { size: 'size', when: 'day' } })

  call.take({
    type: 'utterance.understood',
    turnId: 't1',
    text: 'order three',
    intent: 'order',
    confidence: 1,
    slots: { size: { amount: 3, currency: 'USD' }, when: 'soon', other: 'x' },
  })

  expect(call.variables).toEqual({ words: 'order three', size: 3, day: '2026-01-01' })
})

describe('stale and foreign facts', () => {
  it('changes nothing for the outcome of any other turn', () => {
    call.keepsSilent()
    const before = call.snapshot

    call.take({ type: 'utterance.understood', turnId: 't1', text: 'order', intent: 'order', confidence: 1, slots: {} })
    call.take({ type: 'key-intent.heard', turnId: 't1', text: 'agent', keyIntent: 'human', confidence: 1 })
    call.take({ type: 'no-input', turnId: 't3' })
    call.take({ type: 'turn.failed', turnId: 't1', cause: 'late' })
    call.take({ type: 'timer.elapsed', timerId: 'w1' })
    call.take({ type: 'transfer.connected', transferId: 'x1', agentId: 'anna' })

    expect(call.effects).toEqual([])
    expect(call.path).toBe('question.asking')
    expect(JSON.stringify(call.snapshot)).toBe(JSON.stringify(before))
  })

  it('takes one outcome of a turn, not two', () => {
    call.says('affirm')
    const turnId = call.id('turnId')
    call.says('order')

    call.take({ type: 'no-input', turnId })

    expect(call.effects).toEqual([])
    expect(call.path).toBe('ordered.hangingUp')
  })
})

describe('failed turns', () => {
  it('count as no input, so that they never go round for ever', () => {
    expect(call.turnFails().path).toBe('question.asking')
    expect(call.turnFails().path).toBe('question.asking')
    expect(call.turnFails().path).toBe('silent.hangingUp')
    expect(chartOf().take({ type: 'turn.cancelled', turnId: 't1' }).spoken).toEqual(['Hello?'])
  })

  it('end the flow when they go on across nodes', () => {
    const loop = chartOf({ noInput: { attempts: 1, to: 'question' } })

    for (let count = 0; count < 7; count += 1) expect(loop.turnFails().done).toContain('turn.start')

    expect(loop.turnFails().effect('flow.failed').code).toBe('FLOW_TURNS_FAILED')
    expect(loop.turnFails().effects).toEqual([])
  })

  it('are forgotten with the first turn that works', () => {
    const loop = chartOf({ noInput: { attempts: 1, to: 'question' } })
    for (let count = 0; count < 7; count += 1) loop.turnFails()
    loop.keepsSilent()

    expect(loop.turnFails().done).toContain('turn.start')
  })
})

describe('key intents', () => {
  it('go ahead of what the node does with every other utterance', () => {
    expect(call.wants('human').path).toBe('human.hangingUp')
    expect(chartOf({ branches: [{ on: 'anyReply', to: 'anything' }] }).wants('human').path).toBe('human.hangingUp')
  })

  it('are no match where the flow does not enable them', () => {
    expect(call.wants('complaint').spoken).toEqual(['Pardon?'])
    expect(chartOf({}, { keyIntents: { human: { enabled: false, to: 'human' } } }).wants('human').spoken).toEqual(['Pardon?'])
  })

  it('put the caller on the do-not-call list at once, where the number is known', () => {
    const never = (attributes: object): DrivenChart =>
      new DrivenChart(flowOf([ask(), ...others], { intents: { order: { name: 'Order' } }, keyIntents: { doNotCall: { to: 'human' } } })).start({}, attributes)

    expect(never({}).wants('doNotCall').effects[0]).toEqual({ type: 'do-not-call.add', number: '+15550123', reason: 'key-intent' })
    expect(never({}).wants('doNotCall').path).toBe('human.hangingUp')
    expect(never({ direction: 'outbound' }).wants('doNotCall').effect('do-not-call.add').number).toBe('+15550100')
    expect(never({ ani: '' }).wants('doNotCall').done).toEqual(['node.entered', 'call.hang-up'])
  })

  it.each(['complaint', 'displeasure'] as const)('call nobody again who was called and showed %s; who called is led on alone', (keyIntent) => {
    const showing = (attributes: object): DrivenChart =>
      new DrivenChart(flowOf([ask(), ...others], { intents: { order: { name: 'Order' } }, keyIntents: { [keyIntent]: { to: 'human' } } }))
        .start({}, attributes)
        .wants(keyIntent)

    expect(showing({ direction: 'outbound' }).effects[0]).toEqual({ type: 'do-not-call.add', number: '+15550100', reason: 'key-intent' })
    expect(showing({ direction: 'outbound' }).path).toBe('human.hangingUp')
    expect(showing({ direction: 'outbound', dnis: '' }).done).toEqual(['node.entered', 'call.hang-up'])
    expect(showing({}).done).toEqual(['node.entered', 'call.hang-up'])
  })

  it('lead where the caller wants to end the call', () => {
    expect(chartOf({}, { keyIntents: { end: { to: 'lost' } } }).wants('end').path).toBe('lost.hangingUp')
  })

  it('may lead to the very node where they are heard', () => {
    const self = chartOf({}, { keyIntents: { human: { to: 'question' } } })

    expect(self.wants('human').spoken).toEqual(['Second?'])
  })
})
