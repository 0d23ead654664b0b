import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument } from '../document/schema.js'
import { exportMachineJson, exportMachineTs } from '../export/export-machine.js'
import { flowOf } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomOf } from '../fixtures/random-call.js'
import { canonicalFlow } from './canonical.js'
import { versionIdentity } from './version.js'

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => [random(), item] as const)
    .sort(([left], [right]) => left - right)
    .map(([, item]) => item)

/** The same JSON with the keys of every object in another order. */
const shuffledKeys = (value: unknown, random: () => number): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffledKeys(item, random))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(shuffled(Object.entries(value), random).map(([key, item]) => [key, shuffledKeys(item, random)]))
}

const shuffledFlow = (document: FlowDocument, seed: number): FlowDocument => {
  const random = randomOf(seed)
  return shuffledKeys({ ...document, nodes: shuffled(document.nodes, random) }, random) as FlowDocument
}

const outputs = (document: FlowDocument, resources = everyKindResources()): string[] => {
  const compiled = compileFlow(document, resources)
  return [versionIdentity(document, resources), JSON.stringify(compiled), exportMachineJson(compiled), exportMachineTs(compiled)]
}

/** Runs the built package on a document from its standard input. */
const printer = `
import { readFileSync } from 'node:fs'
import { compileFlow, exportMachineJson, exportMachineTs, parseFlow, versionIdentity } from './dist/index.js'
const { documents, faqs } = JSON.parse(readFileSync(0, 'utf8'))
const [document, ...subflows] = documents.map((json) => parseFlow(json).document)
const resources = { flows: new Map(subflows.map((each) => [each.id, each])), faqs: new Map(faqs) }
const compiled = compileFlow(document, resources)
process.stdout.write([versionIdentity(document, resources), JSON.stringify(compiled), exportMachineJson(compiled), exportMachineTs(compiled)].join('\\n') + '\\n')
`

describe('equal documents', () => {
  it.each([1, 2, 3, 4, 5])('have the same version and compile to the same bytes in any order of keys and nodes (seed %i)', (seed) => {
    expect(outputs(shuffledFlow(everyKind(), seed))).toEqual(outputs(everyKind()))
  })

  it('stay equal when they are read from a shuffled file', () => {
    const parsed = parseFlow(JSON.parse(JSON.stringify(shuffledFlow(everyKind(), 9))))

    expect('document' in parsed && outputs(parsed.document)).toEqual(outputs(everyKind()))
  })

  it.each([
    { TZ: 'Asia/Shanghai', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'C' },
  ])(
    'compile to the same bytes in a process under %o',
    (environment) => {
      const root = fileURLToPath(new URL('../../../../', import.meta.url))
      spawnSync(`${root}node_modules/.bin/tsc`, ['-b', 'packages/flow'], { cwd: root })

      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', printer], {
        cwd: `${root}packages/flow`,
        encoding: 'utf8',
        input: JSON.stringify({
          documents: [everyKind(), ...everyKindResources().flows.values()].map((document) => shuffledFlow(document, 11)),
          faqs: [...(everyKindResources().faqs ?? [])],
        }),
        env: { ...process.env, ...environment },
      })

      expect(stderr).toBe('')
      expect(stdout).toBe(`${outputs(everyKind()).join('\n')}\n`)
    },
    60_000,
  )
})

describe('the version', () => {
  it('is a sha-256 in hex of RFC 8785 JSON', () => {
    expect(versionIdentity(everyKind())).toMatch(/^[0-9a-f]{64}$/)
    expect(canonicalFlow(everyKind()).startsWith('{"auxiliary":[{"intent":"open","pullBack":{"en-US":["Now, back.","Back again."]},"to":"open"}],"dnis":[],"id":"every-kind","intents":{')).toBe(true)
  })

  it('does not depend on the layout nor on tests, and on nothing that only editors read', () => {
    const moved = { ...everyKind(), $schema: './flow.schema.json', layout: { main: { x: 1, y: 2 } }, tests: { test1: { name: 'Silence', opening: { hears: [], path: [] }, steps: [] } } as unknown as NonNullable<FlowDocument['tests']> }

    expect(versionIdentity(moved)).toBe(versionIdentity(everyKind()))
    expect(outputs(moved)).toEqual(outputs(everyKind()))
  })

  it('holds the marks of a node, and nothing of a node without any; the chart holds none', () => {
    const document = everyKind()
    const [first, ...rest] = document.nodes
    if (first === undefined) throw new Error('no node')
    const marked: FlowDocument = { ...document, nodes: [{ ...first, marks: ['price'] }, ...rest] }

    expect(canonicalFlow(document)).not.toContain('"marks"')
    expect(canonicalFlow(marked)).toContain('"marks":["price"]')
    expect(JSON.stringify(compileFlow(marked, everyKindResources()))).toBe(JSON.stringify(compileFlow(document, everyKindResources())))
  })

  it('depends on everything else', () => {
    const document = everyKind()
    const [first, ...rest] = document.nodes
    if (first === undefined) throw new Error('no node')
    const changed: FlowDocument[] = [
      { ...document, name: 'Other' },
      { ...document, nodes: [{ ...first, name: 'Other' }, ...rest] },
      { ...document, settings: { ...document.settings, endSilenceMs: 701 } },
      { ...document, languages: ['en-GB'] },
    ]

    expect(new Set([document, ...changed].map((each) => versionIdentity(each))).size).toBe(5)
    expect(versionIdentity(document, undefined, { 'hello.wav': 'abc' })).not.toBe(versionIdentity(document))
  })

  it('names the recordings of its prompts by what is in them', () => {
    const document = everyKind()
    const said = document.nodes.find((node) => node.kind === 'say')
    if (said === undefined) throw new Error('no say')
    const [language = ''] = document.languages
    const withRecording = (digit: string): FlowDocument => ({
      ...document,
      nodes: document.nodes.map((node) => (node === said ? { ...said, prompt: { [language]: [{ audio: `sha256:${digit.repeat(64)}`, text: 'Hello' }] } } : node)),
    })

    expect(versionIdentity(withRecording('0'))).toBe(versionIdentity(withRecording('0')))
    expect(versionIdentity(withRecording('0'))).not.toBe(versionIdentity(withRecording('1')))
  })

  it('holds those of its sub-flows, and of theirs', () => {
    const { flows } = everyKindResources()
    const changed = (id: string): string => {
      const document = flows.get(id)
      if (document === undefined) throw new Error(id)
      return versionIdentity(everyKind(), { flows: new Map([...flows, [id, { ...document, name: 'Other' }]]) })
    }

    expect(new Set([versionIdentity(everyKind(), { flows }), versionIdentity(everyKind()), changed('extras'), changed('rating')]).size).toBe(4)
  })

  it('comes to an end where sub-flows run one another in a circle', () => {
    const circle = (id: string, flow: string): FlowDocument => flowOf([{ id: 'site', kind: 'subflow', name: 'Site', flow }], { id })
    const flows = new Map([circle('a', 'b'), circle('b', 'a')].map((document) => [document.id, document]))

    expect(versionIdentity(circle('a', 'b'), { flows })).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is the same whether a default is written or left out', () => {
    const text = readFileSync(fileURLToPath(new URL('../../../../flows/card-services.flow.json', import.meta.url)), 'utf8')
    const short = parseFlow(JSON.parse(text))
    if ('problems' in short) throw new Error('bad flow')
    const long = parseFlow(short.document)

    expect('document' in long && versionIdentity(long.document)).toBe(versionIdentity(short.document))
  })
})
