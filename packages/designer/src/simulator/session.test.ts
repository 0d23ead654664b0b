import { compileFlow, parseFlow, type DraftDocument } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { unconnectedId } from './playable-ids.js'
import { playInputs } from './session.js'
import { pizza, ready } from './testing/pizza.js'
import { saidIn, type Input } from './moment.js'

const flow = ready(pizza)
const start = { direction: 'inbound', variables: {}, answers: {}, at: '2026-11-26T10:00:00.000Z' } as const
const play = (inputs: readonly Input[], over: Partial<Parameters<typeof playInputs>[1]> = {}, on = flow) => playInputs(on, { ...start, ...over }, inputs)
const open: Input = { type: 'hours', hours: 'open' }
const says = (text: string): Input => ({ type: 'says', text })

describe('a conversation in the simulator', () => {
  it('is told moment by moment', () => {
    const { moments } = play([open, says('I want a pizza'), { type: 'presses', keys: '42' }, { type: 'answers', node: 'fetch', answer: { status: 200, body: { size: 3 } } }])

    expect(moments.map(saidIn)).toEqual([[], ['Your wish?'], ['Your pin?'], [], ['Size 3.', 'Goodbye.']])
    expect(moments.map(({ path }) => path)).toEqual([['start', 'office'], ['wish'], ['pin'], ['fetch'], ['told', 'bye']])
    expect(moments[0]?.offers.held).toEqual([{ type: 'hours', id: expect.any(String) as string, calendar: 'kitchen' }])
    expect(moments[2]?.changed).toEqual([])
    expect(moments[3]).toMatchObject({ active: 'fetch', changed: ['pin'], offers: { held: [{ node: 'fetch', url: 'endpoint://pizza/42', example: { size: 5 } }] } })
    expect(moments.at(-1)).toMatchObject({ active: undefined, end: { type: 'hung-up' }, variables: { size: 3 } })
  })

  it('says why words were understood, and what lost', () => {
    const { moments } = play([open, says('pizza please')])
    const entry = moments.at(-1)?.entries[0]

    expect(entry).toMatchObject({ type: 'caller', heard: { given: false, interpretation: { type: 'intent', intent: 'order', why: { by: 'keyword', matched: 'pizza' } } } })
    expect(entry?.type === 'caller' && entry.heard?.threshold).toBeGreaterThan(0)
    expect(moments.at(-1)?.entries).toContainEqual({ type: 'note', note: { about: 'tag', tag: 'order' } })
  })

  it('takes the key of a key intent at any question, and says which there is', () => {
    const withKey = ready({ ...pizza, keyIntents: { human: { to: 'kitchen', key: '0' } } })
    const { moments } = play([open, { type: 'presses', keys: '0' }], {}, withKey)

    expect(moments[1]?.offers).toMatchObject({ node: 'wish', takesKeys: false, globalKeys: { '0': 'human' } })
    expect(moments.at(-1)?.path).toEqual(['kitchen'])
  })

  it('offers words that would be understood', () => {
    const { moments } = play([open])

    expect(moments.at(-1)?.offers).toMatchObject({ node: 'wish', hearsWords: true })
    expect(moments.at(-1)?.offers.suggestions).toContainEqual({ kind: 'intent', id: 'pay', text: 'pay my bill' })
    expect(moments.at(-1)?.offers.suggestions.map(({ id }) => id)).toContain('human')
  })

  it('lets time pass until the slow answer comes', () => {
    const { moments } = play([open, says('I want a pizza'), { type: 'presses', keys: '42' }, { type: 'waits', ms: 1_500 }, { type: 'answers', node: '', answer: { failure: 'timeout' } }])

    expect(saidIn(moments[4]!)).toEqual(['One moment.'])
    expect(moments[5]).toMatchObject({ atMs: 1_500, offers: { transfer: { queue: 'kitchen', stage: 'asked' } } })
  })

  it('does not ask about requests whose answer is set', () => {
    const { moments } = play([open, says('I want a pizza'), { type: 'presses', keys: '42' }], { answers: { fetch: { status: 200, body: { size: 9 } } } })

    expect(moments.at(-1)?.variables.size).toBe(9)
  })

  it('stops at what cannot be done', () => {
    const { moments, refused } = play([open, says('I want to pay'), says('hello?')])

    expect(refused).toMatchObject({ index: 2 })
    expect(moments).toHaveLength(3)
  })

  it('takes a meaning that is given instead of what it would understand', () => {
    const { moments } = play([open, { type: 'says', text: 'whatever', means: { type: 'intent', intent: 'order', slots: {} } }])

    const fromFile = { type: 'says', text: 'whatever', means: { type: 'intent', intent: 'order' } } as unknown as Input

    expect(moments.at(-1)?.path).toEqual(['pin'])
    expect(play([open, fromFile]).moments).toHaveLength(3)
  })

  it('begins at any node', () => {
    const { moments } = playInputs(ready(pizza, 'told'), { ...start, variables: { size: 7 } }, [])

    expect(saidIn(moments[0]!)).toEqual(['Size 7.', 'Goodbye.'])
  })

  it('plays the very chart that is published', () => {
    const parsed = parseFlow(pizza)

    expect('document' in parsed && compileFlow(parsed.document).config).toEqual(flow.compiled.config)
  })
})

describe('a draft that is not finished', () => {
  const change = (id: string, fields: Record<string, string | undefined>): DraftDocument => ({ ...pizza, nodes: pizza.nodes.map((node) => (node.id === id ? (Object.fromEntries(Object.entries({ ...node, ...fields }).filter(([, value]) => value !== undefined)) as typeof node) : node)) })

  it('is played up to the way that is not connected', () => {
    const { moments } = playInputs(ready(change('told', { next: undefined }), 'told'), start, [])

    expect(moments[0]?.path).toEqual(['start', 'told', unconnectedId])
    expect(moments[0]?.entries.at(-1)).toEqual({ type: 'note', note: { about: 'gap', gap: 'unconnected', node: unconnectedId } })
  })

  it('is given up where it goes round for ever', () => {
    const round = { ...pizza, nodes: pizza.nodes.map((node) => (node.id === 'told' ? { ...node, interruptible: false, next: 'told' } : node)) }

    expect(playInputs(ready(round, 'told'), start, []).moments[0]).toMatchObject({ offers: { isOver: true }, entries: expect.arrayContaining([{ type: 'note', note: { about: 'circle' } }]) as unknown })
  })

  it('is played up to the node that lacks something', () => {
    const { moments } = playInputs(ready(change('pin', { variable: undefined })), start, [open, says('I want a pizza')])

    expect(moments.at(-1)?.entries.at(-1)).toEqual({ type: 'note', note: { about: 'gap', gap: 'unfinished', node: 'pin' } })
  })
})
