import type { DraftDocument, DraftNode, Json } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import type { Command } from '../command.js'
import { clipOf, readClip } from './clip.js'
import { addLanguage, editFlow, editPrompts, removeLanguage, renameQueue } from './flow.js'
import { editKeyIntent, renameIntent } from './intents.js'
import { addNodeAfter, changeNode, connect, disableNodes, disconnect, insertNode, spliceNode } from './nodes.js'
import { duplicateNodes, paste } from './pasting.js'
import { alignNodes, distributeNodes } from './placing.js'
import { removeNodes } from './removing.js'
import { renameVariable } from './variables.js'

const node = (id: string, kind: DraftNode['kind'], fields: { readonly [field: string]: Json } = {}): DraftNode => ({ id, kind, name: id, ...fields })
const flow = (nodes: readonly DraftNode[], fields: { readonly [field: string]: Json } = {}): DraftDocument => ({ id: 'bank', name: 'Bank', languages: ['en-US'], nodes, ...fields })
const after = (document: DraftDocument, ...commands: readonly Command[]): DraftDocument => commands.reduce((result, command) => command.apply(result), document)
const find = (document: DraftDocument, id: string): DraftNode | undefined => document.nodes.find((each) => each.id === id)
const here = { x: 10, y: 20 }

const line = flow([node('start', 'start', { next: 'hello' }), node('hello', 'say', { next: 'bye' }), node('bye', 'hangup')])

describe('drawing', () => {
  it('puts a node behind an open way', () => {
    const made = after(flow([node('start', 'start')]), addNodeAfter(node('hello', 'say'), here, { node: 'start', path: ['next'] }))

    expect(find(made, 'start')).toMatchObject({ next: 'hello' })
    expect(made.layout).toEqual({ hello: here })
  })

  it('puts a node between a way and its target', () => {
    const made = after(line, insertNode(node('more', 'decide', { branches: [{ when: 'true' }] }), here, { node: 'start', path: ['next'] }))

    expect(find(made, 'start')).toMatchObject({ next: 'more' })
    expect(find(made, 'more')).toMatchObject({ branches: [{ when: 'true', to: 'hello' }] })
  })

  it('splices in only what nothing leads to or from', () => {
    const loose = flow([...line.nodes, node('extra', 'say')])
    const on = { node: 'hello', path: ['next'] }

    expect(find(after(loose, spliceNode('extra', on)), 'extra')).toMatchObject({ next: 'bye' })
    expect(after(loose, spliceNode('bye', on))).toBe(loose)
  })

  it('leads no way to a node that is not there', () => {
    expect(after(line, connect({ node: 'hello', path: ['next'] }, 'nobody'))).toBe(line)
    expect(find(after(line, disconnect({ node: 'hello', path: ['next'] })), 'hello')).not.toHaveProperty('next')
    expect(after(line, disconnect({ node: 'bye', path: ['noInput', 'to'] }))).toBe(line)
  })

  it('never leaves out the start, and writes nothing where a node is not left out', () => {
    const without = after(line, disableNodes(['start', 'hello'], true))

    expect(find(without, 'start')).toBe(find(line, 'start'))
    expect(find(without, 'hello')).toMatchObject({ disabled: true })
    expect(after(without, disableNodes(['hello'], false))).toEqual(line)
  })

  it('keeps the identity of a node that is changed', () => {
    expect(find(after(line, changeNode('bye', 'editNode', (old) => ({ ...old, id: 'other', cause: 'done' }))), 'bye')).toMatchObject({ kind: 'hangup', cause: 'done' })
  })
})

