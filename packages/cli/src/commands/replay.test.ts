import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parseFlow } from '@callchart/flow'
import { recordCalls, writeJournal, type RecordedCall } from '@callchart/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yesNoFlow } from '../bench/yes-no-flow.js'
import { runCommandLine } from '../run-command.js'

const callCount = 12
let folder: string
let calls: RecordedCall[]
let text: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callchart-replay-'))
  const parsed = parseFlow(yesNoFlow)
  if (!('document' in parsed)) throw new Error('no flow')
  const made = recordCalls(parsed.document, { flows: new Map() }, 3)
  calls = []
  for (const call of made.calls) if (calls.push(call) === callCount) break
  text = calls.map((call, index) => writeJournal(call, index === 0 ? [made.chart] : [])).join('')
  await put('calls.jsonl', text)
  await put('bare.jsonl', calls.map((call) => writeJournal(call, [])).join(''))
  await put('yes-no.flow.json', JSON.stringify(yesNoFlow))
  await put('draft.flow.json', JSON.stringify(draftFlow))
  await put('other.flow.json', JSON.stringify({ ...yesNoFlow, id: 'other' }))
})
afterAll(() => rm(folder, { recursive: true }))

/** A caller who says no is marked, and everybody gets another goodbye. */
const draftFlow = {
  ...yesNoFlow,
  nodes: [
    ...yesNoFlow.nodes.map((node) => (node.id === 'question' ? { ...node, branches: [{ on: 'affirm', to: 'question' }, { on: 'deny', to: 'mark' }] } : node)),
    { id: 'mark', kind: 'tag', name: 'Mark', tag: 'said-no', next: 'end' },
  ],
}

const put = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content)
const at = (name: string): string => join(folder, name)

async function run(...argv: string[]) {
  let out = ''
  const notes: string[] = []
  const code = await runCommandLine({
    argv,
    environment: { FLOWS_DIR: folder, CALLCHART_DATA: join(folder, 'nothing') },
    write: (written) => (out += written),
    note: (line) => notes.push(line),
    input: Readable.from(['']),
    signal: new AbortController().signal,
    endsWithin: () => undefined,
  })
  return { code, out, notes: notes.join('\n') }
}

describe('replay', () => {
  it('finds every call of a file the same on its own version, by its file alone', async () => {
    const { code, out, notes } = await run('replay', at('calls.jsonl'))

    expect(notes).toBe('')
    expect(out).toContain(`${callCount} calls on their own versions: ${callCount} the same`)
    expect(code).toBe(0)
  })

  it('needs no chart where the draft is the version that was recorded', async () => {
    expect(await run('replay', at('bare.jsonl'), '--flow', at('yes-no.flow.json'))).toMatchObject({ code: 0, notes: '' })
  })

  it('puts calls that have changed alike together, with the step at which they did', async () => {
    const { code, out } = await run('replay', at('calls.jsonl'), '--flow', at('draft.flow.json'))

    expect(out).toMatch(/12 calls on version [0-9a-f]{12} of yes-no-bench: \d+ the same, \d+ changed/)
    expect(out).toMatch(/path {7}.*-> {2}.*mark > end/)
    expect(out).toContain('tags       none -> said-no')
    expect(out).toMatch(/recorded {3}step \d+: caller says .*-> end/)
    expect(out).toMatch(/draft {6}step \d+: caller says .*-> mark > end: tag said-no/)
    expect(out).toMatch(/calls {6}call-0000/)
    expect(code).toBe(1)
  })

  it('gives the same as JSON, every call by its outcome', async () => {
    const { out } = await run('replay', at('calls.jsonl'), '--flow', at('draft.flow.json'), '--reinterpret', '--json')

    const told = JSON.parse(out) as { draft: object; counts: Record<string, number>; calls: { callId: string; verdict: string }[]; problems: unknown[] }
    expect(told).toMatchObject({ draft: { flow: 'yes-no-bench' }, problems: [] })
    expect(told.calls.map(({ callId }) => callId)).toEqual(calls.map(({ origin }) => origin.callId))
    expect(told.counts.changed).toBe(told.calls.filter(({ verdict }) => verdict === 'changed').length)
    expect(told.counts.changed).toBeGreaterThan(0)
  })

  it('shows a call step by step, and on the draft as well', async () => {
    await put('one.jsonl', text.split('\n').slice(0, 2 + (calls[0]?.entries.length ?? 0)).join('\n'))

    const { code, out } = await run('replay', at('one.jsonl'), '--time-travel', '--flow', at('draft.flow.json'))

    expect(out).toMatch(/^call call-000001 as it was\n +1 +0\.0 s {2}the call begins\n +in question\.asking {2}\(start > question\)\n +timer of 1800000 ms\n +ask "Shall I go on\?"/)
    expect(out).toMatch(/\non the draft\n +1 +0\.0 s {2}the call begins/)
    expect(code).toBe(0)
  })

  it('tells what cannot be replayed, and goes on with the others', async () => {
    const lines = text.trimEnd().split('\n')
    await put('cut.jsonl', lines.slice(0, -2).join('\n'))
    await put('empty.jsonl', '')

    const { code, out, notes } = await run('replay', at('cut.jsonl'), at('empty.jsonl'), at('away.jsonl'), 'no-such-call', at('calls.jsonl'))

    expect(notes).toContain('REPLAY_FILE_TRUNCATED')
    expect(notes).toContain('REPLAY_FILE_EMPTY')
    expect(notes).toContain('CLI_FILE_UNREADABLE')
    expect(notes).toContain('CLI_DATABASE_MISSING')
    expect(out).toContain(`${2 * callCount - 1} calls on their own versions`)
    expect(out).toContain('4 problems')
    expect(code).toBe(1)
  })

  it('tells of a call of another flow, or without its chart', async () => {
    const other = await run('replay', at('calls.jsonl'), '--flow', at('other.flow.json'))
    const bare = await run('replay', at('bare.jsonl'))

    expect(other.code).toBe(1)
    expect(other.out).toContain('12 problems')
    expect(other.notes).toContain('REPLAY_OTHER_FLOW: Call call-000001 is of flow "yes-no-bench", not of "other"')
    expect(bare.notes).toContain('REPLAY_VERSION_MISSING')
  })

  it.each([
    [['replay']],
    [['replay', '--all', 'some-call']],
    [['replay', 'some-call', '--reinterpret']],
    [['replay', 'some-call', '--backwards']],
    [['journal']],
    [['journal', '--all', 'some-call']],
    [['journal', 'some-call', '--flow', 'yes-no-bench']],
  ])('%j is bad usage', async (argv) => {
    const { code, notes } = await run(...argv)

    expect(notes).toContain('CLI_BAD_USAGE')
    expect(code).toBe(2)
  })

  it('is bad usage where time travel is asked for more than one call', async () => {
    const { code, notes } = await run('replay', at('calls.jsonl'), '--time-travel')

    expect(notes).toContain('one call')
    expect(code).toBe(2)
  })

  it('leaves the files as they are', async () => {
    expect(await readFile(at('calls.jsonl'), 'utf8')).toBe(text)
  })
})
