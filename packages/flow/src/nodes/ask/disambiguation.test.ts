import { beforeEach, describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import type { FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say, type NodeInput } from '../../fixtures/driven-chart.js'

type AskInput = Extract<NodeInput, { kind: 'ask' }>

const wish = (rest: Partial<AskInput> = {}): AskInput => ({
  id: 'wish',
  kind: 'ask',
  name: 'Wish',
  prompt: say('What can I do?'),
  branches: [
    { on: 'block', tags: ['block', 'card'], to: 'blocked' },
    { on: 'replace', to: 'replaced' },
    { on: 'affirm', to: 'agreed' },
    { on: 'deny', to: 'denied' },
  ],
  noInput: { attempts: 1, prompts: say('Hello?'), to: 'silent' },
  noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'lost' },
  disambiguation: { prompt: say('{{ first }} or {{ second }}?') },
  saveWords: 'words',
  saveSlots: { count: 'count', card: 'card' },
  ...rest,
})
const ends: NodeInput[] = ['blocked', 'replaced', 'agreed', 'denied', 'silent', 'lost', 'human'].map((id) => ({ id, kind: 'hangup', name: id }))
const hours: NodeInput[] = [
  { id: 'hours', kind: 'say', name: 'Hours', prompt: say('From nine to five.'), next: 'back' },
  { id: 'back', kind: 'jump', name: 'Back', back: true },
]
const parts: Partial<FlowDocumentInput> = {
  intents: { block: { name: 'Block', spokenName: { 'en-US': 'blocking it' } }, replace: { name: 'Replace' }, hours: { name: 'Hours' } },
  variables: { words: { type: 'string' }, count: { type: 'number' }, card: { type: 'string' } },
  keyIntents: { human: { to: 'human' }, repeat: {}, goBack: {} },
  auxiliary: [{ intent: 'hours', to: 'hours', pullBack: say('Now, back.') }],
}
const callOf = (rest: Partial<AskInput> = {}, document: Partial<FlowDocumentInput> = {}): DrivenChart =>
  new DrivenChart(flowOf([wish(rest), ...ends, ...hours], { ...parts, ...document })).start()

let call: DrivenChart
beforeEach(() => {
  call = callOf()
})

describe('a question that can ask back', () => {
  it('says so to the understanding, and one that cannot does not', () => {
    expect(call.effect('turn.start').expect).toMatchObject({ disambiguates: true, auxiliary: ['hours'] })

    const plain = new DrivenChart(flowOf([{ ...wish(), disambiguation: undefined }, ...ends, ...hours], parts)).start()
    expect(plain.effect('turn.start').expect).not.toHaveProperty('disambiguates')
    expect(plain.mayMean(['block', 'replace']).spoken).toEqual(['Pardon?'])
  })

  it('asks which of two intents is meant, by their spoken names, and expects these two, no, and what holds everywhere', () => {
    call.mayMean(['replace', 'block'])

    expect(call.path).toBe('wish.choosing')
    expect(call.spoken).toEqual(['Replace or blocking it?'])
    expect(call.effect('turn.start').expect).toEqual({
      intents: ['replace', 'block', 'deny'],
      keyIntents: ['human', 'repeat', 'goBack'],
      auxiliary: ['hours'],
      choice: [
        { intent: 'replace', name: 'Replace' },
        { intent: 'block', name: 'blocking it' },
      ],
    })
  })

  it('leads into the branch that was chosen, with its tags', () => {
    call.mayMean(['block', 'replace']).says('block')

    expect(call.path).toBe('blocked.hangingUp')
    expect(call.done).toEqual(['call.tag', 'call.tag', 'node.entered', 'call.hang-up'])
  })

  it('keeps the words of the first utterance, and what it named for the chosen intent; the answer adds to it', () => {
    call.mayMean(['block', 'replace'], 'my two cards', { block: { count: 1 }, replace: { count: 2, card: 'gold' } })
    call.take({ type: 'utterance.understood', turnId: call.id('turnId'), text: 'the second, silver', intent: 'replace', confidence: 1, slots: { card: 'silver' } })

    expect(call.variables).toEqual({ words: 'my two cards', count: 2, card: 'silver' })
  })
})

describe('an answer that is none', () => {
  it('is asked for again, then counts as no match of the first question', () => {
    call.mayMean(['block', 'replace'])

    expect(call.says('affirm').path).toBe('wish.choosing')
    expect(call.spoken).toEqual(['blocking it or Replace?'])
    expect(call.mumbles().spoken).toEqual(['Pardon?'])
    expect(call.path).toBe('wish.asking')
    expect(call.mayMean(['block', 'replace']).mumbles().mumbles().path).toBe('lost.hangingUp')
  })

  it('is silence: asked again, then as no input of the first question', () => {
    call.mayMean(['block', 'replace'])

    expect(call.keepsSilent().path).toBe('wish.choosing')
    expect(call.turnFails().spoken).toEqual(['Hello?'])
    expect(call.path).toBe('wish.asking')
    expect(call.mayMean(['block', 'replace']).keepsSilent().keepsSilent().path).toBe('silent.hangingUp')
  })

  it('is neither of the two, at once, even where no has a branch', () => {
    expect(call.mayMean(['block', 'replace']).says('deny').spoken).toEqual(['Pardon?'])
    expect(call.mayMean(['block', 'replace']).says('deny').path).toBe('lost.hangingUp')
  })

  it('is never asked for again where no attempt is allowed', () => {
    const once = callOf({ disambiguation: { prompt: say('{{ first }} or {{ second }}?'), attempts: 0 } })

    expect(once.mayMean(['block', 'replace']).mumbles().spoken).toEqual(['Pardon?'])
  })

  it('that is as ambiguous is none', () => {
    expect(call.mayMean(['block', 'replace']).mayMean(['block', 'replace']).path).toBe('wish.choosing')
    expect(call.mayMean(['block', 'replace']).path).toBe('wish.asking')
  })
})