describe('removing nodes', () => {
  it('leads on what led to them, several in a row too', () => {
    const long = flow([node('start', 'start', { next: 'a' }), node('a', 'say', { next: 'b' }), node('b', 'hours', { calendar: 'c', open: 'end', closed: 'a' }), node('end', 'hangup')], {
      keyIntents: { human: { to: 'a' } },
      auxiliary: [{ intent: 'x', to: 'b' }],
      onHangup: 'a',
      layout: { a: here, end: here },
    })

    const made = after(long, removeNodes(['a', 'b']))

    expect(made).toMatchObject({ keyIntents: { human: { to: 'end' } }, auxiliary: [{ to: 'end' }], onHangup: 'end', layout: { end: here } })
    expect(find(made, 'start')).toMatchObject({ next: 'end' })
    expect(made.layout).not.toHaveProperty('a')
  })

  it('leaves a way open where nobody could tell where it should go on', () => {
    const menu = flow([node('start', 'start', { next: 'menu' }), node('menu', 'menu', { choices: [{ digit: '1', to: 'a' }, { digit: '2', to: 'b' }] }), node('a', 'hangup'), node('b', 'hangup')])

    expect(find(after(menu, removeNodes(['menu'])), 'start')).not.toHaveProperty('next')
    expect(find(after(menu, removeNodes(['a'])), 'menu')).toMatchObject({ choices: [{ digit: '1' }, { digit: '2', to: 'b' }] })
  })

  it('leaves a way open where the removed ones led to each other', () => {
    const ring = flow([node('start', 'start', { next: 'a' }), node('a', 'say', { next: 'b' }), node('b', 'say', { next: 'a' })])

    expect(after(ring, removeNodes(['a', 'b'])).nodes).toEqual([node('start', 'start')])
  })

  it('keeps the last start', () => {
    expect(after(line, removeNodes(['start', 'hello', 'bye'])).nodes.map(({ id }) => id)).toEqual(['start'])
    expect(after(line, removeNodes(['start']))).toBe(line)
  })
})

