import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const question: NodeInput = {
  id: 'question',
  kind: 'ask',
  name: 'Question',
  prompt: say('Well?'),
  branches: [{ on: 'affirm', to: 'question' }],
  noInput: { to: 'goodbye' },
  noMatch: { to: 'goodbye' },
  settings: { bargeInDelayMs: 200 },
}
const tell = (rest: object = {}): NodeInput => ({
  id: 'tell',
  kind: 'say',
  name: 'Tell',
  prompt: say('News for {{ name }}.', 'Old news.'),
  next: 'question',
  ...rest,
})
const flow = (nodes: NodeInput[], rest: Partial<FlowDocumentInput> = {}): DrivenChart =>
  new DrivenChart(flowOf(nodes, { variables: { name: { type: 'string', initial: 'Ann' } }, ...rest })).start()

describe('an interruptible prompt', () => {
  it('is said with the next question, so that a caller who answers early is heard', () => {
    const call = flow([tell(), question])

    expect(call.path).toBe('question.asking')
    expect(call.effect('turn.start').prompts).toMatchObject([
      { promptId: 't1p1', text: 'News for Ann.', interruptible: true },
      { promptId: 't1p2', text: 'Well?' },
    ])
  })

  it('is known as its own where the next question says it, and where that is said again', () => {
    const call = flow([tell(), question], { keyIntents: { repeat: { enabled: true } } })
    const saying = (): readonly (string | undefined)[] => call.effect('turn.start').prompts.map(({ nodeId = call.effect('turn.start').nodeId }) => nodeId)

    expect(saying()).toEqual(['tell', 'question'])
    call.wants('repeat')
    expect(saying()).toEqual(['tell', 'question'])
  })

  it('is said once, and its next variant at the next visit', () => {
    const call = flow([tell(), { ...question, branches: [{ on: 'affirm', to: 'tell' }] }])

    expect(call.keepsSilent().spoken).toEqual(['Well?'])
    expect(call.says('affirm').spoken).toEqual(['Old news.', 'Well?'])
  })

  it('shows the values of the time when it was reached', () => {
    const call = flow([
      tell({ next: 'rename' }),
      { id: 'rename', kind: 'set', name: 'Rename', assign: [{ variable: 'name', value: '"Bob"' }], next: 'question' },
      question,
    ])

    expect(call.spoken).toEqual(['News for Ann.', 'Well?'])
  })

  it('brings the longer of the two delays before a barge-in counts', () => {
    expect(flow([tell({ bargeInDelayMs: 700 }), question]).effect('turn.start').listen?.bargeIn.delayMs).toBe(700)
    expect(flow([tell(), question]).effect('turn.start').listen?.bargeIn.delayMs).toBe(200)
    expect(
      flow([tell({ bargeInDelayMs: 700 }), question])
        .keepsSilent()
        .effect('turn.start').listen?.bargeIn.delayMs,
    ).toBe(200)
  })

  it('is spoken at once when very many have gathered', () => {
    const chain = Array.from({ length: 25 }, (_, index): NodeInput => ({
      id: `tell${index}`,
      kind: 'say',
      name: 'Tell',
      prompt: say(`Line ${index}.`),
      next: index === 24 ? 'question' : `tell${index + 1}`,
    }))
    const call = flow([...chain, question])

    expect(call.path).toBe('tell19.speaking')
    expect(call.spoken).toHaveLength(20)
    expect(call.hears().spoken).toEqual(['Line 20.', 'Line 21.', 'Line 22.', 'Line 23.', 'Line 24.', 'Well?'])
  })
})

describe('a prompt that is not interruptible', () => {
  it('is heard in full before the flow goes on, with what was queued before it', () => {
    const call = flow([
      tell({ next: 'law' }),
      { id: 'law', kind: 'say', name: 'Law', prompt: say('Calls are recorded.'), interruptible: false, dropDigits: true, next: 'question' },
      question,
    ])

    expect(call.path).toBe('law.speaking')
    expect(call.effect('turn.start')).toMatchObject({
      dropDigits: true,
      prompts: [{ interruptible: true }, { text: 'Calls are recorded.', interruptible: false }],
    })
    expect(call.effect('turn.start')).not.toHaveProperty('listen')
    expect(call.hears().spoken).toEqual(['Well?'])
  })

  it('does not hold the call where its turn fails', () => {
    expect(flow([tell({ interruptible: false }), question]).turnFails().path).toBe('question.asking')
  })
})

describe('languages, voices, SSML and audio', () => {
  const prompt = {
    'en-US': [
      { ssml: '<speak>Hi <b>{{ name }}</b></speak>', text: 'Hi {{ name }}' },
      { audio: `sha256:${'a'.repeat(64)}`, text: 'Jingle' },
    ],
    'zh-CN': ['你好 {{ name }}'],
  }
  const bilingual = (variables: Record<string, string>): DrivenChart =>
    new DrivenChart(
      flowOf([tell({ prompt, interruptible: false, next: 'tell' })], {
        languages: ['en-US', 'zh-CN'],
        voices: { 'zh-CN': 'cmn' },
        variables: { name: { type: 'string', initial: 'A & <B>' } },
      }),
    ).start(variables)

  it('escapes values in SSML, and keeps the plain text beside it', () => {
    expect(bilingual({}).effect('turn.start').prompts).toEqual([
      { promptId: 't1p1', ssml: '<speak>Hi <b>A &amp; &lt;B&gt;</b></speak>', text: 'Hi A & <B>', language: 'en-US', interruptible: false },
    ])
  })

  it('plays an audio file with its text', () => {
    expect(bilingual({}).hears().effect('turn.start').prompts).toMatchObject([{ audio: `sha256:${'a'.repeat(64)}`, text: 'Jingle' }])
  })

  it('speaks the language that the call asks for, where the flow has it', () => {
    expect(bilingual({ language: 'zh-CN' }).effect('turn.start').prompts).toMatchObject([
      { text: '你好 A & <B>', language: 'zh-CN', voice: 'cmn' },
    ])
    expect(bilingual({ language: 'fr-FR' }).effect('turn.start').prompts).toMatchObject([{ language: 'en-US' }])
  })

  it('falls back to the first language that a prompt has', () => {
    const only = flow([tell({ prompt: { 'zh-CN': ['你好'] }, interruptible: false }), question], { languages: ['en-US', 'zh-CN'] })

    expect(only.effect('turn.start').prompts).toMatchObject([{ text: '你好', language: 'zh-CN' }])
  })
})
