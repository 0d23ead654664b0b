import { expect, it } from 'vitest'
import type { DraftDocument } from './draft-document.js'
import { mergeChanges } from './merge.js'
import { changesBetween, reversed, withChanges } from './parts.js'

const flow = (over: Partial<DraftDocument> = {}): DraftDocument => ({
  schemaVersion: 1,
  id: 'menu',
  name: 'Menu',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Hello.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
  layout: { start: { x: 0, y: 0 }, hello: { x: 200, y: 0 } },
  ...over,
})
const withNode = (id: string, fields: Record<string, string | boolean>): DraftDocument => {
  const document = flow()
  return { ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...fields } : node)) }
}

it('names what was changed, added and removed, part by part', () => {
  const before = flow()
  const after = flow({
    name: 'Main menu',
    nodes: [...before.nodes.filter(({ id }) => id !== 'hello'), { id: 'more', kind: 'say', name: 'More' }],
    layout: { start: { x: 10, y: 0 } },
  })

  expect(changesBetween(before, after).map(({ part }) => part)).toEqual(['name', 'nodes/hello', 'layout/start', 'layout/hello', 'nodes/more'])
})

it('comes back to the very same document, order of nodes included', () => {
  const before = flow()
  const after = flow({ nodes: before.nodes.slice(2), layout: {} })
  const changes = changesBetween(before, after)

  expect(withChanges(before, changes)).toEqual(after)
  expect(withChanges(withChanges(before, changes), reversed(changes))).toEqual(before)
})

it('leaves parts alone that it does not name', () => {
  const before = flow()
  const after = withChanges(before, [{ part: 'nodes/bye', before: before.nodes[2]!, after: { ...before.nodes[2]!, name: 'Good bye' } }])

  expect(after.nodes[0]).toBe(before.nodes[0])
  expect(after.layout).toBe(before.layout)
})

it('brings two people together who changed different nodes, and different fields of one', () => {
  const mine = changesBetween(flow(), withNode('hello', { name: 'Welcome' }))
  const theirs = withChanges(withNode('hello', { interruptible: false }), [{ part: 'name', before: 'Menu', after: 'Main menu' }])

  const { document, conflicts } = mergeChanges(theirs, mine)

  expect(conflicts).toEqual([])
  expect(document.name).toBe('Main menu')
  expect(document.nodes[1]).toMatchObject({ name: 'Welcome', interruptible: false })
})

it('keeps what stands where two changed one field, and hands the other side back', () => {
  const mine = changesBetween(flow(), withNode('hello', { name: 'Mine' }))
  const theirs = withNode('hello', { name: 'Theirs' })

  const { document, conflicts } = mergeChanges(theirs, mine)

  expect(document).toBe(theirs)
  expect(conflicts).toMatchObject([{ part: 'nodes/hello', kept: { name: 'Theirs' }, lost: { name: 'Mine' } }])
})

it('is no conflict when both did the same, and one when a changed node was deleted by somebody else', () => {
  const renamed = changesBetween(flow(), withNode('hello', { name: 'Welcome' }))
  const deleted = flow({ nodes: flow().nodes.filter(({ id }) => id !== 'hello') })

  expect(mergeChanges(withNode('hello', { name: 'Welcome' }), renamed)).toMatchObject({ changes: [], conflicts: [] })
  expect(mergeChanges(deleted, renamed).conflicts).toMatchObject([{ part: 'nodes/hello', lost: { name: 'Welcome' } }])
})

it('makes a field absent again that was removed', () => {
  const noted = flow({ description: 'Old' })
  const changes = changesBetween(noted, flow())

  expect(withChanges(noted, changes)).toEqual(flow())
})