describe('copying', () => {
  const rich = flow(
    [
      node('start', 'start', { next: 'hello' }),
      node('hello', 'ask', { prompt: { 'en-US': ['Hi {{ who }}'] }, branches: [{ on: 'order', to: 'bye' }, { on: 'affirm', to: 'start' }] }),
      node('bye', 'hangup'),
    ],
    { variables: { who: { type: 'string' }, other: { type: 'number' } }, intents: { order: { name: 'Order' }, pay: { name: 'Pay' } }, layout: { hello: { x: 100, y: 100 }, bye: { x: 400, y: 150 } } },
  )

  it('goes through text, with what the nodes use and nothing else', () => {
    const clip = readClip(JSON.stringify(clipOf(rich, ['start', 'hello', 'bye'])))

    expect(clip?.nodes.map(({ id }) => id)).toEqual(['hello', 'bye'])
    expect(clip).toMatchObject({ variables: { who: { type: 'string' } }, intents: { order: { name: 'Order' } } })
    expect(Object.keys(clip?.variables ?? {})).toEqual(['who'])
    expect(Object.keys(clip?.intents ?? {})).toEqual(['order'])
  })

  it('keeps ways among what is pasted, opens the others, and keeps the arrangement', () => {
    const pasting = paste(clipOf(rich, ['hello', 'bye']), { x: 0, y: 0 }, rich)
    const made = after(rich, pasting)

    expect(pasting.ids).toEqual(['hello2', 'bye2'])
    expect(find(made, 'hello2')).toMatchObject({ name: 'hello 2', branches: [{ on: 'order', to: 'bye2' }, { on: 'affirm' }] })
    expect(made.layout).toMatchObject({ hello2: { x: 0, y: 0 }, bye2: { x: 300, y: 50 } })
    expect(made.variables).toBe(rich.variables)
  })

  it('gives a number to a variable or an intent that means something else there', () => {
    const other = flow([node('start', 'start')], { variables: { who: { type: 'number' } }, intents: { order: { name: 'Command' } } })
    const made = after(other, paste(clipOf(rich, ['hello']), here, other))

    expect(made.variables).toEqual({ who: { type: 'number' }, who2: { type: 'string' } })
    expect(made.intents).toEqual({ order: { name: 'Command' }, order2: { name: 'Order' } })
    expect(find(made, 'hello')).toMatchObject({ prompt: { 'en-US': ['Hi {{ who2 }}'] }, branches: [{ on: 'order2' }, { on: 'affirm' }] })
  })

  it('duplicates beside the originals', () => {
    expect(after(rich, duplicateNodes(['hello', 'start'])).layout).toMatchObject({ hello2: { x: 148, y: 148 } })
  })

  it.each([
    ['no JSON', 'callchart "callchart"'],
    ['something else', '{"callchart":"text","nodes":[]}'],
    ['no nodes', '{"callchart":"nodes","nodes":[]}'],
    ['an unknown kind', '{"callchart":"nodes","nodes":[{"id":"a","kind":"bomb","name":"A"}]}'],
    ['a start', '{"callchart":"nodes","nodes":[{"id":"a","kind":"start","name":"A"}]}'],
    ['a hostile id', '{"callchart":"nodes","nodes":[{"id":"__proto__","kind":"say","name":"A"}]}'],
    ['one id twice', '{"callchart":"nodes","nodes":[{"id":"a","kind":"say","name":"A"},{"id":"a","kind":"say","name":"A"}]}'],
    ['a nest', `{"callchart":"nodes","nodes":[{"id":"a","kind":"say","name":"A","x":${'['.repeat(90)}${']'.repeat(90)}}]}`],
    ['too much', `{"callchart":"nodes","x":"${'x'.repeat(2_000_001)}"}`],
  ])('takes no text with %s for nodes', (_what, text) => {
    expect(readClip(text)).toBeUndefined()
  })

  it('drops what is hostile beside the nodes', () => {
    const clip = readClip('{"callchart":"nodes","nodes":[{"id":"a","kind":"say","name":"A","__proto__":{"x":1}}],"layout":{"a":{"x":1e99,"y":0},"b":{"x":0,"y":0}},"variables":{"__proto__":{"type":"string"},"A b":{}}}')

    expect(clip).toEqual({ callchart: 'nodes', nodes: [{ id: 'a', kind: 'say', name: 'A' }], layout: {}, variables: {}, intents: {} })
    expect(Object.getPrototypeOf(clip?.nodes[0])).toBe(Object.prototype)
  })
})

describe('names', () => {
  const named = flow(
    [
      node('ask', 'ask', { prompt: { 'en-US': ['{{ who }} and who?'] }, disambiguation: { prompt: { 'en-US': ['{{ first }} {{ who }}'] } }, saveSlots: { who: 'who' }, branches: [{ on: 'order' }] }),
      node('get', 'request', { body: { who: ['{{ who }}'] }, save: { who: 'body.who + who' }, defaults: { who: 'nobody' } }),
      node('sub', 'subflow', { inputs: { who: 'who' }, outputs: { who: 'who' } }),
      node('desk', 'transfer', { queue: 'sales' }),
    ],
    { variables: { first: { type: 'string' }, who: { type: 'string' } }, intents: { order: { name: 'Order' } }, settings: { analysisConsent: 'who' }, auxiliary: [{ intent: 'order' }] },
  )

  it('renames a variable wherever it stands, and nothing that is only called the same', () => {
    const made = after(named, renameVariable('who', 'caller'))

    expect(find(made, 'ask')).toMatchObject({ prompt: { 'en-US': ['{{ caller }} and who?'] }, saveSlots: { who: 'caller' }, disambiguation: { prompt: { 'en-US': ['{{ first }} {{ caller }}'] } } })
    expect(find(made, 'get')).toMatchObject({ body: { who: ['{{ caller }}'] }, save: { caller: 'body.who + caller' }, defaults: { caller: 'nobody' } })
    expect(find(made, 'sub')).toMatchObject({ inputs: { who: 'caller' }, outputs: { caller: 'who' } })
    expect(made).toMatchObject({ settings: { analysisConsent: 'caller' }, variables: { caller: { type: 'string' } } })
    expect(find(made, 'desk')).toBe(find(named, 'desk'))
    expect(after(made, renameVariable('caller', 'who'))).toEqual(named)
  })

  it('leaves the two choices of a question back alone', () => {
    expect(find(after(named, renameVariable('first', 'one')), 'ask')).toBe(find(named, 'ask'))
  })

  it('takes no name that is taken', () => {
    expect(after(named, renameVariable('who', 'first'))).toBe(named)
    expect(after(named, renameIntent('nobody', 'x'))).toBe(named)
  })

  it('renames intents and queues', () => {
    const made = after(named, renameIntent('order', 'buy'), renameQueue('sales', 'shop'))

    expect(find(made, 'ask')).toMatchObject({ branches: [{ on: 'buy' }] })
    expect(made).toMatchObject({ intents: { buy: { name: 'Order' } }, auxiliary: [{ intent: 'buy' }] })
    expect(find(made, 'desk')).toMatchObject({ queue: 'shop' })
  })
})

