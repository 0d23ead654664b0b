import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yesNoFlow } from '../bench/yes-no-flow.js'
import { runCommandLine } from '../run-command.js'

let folder: string

const circle = (id: string, other: string) => ({
  ...yesNoFlow,
  id,
  keyIntents: {},
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'again' },
    { id: 'again', kind: 'subflow', name: 'Again', flow: other, next: 'back' },
    { id: 'back', kind: 'jump', name: 'Back', back: true },
  ],
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callchart-paths-'))
  const files: Record<string, string> = {
    'yes-no.flow.json': JSON.stringify(yesNoFlow),
    'garbage.flow.json': '{"id": ',
    'newer.flow.json': JSON.stringify({ ...yesNoFlow, id: 'newer', schemaVersion: 99 }),
    'huge.flow.json': JSON.stringify({ ...yesNoFlow, id: 'huge', nodes: Array.from({ length: 10_000 }, (_, index) => ({ id: `node${index}`, kind: 'tag', name: 'Node', tag: 'node', next: 'node0' })) }),
    'round.flow.json': JSON.stringify(circle('round', 'about')),
    'about.flow.json': JSON.stringify(circle('about', 'round')),
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(...argv: readonly string[]) {
  let out = ''
  const notes: string[] = []
  const code = await runCommandLine({
    argv, environment: { FLOWS_DIR: folder }, write: (text) => (out += text), note: (line) => notes.push(line),
    input: Readable.from(['']), signal: new AbortController().signal, endsWithin: () => undefined,
  })
  return { code, out, notes: notes.join('\n') }
}

describe('the conversations of a flow', () => {
  it('are told to be read aloud, in both languages', async () => {
    const { code, out } = await run('paths', 'yes-no')

    expect(code).toBe(0)
    expect(out).toMatch(/\*\*机器人 \/ Bot\*\*/)
    expect(out).toMatch(/\d+ conversations take \d+ of \d+ transitions; \d+ cannot be taken, and for 0 no conversation was found\./)
  })

  it('are told in one language', async () => {
    const { out } = await run('paths', 'yes-no', '--language', 'en')

    expect(out).toContain('**Bot**')
    expect(out).not.toContain('机器人')
  })

  it('are written as a test file that names the flow', async () => {
    const { code, notes } = await run('paths', 'yes-no', '--format', 'vitest', '--out', join(folder, 'generated'))

    expect(code).toBe(0)
    expect(notes).toMatch(/wrote .*yes-no-bench\.paths\.test\.ts: \d+ conversations/)
    const text = await readFile(join(folder, 'generated', 'yes-no-bench.paths.test.ts'), 'utf8')
    expect(text).toContain(`import { playCall, readFlowFile } from '@callchart/flow/testing'`)
    expect(text).toContain(`new URL('../yes-no.flow.json', import.meta.url)`)
  })

  it('are one JSON document', async () => {
    const { out } = await run('paths', 'yes-no', '--format', 'json')
    const { scripts, untakeable, open } = JSON.parse(out) as { scripts: { path: string[] }[]; untakeable: { reason: string }[]; open: unknown[] }

    expect(scripts.length).toBeGreaterThan(2)
    expect(untakeable.map(({ reason }) => reason)).toContain('before-call')
    expect(open).toEqual([])
  })

  it.each([
    [['paths'], 'CLI_BAD_USAGE: paths takes one flow'],
    [['paths', 'yes-no', '--format', 'pdf'], 'CLI_BAD_USAGE: --format pdf does not exist'],
    [['paths', 'yes-no', '--language', 'fr'], 'CLI_BAD_USAGE: --language fr does not exist'],
  ])('need a command line that can be read: %j', async (argv, message) => {
    const { code, notes } = await run(...argv)

    expect(code).toBe(2)
    expect(notes).toContain(message)
  })
})

describe('many simulated calls', () => {
  it('are the same for the same seed', async () => {
    const one = await run('simulate', 'yes-no', '--calls', '200', '--seed', '7', '--json')
    const again = await run('simulate', 'yes-no', '--calls', '200', '--seed', '7', '--json')
    const other = await run('simulate', 'yes-no', '--calls', '200', '--seed', '8', '--json')

    expect(one.code).toBe(0)
    expect(again.out).toBe(one.out)
    expect(other.out).not.toBe(one.out)
  })

  it('are told: how they end, their paths, where callers leave, and what none reaches', async () => {
    const { out } = await run('simulate', 'yes-no', '--calls', '300', '--behaviour', 'impatient')

    expect(out).toMatch(/^300 calls to yes-no-bench, impatient callers, seed 1/)
    expect(out).toMatch(/caller-gone/)
    expect(out).toMatch(/Nodes that no call enters: none/)
  })

  it.each([
    [['--calls', '0'], '--calls 0 is no whole number'],
    [['--calls', '10', '--seed', '-1'], '--seed'],
    [['--calls', '10', '--behaviour', 'angry'], '--behaviour angry does not exist'],
    [['--calls', '10', '--say', 'yes'], '--say is for one call'],
    [['--seed', '3'], '--seed and --behaviour are for many calls'],
  ])('need a command line that can be read: %j', async (argv, message) => {
    const { code, notes } = await run('simulate', 'yes-no', ...argv)

    expect(code).toBe(2)
    expect(notes).toContain(message)
  })
})

describe.each([['paths'], ['simulate', '--calls', '10']])('%s of a flow that is none', (command, ...options) => {
  it.each([
    ['garbage', /CLI_FLOW_(UNKNOWN|INVALID): /],
    [join('.', 'garbage.flow.json'), /CLI_FLOW_(UNKNOWN|INVALID): /],
    ['newer', /CLI_FLOW_INVALID: .*FLOW_SCHEMA/],
    ['huge', /CLI_FLOW_INVALID: .*FLOW_(SCHEMA_INVALID|TOO_LARGE)/],
    ['round', /CLI_FLOW_INVALID: .*FLOW_SUBFLOW_CYCLE/],
    ['nowhere', /CLI_FLOW_UNKNOWN: /],
  ])('says what is wrong: %s', async (flow, message) => {
    const { code, notes, out } = await run(command, flow, ...options)

    expect(code).toBe(1)
    expect(notes).toMatch(message)
    expect(notes).not.toContain('    at ')
    expect(out).toBe('')
  })
})
