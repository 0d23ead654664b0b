import { compileFlow, parseFlow, randomOf } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { pick } from '../bench/fenced-llm/pick.js'
import { RuntimeError } from '../errors.js'
import { aCallOf, bankFlow, readyVersion } from '../testing/replay-flows.js'
import { JournalReader, soundEntries, writeJournal, type RecordedChart } from './journal-file.js'
import { maskedCall } from './mask-journal.js'
import type { RecordedCall } from './recorded-call.js'
import { replayCall, stepsOf } from './replay-call.js'

const bank = readyVersion(bankFlow)
const versions = new Map([[bank.version, bank]])
const recorded = (): RecordedCall => aCallOf(bank).says('my balance').presses('4321').recorded()

function chart(): RecordedChart {
  const parsed = parseFlow(bankFlow)
  if (!('document' in parsed)) throw new Error('no flow')
  return { version: bank.version, compiled: compileFlow(parsed.document), sensitive: ['pin'] }
}

function read(text: string): { readonly calls: RecordedCall[]; readonly reader: JournalReader } {
  const reader = new JournalReader('calls.jsonl')
  const calls = text.split('\n').flatMap((line) => reader.take(line) ?? [])
  reader.end()
  return { calls, reader }
}

const lines = (): string[] => writeJournal(recorded(), []).trimEnd().split('\n')
const refusal = (text: string): unknown => {
  try {
    read(text)
  } catch (error) {
    return error
  }
  return undefined
}
const withLine = (at: number, change: (line: Record<string, unknown>) => unknown): string =>
  lines()
    .map((line, index) => (index === at ? JSON.stringify(change(JSON.parse(line) as Record<string, unknown>)) : line))
    .join('\n')

describe('a file of journals', () => {
  it('gives back the calls that were written to it, and their charts', () => {
    const text = writeJournal(recorded(), [chart()]) + writeJournal(recorded(), [])

    const { calls, reader } = read(text)

    expect(calls).toEqual([recorded(), recorded()])
    expect(calls.map((call) => replayCall(call, { recorded: reader.versions }).verdict)).toEqual(['same', 'same'])
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ callchart: 'journal/1', call: { callId: 'c1' }, flow: 'bank', version: bank.version })
  })

  it('may hold a call that never began', () => {
    expect(read(writeJournal({ ...recorded(), entries: [] }, [])).calls).toHaveLength(1)
  })

  it.each([
    ['is empty', () => '', 'REPLAY_FILE_EMPTY', 'callchart journal'],
    ['has blank lines only', () => '\n\n', 'REPLAY_FILE_EMPTY', 'calls.jsonl'],
    ['is no JSON', () => 'call me', 'REPLAY_FILE_NOT_JSON', 'line 1'],
    ['is cut off within a line', () => lines().join('\n').slice(0, -10), 'REPLAY_FILE_NOT_JSON', 'cut off'],
    ['is cut off behind a line', () => lines().slice(0, -3).join('\n'), 'REPLAY_FILE_TRUNCATED', `of its ${recorded().entries.length} entries`],
    ['begins the next call too early', () => [...lines().slice(0, 4), ...lines()].join('\n'), 'REPLAY_FILE_TRUNCATED', 'line 5'],
    ['has no first line', () => lines().slice(1).join('\n'), 'REPLAY_FILE_INVALID', 'line 1'],
    ['is of another format', () => withLine(0, (head) => ({ ...head, callchart: 'journal/9' })), 'REPLAY_FILE_INVALID', 'callchart'],
    ['has a call without a beginning', () => withLine(0, ({ call, ...head }) => ({ ...head, call: { ...(call as object), startedAt: 'noon' } })), 'REPLAY_FILE_INVALID', 'call.startedAt'],
    ['has an entry of an unknown kind', () => withLine(2, (entry) => ({ ...entry, kind: 'dream' })), 'REPLAY_ENTRY_UNKNOWN', 'entry "dream"'],
    ['has an unknown event', () => withLine(2, (entry) => ({ ...entry, body: { type: 'moon.rose', at: 1 } })), 'REPLAY_ENTRY_UNKNOWN', 'event "moon.rose"'],
    ['has an unknown fact', () => withLine(1, (entry) => ({ ...entry, body: { number: 1, atMs: 1, fact: { type: 'moon.rose' } } })), 'REPLAY_ENTRY_UNKNOWN', 'fact "moon.rose"'],
    ['has an event of the object that everything is made from', () => withLine(2, (entry) => ({ ...entry, body: { type: 'constructor', at: 1 } })), 'REPLAY_ENTRY_UNKNOWN', 'event "constructor"'],
    ['has an event without its fields', () => withLine(2, (entry) => ({ ...entry, body: { type: 'digits.entered', at: 1, turnId: 't1' } })), 'REPLAY_FILE_INVALID', 'body.digits'],
    ['has a fact without its fields', () => withLine(1, (entry) => ({ ...entry, body: { number: 1, atMs: 1, fact: { type: 'no-input' } } })), 'REPLAY_FILE_INVALID', 'body.fact.turnId'],
    ['has a list for an entry', () => withLine(2, () => [1]), 'REPLAY_FILE_INVALID', 'the entry'],
    ['lacks an entry', () => lines().filter((_line, index) => index !== 3).join('\n'), 'REPLAY_SEQUENCE_GAP', 'entry 4 of call c1, where entry 3 should be'],
    ['has an entry twice', () => lines().flatMap((line, index) => (index === 3 ? [line, line] : [line])).join('\n'), 'REPLAY_SEQUENCE_GAP', 'entry 3 of call c1, where entry 4 should be'],
    ['has a chart that is none', () => [lines()[0], '{"chart":{"version":"v"}}'].join('\n'), 'REPLAY_FILE_INVALID', 'chart'],
    ['has a chart that no machine can be made of', () => [lines()[0], '{"chart":{"version":"v","compiled":{"manifest":{"flow":"f","nodes":[]},"config":{"initial":"nowhere","states":{"here":{}}}},"sensitive":[]}}'].join('\n'), 'REPLAY_FILE_INVALID', 'cannot be made ready'],
  ])('that %s is refused with the line and a way out', (_what, text, code, named) => {
    const error = refusal(text())

    expect(error).toMatchObject({ code })
    expect((error as Error).message).toContain(named)
    expect((error as Error).message).toMatch(/calls\.jsonl/)
  })

  it('is no journal of a database either where entries are missing or unknown', () => {
    const { entries } = recorded()
    const dreamt = entries.map((entry) => ({ ...entry, kind: entry.sequence === 4 ? 'dream' : entry.kind }) as typeof entry)

    expect(soundEntries('c1', entries)).toBe(entries)
    expect(() => soundEntries('c1', entries.slice(1))).toThrow(expect.objectContaining({ code: 'REPLAY_SEQUENCE_GAP' }))
    expect(() => soundEntries('c1', dreamt)).toThrow(expect.objectContaining({ code: 'REPLAY_ENTRY_UNKNOWN', message: expect.stringContaining('Entry 4 of call c1') as string }))
  })

  it('that was tampered with anywhere runs, or is refused with a code', () => {
    const random = randomOf(4)
    const texts = writeJournal(recorded(), [chart()]).trimEnd().split('\n')
    for (let round = 0; round < 500; round += 1) {
      const line = Math.floor(random() * texts.length)
      const tampered = texts.map((text, index) => (index === line ? JSON.stringify(tamper(JSON.parse(text), random)) : text)).join('\n')
      try {
        const { calls, reader } = read(tampered)
        for (const call of calls) stepsOf(call, { recorded: new Map([...versions, ...reader.versions]), draft: bank, reinterpret: { timeZone: 'UTC' } })
      } catch (error) {
        if (!(error instanceof RuntimeError)) throw new Error(tampered.split('\n')[line]?.slice(0, 2_000), { cause: error })
      }
    }
  })
})

