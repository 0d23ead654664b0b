import { noResources, type DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { checkAtOnce, checkWhole, readDraftResources } from './check-draft.js'

const say = (text: string) => ({ 'en-US': [text] })
const flow = (over: Partial<DraftDocument> = {}): DraftDocument => ({
  schemaVersion: 1,
  id: 'menu',
  name: 'Menu',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: say('Hello.'), next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
  ...over,
})
const [start, hello, bye] = flow().nodes

it('finds nothing wrong with a good draft, and gives its chart', () => {
  expect(checkAtOnce(flow(), noResources)).toEqual([])
  expect(checkWhole(flow(), noResources)).toMatchObject({ problems: [], compiled: { manifest: { flow: 'menu' } } })
})

it('looks at all other nodes where one is not finished', () => {
  const unfinished = { id: 'hello', kind: 'collect', name: 'Card', next: 'more' } as const
  const more = { id: 'more', kind: 'say', name: 'More', prompt: say('More.') } as const
  const problems = checkAtOnce(flow({ nodes: [start!, unfinished, more, bye!] }), noResources)

  expect(problems.filter(({ nodeId }) => nodeId === 'hello').every(({ code }) => code === 'FLOW_SCHEMA_INVALID')).toBe(true)
  expect(problems.map(({ code, nodeId }) => [code, nodeId])).toContainEqual(['FLOW_TARGET_MISSING', 'more'])
  expect(problems.map(({ code }) => code)).not.toContain('FLOW_DEAD_END')
  expect(checkWhole(flow({ nodes: [start!, unfinished, bye!] }), noResources)).toBeUndefined()
})

it('puts the draft in the place of the flow that is live', () => {
  const resources = readDraftResources({ files: [{ name: 'menu.flow.json', text: JSON.stringify(flow()) }], versions: [], hasModel: true }, '2026-11-26')

  expect(resources.flows.get('menu')?.name).toBe('Menu')
  expect(checkAtOnce(flow({ nodes: [start!, { ...hello!, next: 'nowhere' }, bye!] }), resources).map(({ nodeId }) => nodeId)).toContain('hello')
})