describe('the flow itself', () => {
  it('takes a language out of everything, but never the last', () => {
    const both = flow([node('say', 'say', { prompt: { 'en-US': ['Hi'], 'zh-CN': ['你好'] } }), node('set', 'set', { language: 'zh-CN' })], { languages: ['en-US', 'zh-CN'], voices: { 'zh-CN': 'v' }, intents: { a: { name: 'A', phrases: { 'zh-CN': ['是'] } } } })
    const made = after(both, removeLanguage('zh-CN'))

    expect(JSON.stringify(made)).not.toContain('zh-CN')
    expect(find(made, 'say')).toMatchObject({ prompt: { 'en-US': ['Hi'] } })
    expect(after(made, removeLanguage('en-US'))).toBe(made)
    expect(after(made, addLanguage('de-DE')).languages).toEqual(['en-US', 'de-DE'])
  })

  it('edits prompts of many nodes at once', () => {
    const made = after(line, editPrompts([{ node: 'hello', path: ['prompt'], language: 'en-US', variants: ['Hi'] }, { node: 'bye', path: ['prompt'], language: 'en-US', variants: [] }]))

    expect(find(made, 'hello')).toMatchObject({ prompt: { 'en-US': ['Hi'] } })
    expect(find(made, 'bye')).toBe(find(line, 'bye'))
  })

  it('never touches nodes or the id by way of a field', () => {
    expect(after(line, editFlow(['nodes'], []), editFlow(['id'], 'x'), editFlow([], {}))).toBe(line)
    expect(after(line, editKeyIntent('human', ['enabled'], false), editKeyIntent('human', [], undefined))).toEqual(line)
  })
})

describe('placing', () => {
  const spread = flow([node('a', 'say'), node('b', 'say'), node('c', 'say')], { layout: { a: { x: 0, y: 0 }, b: { x: 30, y: 100 } } })
  const sizes = { a: { width: 100, height: 50 }, b: { width: 200, height: 50 }, c: { width: 100, height: 80, x: 500, y: 300 } }

  it('aligns by a side, nodes that have no place of their own by where they are shown', () => {
    expect(after(spread, alignNodes(['a', 'b', 'c'], 'right', sizes)).layout).toEqual({ a: { x: 500, y: 0 }, b: { x: 400, y: 100 }, c: { x: 500, y: 300 } })
    expect(after(spread, alignNodes(['a'], 'right', sizes))).toBe(spread)
  })

  it('makes the gaps equal and keeps the outermost two', () => {
    expect(after(spread, distributeNodes(['c', 'b', 'a'], 'horizontal', sizes)).layout).toMatchObject({ a: { x: 0 }, b: { x: 200 } })
    expect(after(spread, distributeNodes(['c', 'b', 'a'], 'vertical', sizes)).layout).toMatchObject({ b: { y: 150 } })
  })
})
