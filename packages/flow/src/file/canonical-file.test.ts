import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseFlow } from '../document/parse.js'
import type { DraftDocument } from '../draft/draft-document.js'
import { canonicalDocument } from './canonical-document.js'
import { canonicalFileText } from './canonical-file.js'

const folder = fileURLToPath(new URL('../../../../flows/', import.meta.url))
const examples = readdirSync(folder).filter((name) => name.endsWith('.flow.json'))
const draftOf = (text: string): DraftDocument => JSON.parse(text) as DraftDocument

describe.each(examples)('the text of %s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')

  it('is the canonical one', () => expect(canonicalFileText(draftOf(text))).toBe(text))

  it('is written from the document with every default filled in, too', () => {
    const parsed = parseFlow(JSON.parse(text))

    expect('document' in parsed && canonicalFileText(draftOf(JSON.stringify(parsed.document)))).toBe(text)
  })
})

const flow = (over: Record<string, unknown> = {}): DraftDocument =>
  draftOf(
    JSON.stringify({
      nodes: [{ name: 'Begin', next: 'bye', kind: 'start', id: 'begin' }, { id: 'bye', kind: 'hangup', name: 'Bye', marks: [] }],
      languages: ['en-US'],
      name: 'Small',
      id: 'small',
      schemaVersion: 1,
      ...over,
    }),
  )

it('puts fields in the order of their schema, and each node on a line where it fits', () => {
  expect(canonicalFileText(flow({ layout: { bye: { y: 2, x: 1 } } }))).toBe(`{
  "schemaVersion": 1,
  "id": "small",
  "name": "Small",
  "languages": ["en-US"],
  "nodes": [
    { "id": "begin", "kind": "start", "name": "Begin", "next": "bye" },
    { "id": "bye", "kind": "hangup", "name": "Bye" }
  ],
  "layout": {
    "bye": { "x": 1, "y": 2 }
  }
}
`)
})

it('keeps the order of nodes, of entries and of lists', () => {
  const { nodes, variables } = canonicalDocument(
    flow({ variables: { zebra: { type: 'string' }, apple: { initial: 2, type: 'number' } }, nodes: [{ id: 'b', kind: 'hangup', name: 'B' }, { id: 'a', kind: 'start', name: 'A' }] }),
  )

  expect(nodes.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(JSON.stringify(variables)).toBe('{"zebra":{"type":"string"},"apple":{"type":"number","initial":2}}')
})

it('loses nothing of a document that fits no schema yet', () => {
  const unfinished = flow({ settings: { colour: 'red' }, future: [1], nodes: [{ id: 'x', kind: 'ask', name: 'X', prompt: 7, branches: [{ to: 'y' }] }, { id: 'z', kind: 'unknown', name: 'Z' }] })

  const read = draftOf(canonicalFileText(unfinished))

  expect(read).toEqual(unfinished)
})

it('breaks what does not fit on a line', () => {
  const long = 'word '.repeat(40).trim()

  expect(canonicalFileText(flow({ description: long, nodes: [{ id: 'say', kind: 'say', name: 'Say', prompt: { 'en-US': [long, 'Short.'] } }] }))).toContain(`
    {
      "id": "say",
      "kind": "say",
      "name": "Say",
      "prompt": {
        "en-US": [
          "${long}",
          "Short."
        ]
      }
    }
`)
})

it('is harmless with names that would reach a prototype', () => {
  const hostile = draftOf('{"schemaVersion":1,"id":"small","name":"Small","languages":[],"__proto__":{"polluted":true},"variables":{"__proto__":{"polluted":true},"constructor":{"type":"string"}},"nodes":[]}')

  const canonical = canonicalDocument(hostile)

  expect(Object.keys(canonical.variables as object)).toEqual(['constructor'])
  expect('polluted' in canonical || 'polluted' in {}).toBe(false)
})
