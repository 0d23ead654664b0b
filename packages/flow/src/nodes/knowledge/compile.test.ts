import { beforeEach, describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../../document/schema.js'
import { compileFlow } from '../../compile/compile-flow.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]
type KnowledgeInput = Extract<NodeInput, { kind: 'knowledge' }>

const knowledge = (rest: Partial<KnowledgeInput> = {}): KnowledgeInput => ({
  id: 'help',
  kind: 'knowledge',
  name: 'Help',
  prompt: say('What would you like to know?'),
  faq: [
    { id: 'hours', questions: { 'en-US': ['when are you open'] }, answer: say('We open at {{ opening }}. On Sunday we are closed.') },
    { id: 'parking', questions: { 'en-US': ['where can i park'] }, answer: say('Behind the house.') },
  ],
  more: say('Anything else?'),
  branches: [{ on: 'order', tags: ['order'], to: 'ordered' }],
  noInput: { prompts: say('Hello?'), to: 'silent' },
  noMatch: { prompts: say('Pardon?'), to: 'lost' },
  noAnswer: { prompts: say('I do not know that. Could you put it differently?') },
  turnLimit: 3,
  next: 'done',
  fallback: 'human',
  ...rest,
})
const ends: NodeInput[] = ['ordered', 'silent', 'lost', 'done', 'human', 'openNow'].map((id) => ({ id, kind: 'hangup', name: id }))
const chartOf = (rest: Partial<KnowledgeInput> = {}, document: Partial<FlowDocumentInput> = {}): DrivenChart =>
  new DrivenChart(
    flowOf([knowledge(rest), ...ends], {
      intents: { order: { name: 'Order' }, open: { name: 'Open?' } },
      variables: { opening: { type: 'string', initial: 'nine' } },
      voices: { 'en-US': 'anna' },
      keyIntents: { human: { to: 'human' }, repeat: {} },
      ...document,
    }),
  ).start()

let call: DrivenChart
beforeEach(() => {
  call = chartOf()
})

describe('asking', () => {
  it('says the question and listens for whatever the caller asks, its branches and the key intents', () => {
    expect(call.path).toBe('help.asking')
    expect(call.spoken).toEqual(['What would you like to know?'])
    expect(call.effect('turn.start').expect).toEqual({
      intents: ['order', 'deny', 'refuse', 'affirm'],
      keyIntents: ['human', 'repeat'],
      value: { type: 'text' },
    })
  })

  it('asks what the flow knows and opens the turn of the answer', () => {
    call.gives('when do you open')

    expect(call.done).toEqual(['turn.start', 'knowledge.ask', 'timer.start'])
    expect(call.effect('turn.start')).toMatchObject({ turnId: 't2', prompts: [], open: true, listen: { speech: true } })
    expect(call.effect('knowledge.ask')).toEqual({
      type: 'knowledge.ask',
      questionId: 'k1',
      turnId: 't2',
      nodeId: 'help',
      language: 'en-US',
      text: 'value',
      source: 'faq',
      leastConfidence: 0.5,
    })
    expect(call.effect('timer.start').ms).toBe(8_000)
  })

  it('leads on by its branches, and out where the caller needs nothing', () => {
    expect(chartOf().says('order').done).toEqual(['call.tag', 'node.entered', 'call.hang-up'])
    expect(chartOf().says('deny').path).toBe('done.hangingUp')
    expect(chartOf().says('refuse').path).toBe('done.hangingUp')
    expect(chartOf({ branches: [{ on: 'deny', to: 'lost' }] }).says('deny').path).toBe('lost.hangingUp')
  })

  it('is asked again after a yes, silence and a noise', () => {
    expect(call.says('affirm').spoken).toEqual(['What would you like to know?'])
    expect(call.keepsSilent().spoken).toEqual(['Hello?'])
    expect(call.mumbles(' ').spoken).toEqual(['Pardon?'])
    expect(call.keepsSilent().keepsSilent().path).toBe('silent.hangingUp')
  })
})

describe('an answer from an entry', () => {
  it('is spoken sentence by sentence in the open turn, which then listens on', () => {
    call.mumbles('when do you open').answers('hours')

    expect(call.path).toBe('help.answering.listening')
    expect(call.appended).toEqual(['We open at nine.', 'On Sunday we are closed.', 'Anything else?'])
    expect(call.effects).toMatchObject([
      { type: 'timer.cancel', timerId: 'w1' },
      { type: 'turn.append', turnId: 't2', nodeId: 'help', prompts: [{ promptId: 't2p1', voice: 'anna', interruptible: true }, { promptId: 't2p2' }] },
      { type: 'turn.append', turnId: 't2', prompts: [{ promptId: 't2p3' }], then: 'listen' },
    ])
  })

  it('is followed by the next question in the same turn, or by the way out', () => {
    call.mumbles('when do you open').answers('hours').mumbles('where can i park')
    expect(call.effect('knowledge.ask')).toMatchObject({ questionId: 'k2', turnId: 't3', text: 'where can i park' })
    expect(call.answers('parking').appended).toEqual(['Behind the house.', 'Anything else?'])

    expect(call.says('deny').path).toBe('done.hangingUp')
    expect(call.effects.map(({ type }) => type)).not.toContain('turn.cancel')
  })

  it('is the last one at the turn limit: it is heard, and the node goes on', () => {
    call.mumbles('one').answers('hours').mumbles('two').answers('hours').mumbles('three').answers('parking')
    expect(call.appended).toEqual(['Behind the house.'])
    expect(call.closed).toBe('finish')
    expect(call.hears().path).toBe('done.hangingUp')

    call = chartOf({ turnLimit: 1 }).mumbles('one').answers('hours')
    expect(call.mumbles('two').path).toBe('done.hangingUp')
  })

  it('is said again where the caller asks for it, and nothing is asked a second time', () => {
    call.mumbles('when do you open').answers('hours').wants('repeat')

    expect(call.path).toBe('help.asking')
    expect(call.spoken).toEqual(['We open at nine.', 'On Sunday we are closed.', 'Anything else?'])
    expect(call.done).not.toContain('knowledge.ask')
  })
})

describe('an answer that comes sentence by sentence', () => {
  beforeEach(() => {
    call = chartOf({ source: 'llm', instructions: 'Opening is {{ opening }}.' }).mumbles('what is new')
  })

  it('is asked for with what the author tells the model', () => {
    expect(call.effect('knowledge.ask')).toMatchObject({ source: 'llm', instructions: 'Opening is nine.' })
  })

  it('is spoken from the first sentence on', () => {
    call.speaks('Much is new.', 0)
    expect(call.appended).toEqual(['Much is new.'])
    expect(call.closed).toBeUndefined()
    expect(call.done).toEqual(['timer.cancel', 'turn.append', 'timer.start'])
    expect(call.effect('timer.start').ms).toBe(30_000)

    expect(call.speaks('And more.', 1).done).toEqual(['turn.append'])
    expect(call.effect('turn.append').prompts).toEqual([{ promptId: 't2p2', text: 'And more.', language: 'en-US', voice: 'anna', interruptible: true }])
    expect(call.answers().appended).toEqual(['Anything else?'])
  })

  it('takes no sentence twice, none out of order and none of another question', () => {
    call.speaks('Much is new.', 0).speaks('Much is new.', 0)
    expect(call.effects).toEqual([])
    expect(call.speaks('Later.', 2).effects).toEqual([])
    expect(call.take({ type: 'knowledge.sentence', questionId: 'k9', index: 1, text: 'x' }).effects).toEqual([])
    expect(call.take({ type: 'knowledge.answered', questionId: 'k9', source: 'llm' }).path).toBe('help.answering.open.speaking')
  })

  it('that the caller cuts is dropped: what still comes of it changes nothing', () => {
    call.speaks('Much is new.', 0).mumbles('where can i park')
    expect(call.path).toBe('help.answering.open.thinking')
    expect(call.effect('knowledge.ask').questionId).toBe('k2')

    for (const late of ['knowledge.answered', 'knowledge.failed'] as const)
      expect(call.take({ type: late, questionId: 'k1', source: 'llm', cause: 'x' } as never).effects).toEqual([])
  })

  it('is heard to its end where it breaks off, and then falls back', () => {
    call.speaks('Much is new.', 0).knowsNothing('banned-word')
    expect(call.closed).toBe('finish')
    expect(call.path).toBe('help.answering.failing')

    expect(call.hears().path).toBe('human.hangingUp')
  })

  it('is waited for no longer than it may take', () => {
    call.speaks('Much is new.', 0).elapses()
    expect(call.closed).toBe('finish')

    expect(call.hears().path).toBe('human.hangingUp')
  })
})

describe('without an answer', () => {
  it('the caller may put it differently, then the node falls back', () => {
    call.mumbles('what is love').knowsNothing()
    expect(call.closed).toBe('finish')
    expect(call.hears().spoken).toEqual(['I do not know that. Could you put it differently?'])
    expect(call.mumbles('what is hate').knowsNothing().hears().path).toBe('human.hangingUp')
  })

  it('in time the node falls back', () => {
    call.mumbles('what is love').elapses()
    expect(call.done).toEqual(['timer.cancel', 'turn.append'])

    expect(call.hears().path).toBe('human.hangingUp')
  })

  it('a service that is down falls back at once, and a turn that fails with it', () => {
    expect(chartOf().mumbles('what').knowsNothing('unreachable').hears().path).toBe('human.hangingUp')
    expect(chartOf().mumbles('what').knowsNothing('unreachable').turnFails().path).toBe('human.hangingUp')
  })

  it('a slow answer is covered by a word', () => {
    call = chartOf({ filler: say('One moment.'), fillerAfterMs: 1_000, deadlineMs: 5_000 }).mumbles('what')
    expect(call.effect('timer.start').ms).toBe(1_000)
    expect(call.elapses().appended).toEqual(['One moment.'])
    expect(call.effect('timer.start').ms).toBe(4_000)

    expect(call.answers('parking').appended).toEqual(['Behind the house.', 'Anything else?'])
    expect(call.wants('repeat').spoken).toEqual(['Behind the house.', 'Anything else?'])
  })

  it('the caller who speaks on asks something else', () => {
    call.mumbles('what is love').knowsNothing().mumbles('where can i park')

    expect(call.effect('knowledge.ask')).toMatchObject({ questionId: 'k2', text: 'where can i park' })
  })
})

describe('what holds everywhere', () => {
  it('holds while the answer comes and behind it', () => {
    expect(chartOf().mumbles('what').wants('human').path).toBe('human.hangingUp')
    expect(chartOf({ source: 'llm' }).mumbles('what').speaks('Well.', 0).wants('human').path).toBe('human.hangingUp')
    expect(chartOf().mumbles('what').answers('hours').wants('human').path).toBe('human.hangingUp')
  })

  it('a global question comes back to asking, not to the answer', () => {
    const nodes: NodeInput[] = [{ id: 'openAnswer', kind: 'say', name: 'Open', prompt: say('Always.'), next: 'back' }, { id: 'back', kind: 'jump', name: 'Back', back: true }]
    call = new DrivenChart(
      flowOf([knowledge(), ...ends, ...nodes], {
        intents: { order: { name: 'Order' }, open: { name: 'Open?' } },
        variables: { opening: { type: 'string', initial: 'nine' } },
        auxiliary: [{ intent: 'open', to: 'openAnswer' }],
      }),
    ).start()

    call.mumbles('what').asks('open')

    expect(call.path).toBe('help.asking')
    expect(call.spoken).toEqual(['Always.', 'What would you like to know?'])
    expect(call.done).not.toContain('knowledge.ask')
  })

  it('a caller who hangs up ends it', () => {
    expect(chartOf().mumbles('what').hangsUp().path).toBe('ended')
  })

  it('a turn that fails counts as one without input', () => {
    expect(call.mumbles('what').turnFails().spoken).toEqual(['Hello?'])
  })
})

it('has its entries in the manifest, with the texts that questions are compared with', () => {
  const { manifest } = compileFlow(flowOf([knowledge(), ...ends], { intents: { order: { name: 'Order' } }, variables: { opening: { type: 'string' } } }))

  expect(manifest.knowledge).toEqual([
    {
      node: 'help',
      language: 'en-US',
      entries: [
        { id: 'hours', questions: ['when are you open'], answer: 'We open at  . On Sunday we are closed.' },
        { id: 'parking', questions: ['where can i park'], answer: 'Behind the house.' },
      ],
    },
  ])
})

it('takes further entries from a file, which is part of the version', async () => {
  const { versionIdentity } = await import('../../identity/version.js')
  const document = flowOf([knowledge({ faqFile: 'more' }), ...ends], { intents: { order: { name: 'Order' } }, variables: { opening: { type: 'string' } } })
  const fileOf = (text: string) => ({ flows: new Map(), faqs: new Map([['more', { schemaVersion: 1 as const, id: 'more', name: 'More', entries: [{ id: 'pets', questions: { 'en-US': ['may i bring my dog'] }, answer: say(text) }] }]]) })
  call = new DrivenChart(document, fileOf('Dogs are welcome.')).start()

  expect(call.mumbles('may i bring my dog').answers('pets').appended).toEqual(['Dogs are welcome.', 'Anything else?'])
  expect(versionIdentity(document, fileOf('Dogs are welcome.'))).not.toBe(versionIdentity(document, fileOf('No dogs.')))
})
