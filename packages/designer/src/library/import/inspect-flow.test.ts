import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inspectFlow, type Inspected } from './inspect-flow.js'

const node = (over: object = {}) => ({ id: 'start', kind: 'start', name: 'Start', ...over })
const flow = (over: object = {}): string => JSON.stringify({ schemaVersion: 1, id: 'desk', name: 'Desk', languages: ['en-US'], nodes: [node()], ...over })
const reason = (inspected: Inspected): string => ('refusal' in inspected ? inspected.refusal.reason : 'taken')

it.each(readdirSync('flows').filter((name) => name.endsWith('.flow.json')))('takes %s', (name) => {
  const inspected = inspectFlow(readFileSync(`flows/${name}`, 'utf8'))

  expect(reason(inspected)).toBe('taken')
})

it('takes an unfinished flow, and tells what is wrong with it', () => {
  const inspected = inspectFlow(flow({ nodes: [node(), node({ id: 'ask1', kind: 'ask' })] }))

  expect(inspected).toMatchObject({ document: { id: 'desk' }, problems: [expect.objectContaining({ nodeId: 'ask1' })] })
})

it('reads a file that begins with a byte order mark', () => {
  expect(reason(inspectFlow(`\uFEFF${flow()}`))).toBe('taken')
})

it('keeps what looks like a script as the text that it is', () => {
  const name = '<script>alert(1)</script>'

  expect(inspectFlow(flow({ name }))).toMatchObject({ document: { name } })
})

it.each([
  ['broken JSON', '{"id": "desk",', 'not-json'],
  ['no JSON at all', 'hello', 'not-json'],
  ['a text', '"desk"', 'not-a-flow'],
  ['a list', '[]', 'not-a-flow'],
  ['null', 'null', 'not-a-flow'],
  ['another JSON', '{"name": "package", "version": "1.0.0"}', 'not-a-flow'],
  ['a chart of XState', '{"id": "x", "states": {}}', 'not-a-flow'],
  ['a flow without a schema version', flow({ schemaVersion: undefined }), 'not-a-flow'],
  ['a flow of a newer Callchart', flow({ schemaVersion: 2 }), 'newer'],
  ['a name of a page', flow({ name: 'x'.repeat(101) }), 'name'],
  ['a node with a name of a page', flow({ nodes: [node({ name: 'x'.repeat(101) })] }), 'name'],
  ['an id with a path in it', flow({ id: '../../etc/passwd' }), 'flow-id'],
  ['a flow without nodes', flow({ nodes: [] }), 'not-a-flow'],
  ['a node without a name', flow({ nodes: [node({ name: undefined })] }), 'not-a-flow'],
  ['a node with an id that breaks charts', flow({ nodes: [node({ id: 'a.b' })] }), 'node-id'],
  ['two nodes with one id', flow({ nodes: [node(), node()] }), 'node-twice'],
  ['a kind that nobody knows', flow({ nodes: [node({ kind: 'explode' })] }), 'kind'],
  ['a kind that every object has', flow({ nodes: [node({ kind: 'toString' })] }), 'kind'],
  ['a position that is none', flow({ layout: { start: { x: '1e999', y: 0 } } }), 'position'],
  ['a prototype', flow().replace('"name"', '"__proto__": {"polluted": true}, "name"'), 'forbidden-field'],
  ['far too deep nesting', flow({ nodes: [node({ note: 0 })] }).replace('"note":0', `"note":${'['.repeat(5_000)}${']'.repeat(5_000)}`), 'too-deep'],
  ['far too many nodes', flow({ nodes: Array.from({ length: 5_001 }, (_, index) => node({ id: `n${index}` })) }), 'too-many-nodes'],
])('refuses %s', (_what, text, expected) => {
  expect(reason(inspectFlow(text))).toBe(expected)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})