const strangers: readonly unknown[] = [null, 0, -1, 'x', '', [], {}, true, ['a'], { a: 1 }]

/** One value somewhere inside gets another, or goes. */
function tamper(value: unknown, random: () => number): unknown {
  const keys = value !== null && typeof value === 'object' ? Object.keys(value) : []
  if (keys.length === 0 || random() < 0.15) return pick(random, strangers)
  const key = pick(random, keys)
  const inner = (value as Record<string, unknown>)[key]
  const changed = tamper(inner, random)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? changed : item))
  const { [key]: _gone, ...rest } = value as Record<string, unknown>
  return random() < 0.2 ? rest : { ...rest, [key]: changed }
}

describe('what nobody may read', () => {
  it('stands nowhere in a masked journal, and has its shape there', () => {
    const masked = maskedCall(recorded(), versions)

    expect(JSON.stringify(recorded())).toContain('4321')
    expect(JSON.stringify(masked)).not.toContain('4321')
    expect(JSON.stringify(masked)).toContain('"digits":"0000"')
    expect(masked.entries.filter(({ kind }) => kind === 'fact').flatMap(({ body }) => ('fact' in body && body.fact.type === 'digit.pressed' ? [body.fact.digit] : []))).toEqual(['0', '0', '0', '0'])
  })

  it('leaves the steps before it comparable, and the way of the call as it was', () => {
    const replay = replayCall(maskedCall(recorded(), versions), { recorded: versions })

    expect(replay).toMatchObject({ verdict: 'same', before: { end: 'completed', variables: { balance: 120 } } })
    expect(replay.comparedCount).toBeGreaterThan(1)
    expect(replay.comparedCount).toBeLessThan(replay.stepCount)
  })

  it('changes nothing of a call that has nothing of the kind', () => {
    const open = readyVersion({ ...bankFlow, variables: { ...bankFlow.variables, pin: { type: 'string' } } })
    const call = aCallOf(open).says('my balance').presses('4321').recorded()

    expect(maskedCall(call, new Map([[open.version, open]]))).toBe(call)
  })
})