describe('what holds at every question', () => {
  beforeEach(() => {
    call.mayMean(['block', 'replace'], 'my card', { block: { card: 'gold' } })
  })

  it('takes the outcome of the current turn only', () => {
    call.take({ type: 'utterance.understood', turnId: 't1', text: 'block', intent: 'block', confidence: 1, slots: {} })
    call.take({ type: 'no-input', turnId: 't1' })

    expect(call.effects).toEqual([])
    expect(call.path).toBe('wish.choosing')
  })

  it('lets key intents go first', () => {
    expect(call.wants('human').path).toBe('human.hangingUp')
  })

  it('says the question back again, and not what was before it', () => {
    expect(call.wants('repeat').spoken).toEqual(['blocking it or Replace?'])
    expect(call.path).toBe('wish.choosing')
    expect(call.says('block').variables).toMatchObject({ words: 'my card', card: 'gold' })
  })

  it('says the question back again after it was asked again', () => {
    expect(call.mumbles().wants('repeat').spoken).toEqual(['blocking it or Replace?'])
    expect(call.mumbles().path).toBe('wish.asking')
  })

  it('goes back to the question itself', () => {
    expect(call.wants('goBack').path).toBe('wish.asking')
    expect(call.spoken).toEqual(['What can I do?'])
  })

  it('comes back to the question back from a global question', () => {
    call.asks('hours')

    expect(call.path).toBe('wish.choosing')
    expect(call.spoken).toEqual(['From nine to five.', 'Now, back.', 'blocking it or Replace?'])
    expect(call.effect('turn.start').expect?.choice?.[0].intent).toBe('block')
    expect(call.says('block').variables).toMatchObject({ words: 'my card', card: 'gold' })
  })
})

it('may ask about a global question, and comes back to the first question from it', () => {
  call.mayMean(['block', 'hours'])

  expect(call.effect('turn.start').expect).toMatchObject({ intents: ['block', 'deny'], auxiliary: ['hours'], choice: [{ intent: 'block' }, { intent: 'hours', name: 'Hours' }] })
  expect(call.asks('hours').path).toBe('wish.asking')
  expect(call.spoken).toEqual(['From nine to five.', 'Now, back.', 'What can I do?'])
})

it('names an intent in the language that the call speaks', () => {
  const both = (text: string) => ({ 'en-US': [text], 'zh-CN': [text] })
  const chinese = callOf(
    { prompt: both('?'), noInput: { to: 'silent' }, noMatch: { to: 'lost' }, disambiguation: { prompt: both('{{ first }} / {{ second }}') } },
    { languages: ['en-US', 'zh-CN'], intents: { ...parts.intents, block: { name: 'Block', spokenName: { 'zh-CN': '冻结' } } } },
  )
  const call = new DrivenChart(
    flowOf(
      [
        { id: 'change', kind: 'set', name: 'Change', language: 'zh-CN', next: 'wish' },
        wish({ prompt: both('?'), noInput: { to: 'silent' }, noMatch: { to: 'lost' }, disambiguation: { prompt: both('{{ first }} / {{ second }}') } }),
        ...ends,
        ...hours,
      ],
      { ...parts, languages: ['en-US', 'zh-CN'], intents: { ...parts.intents, block: { name: 'Block', spokenName: { 'zh-CN': '冻结' } } } },
    ),
  ).start()

  expect(chinese.mayMean(['block', 'replace']).spoken).toEqual(['Block / Replace'])
  expect(call.mayMean(['block', 'replace']).spoken).toEqual(['冻结 / Replace'])
})

it('asks back within a sub-flow, about its intents and those of the main flow', () => {
  const inner = flowOf([wish(), ...ends.slice(0, -1), { id: 'back', kind: 'jump', name: 'Back', back: true }], {
    id: 'inner',
    intents: parts.intents ?? {},
    variables: parts.variables ?? {},
  })
  const main = flowOf([{ id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', next: 'goodbye' }, { id: 'human', kind: 'hangup', name: 'Human' }, ...hours], {
    ...parts,
    variables: {},
  })
  const call = new DrivenChart(main, { flows: new Map([['inner', inner]]) }).start()

  call.mayMean(['inner/block', 'hours'], 'my card')
  expect(call.path).toBe('site.wish.choosing')
  expect(call.spoken).toEqual(['blocking it or Hours?'])
  expect(call.wants('repeat').path).toBe('site.wish.choosing')
  expect(call.says('inner/block').path).toBe('site.blocked.hangingUp')
  expect(call.variables).toMatchObject({ site__words: 'my card' })
})

it('forgets what was to be chosen with its node, and asks with the next variant at the next visit', () => {
  const twice = callOf({
    branches: [
      { on: 'block', to: 'wish' },
      { on: 'replace', to: 'wish' },
    ],
    disambiguation: { prompt: say('{{ first }} or {{ second }}?', 'Which: {{ first }}, {{ second }}?') },
  })

  twice.mayMean(['block', 'replace']).says('block')
  expect(JSON.stringify(twice.snapshot)).toContain('"choice":null')
  expect(twice.mayMean(['block', 'hours']).spoken).toEqual(['Which: blocking it, Hours?'])
})

it('is nothing in a chart without it', () => {
  const config = JSON.stringify(compileFlow(flowOf([{ ...wish(), disambiguation: undefined }, ...ends, ...hours], parts)).config)

  expect(config).not.toMatch(/cho[io]s|ambig/)
})
