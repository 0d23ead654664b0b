import type { CompiledFlow } from '@callchart/flow'
import type { CallEntry } from '../call/entries.js'
import { makeReady } from '../call/make-ready.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { CallOrigin } from '../call/state.js'
import { RuntimeError } from '../errors.js'
import { faultOf, isFields } from './entry-shape.js'
import type { RecordedCall } from './recorded-call.js'

const format = 'journal/1'

/** The chart of a version, without its model: enough to run what was understood already. */
export interface RecordedChart {
  readonly version: string
  readonly compiled: CompiledFlow
  /** Names of variables whose values nobody may read. */
  readonly sensitive: readonly string[]
}

export const chartOf = ({ version, compiled, ready }: { version: string; compiled: CompiledFlow; ready: ReadyVersion }): RecordedChart => ({
  version,
  compiled,
  sensitive: [...ready.sensitiveVariables],
})

/** A chart made ready, which understands nothing. */
export function chartReady({ version, compiled, sensitive }: RecordedChart): ReadyVersion {
  const ready = makeReady({ version, document: { variables: {}, nodes: [] }, compiled, models: [] })
  return { ...ready, sensitiveVariables: new Set([...ready.sensitiveVariables, ...sensitive]) }
}

/**
 * A call as lines of JSON: first its origin, flow and version, then charts that stand in no line before, then its entries in order.
 * A file is the lines of one or more calls.
 */
export function writeJournal({ origin, flow, version, entries, maskedFrom }: RecordedCall, charts: readonly RecordedChart[]): string {
  const head = { callchart: format, call: origin, flow, version, entryCount: entries.length, ...(maskedFrom !== undefined && { maskedFrom }) }
  return [head, ...charts.map((chart) => ({ chart })), ...entries].map((line) => `${JSON.stringify(line)}\n`).join('')
}

type Head = Omit<RecordedCall, 'entries'> & { readonly entryCount: number }

/** Reads the lines of one file, in their order. Each method @throws REPLAY_FILE_…, REPLAY_ENTRY_UNKNOWN, REPLAY_SEQUENCE_GAP */
export class JournalReader {
  /** By identity: those of this file so far. */
  readonly versions = new Map<string, ReadyVersion>()
  private head: Head | undefined
  private entries: CallEntry[] = []
  private line = 0
  private callCount = 0

  /** @param file its name, for messages */
  constructor(private readonly file: string) {}

  /** Takes the next line; gives the call that it completes. */
  take(text: string): RecordedCall | undefined {
    this.line += 1
    if (text.trim() === '') return undefined
    const json = this.parse(text)
    if (isFields(json) && isFields(json.chart)) return this.takeChart(json.chart)
    return this.head === undefined ? this.takeHead(json) : this.takeEntry(json, this.head)
  }

  /** The file has no more lines. */
  end(): void {
    if (this.head !== undefined) throw this.truncated(this.head)
    if (this.callCount === 0) throw new RuntimeError('REPLAY_FILE_EMPTY', `${this.file} holds no call: export calls with "callchart journal".`, this.where())
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw new RuntimeError('REPLAY_FILE_NOT_JSON', `${this.at} is not JSON, or is cut off: export the calls again.`, { ...this.where(), cause })
    }
  }

  private takeHead(json: unknown): RecordedCall | undefined {
    const bad = headFault(json)
    if (bad !== undefined || !isFields(json)) throw this.invalid(`should begin a call, and its "${bad ?? 'callchart'}" does not`)
    const { call, flow, version, entryCount, maskedFrom } = json as { readonly call: CallOrigin } & Head
    this.head = { origin: call, flow, version, entryCount, ...(maskedFrom !== undefined && { maskedFrom }) }
    this.entries = []
    return this.completed(this.head)
  }

  private takeEntry(json: unknown, head: Head): RecordedCall | undefined {
    if (isFields(json) && json.callchart !== undefined) throw this.truncated(head)
    const fault = faultOf(json)
    if (fault !== undefined && 'unknown' in fault)
      throw unknownKind(this.at, fault.unknown, this.where().fields)
    if (fault !== undefined) throw this.invalid(`has no good "${fault.bad}"`)
    const entry = json as CallEntry
    const expected = this.entries.length + 1
    if (entry.sequence !== expected) throw this.gap(head, expected, entry.sequence)
    this.entries.push(entry)
    return this.completed(head)
  }

  private takeChart(json: Readonly<Record<string, unknown>>): undefined {
    const { version } = json
    if (typeof version !== 'string' || !isChart(json)) throw this.invalid('holds no good "chart"')
    try {
      const ready = chartReady(json as unknown as RecordedChart)
      ready.start()
      this.versions.set(version, ready)
    } catch (cause) {
      throw this.invalid('holds a "chart" that cannot be made ready', cause)
    }
    return undefined
  }

  private completed(head: Head): RecordedCall | undefined {
    if (this.entries.length < head.entryCount) return undefined
    this.head = undefined
    this.callCount += 1
    const { entryCount: _counted, ...call } = head
    return { ...call, entries: this.entries }
  }

  private get at(): string {
    return `${this.file}, line ${this.line},`
  }

  private where(): { readonly fields: { readonly file: string; readonly line: number } } {
    return { fields: { file: this.file, line: this.line } }
  }

  private invalid(what: string, cause?: unknown): RuntimeError {
    return new RuntimeError('REPLAY_FILE_INVALID', `${this.at} ${what}: export the calls again with this release.`, { ...this.where(), cause })
  }

  private truncated({ origin: { callId }, entryCount }: Head): RuntimeError {
    const message = `${this.at} ends call ${callId} after ${this.entries.length} of its ${entryCount} entries: copy the file again, or export the call again.`
    return new RuntimeError('REPLAY_FILE_TRUNCATED', message, this.where())
  }

  private gap({ origin: { callId } }: Head, expected: number, found: number): RuntimeError {
    const message = `${this.at} is entry ${found} of call ${callId}, where entry ${expected} should be: export the call again.`
    return new RuntimeError('REPLAY_SEQUENCE_GAP', message, this.where())
  }
}

const manifestLists = ['languages', 'understanding', 'nodes', 'sensitive', 'knowledge'] as const

/** What replays read of a chart; its machine is tried when it is made. */
function isChart({ compiled, sensitive }: Readonly<Record<string, unknown>>): boolean {
  if (!isFields(compiled) || !isFields(compiled.manifest) || !isFields(compiled.config) || !Array.isArray(sensitive)) return false
  const { manifest } = compiled
  return typeof manifest.flow === 'string' && manifestLists.every((name) => manifest[name] === undefined || Array.isArray(manifest[name])) && Array.isArray(manifest.nodes)
}

/** The field of a first line that is not as it should be. */
function headFault(json: unknown): string | undefined {
  if (!isFields(json) || json.callchart !== format) return 'callchart'
  const { call, flow, version, entryCount, maskedFrom } = json
  if (!isFields(call)) return 'call'
  if (typeof call.callId !== 'string') return 'call.callId'
  if (call.direction !== 'inbound' && call.direction !== 'outbound') return 'call.direction'
  if (typeof call.startedAt !== 'number') return 'call.startedAt'
  if (!isFields(call.variables)) return 'call.variables'
  if (typeof flow !== 'string') return 'flow'
  if (typeof version !== 'string') return 'version'
  if (!Number.isInteger(entryCount) || Number(entryCount) < 0) return 'entryCount'
  return maskedFrom === undefined || Number.isInteger(maskedFrom) ? undefined : 'maskedFrom'
}

const unknownKind = (at: string, what: string, fields: Readonly<Record<string, string | number>>): RuntimeError =>
  new RuntimeError('REPLAY_ENTRY_UNKNOWN', `${at} holds the ${what}, which this release does not know: replay it with the release that wrote it, or a newer one.`, { fields })

/**
 * Gives the entries of a database back where they follow one another from 1 and are of kinds that the fold knows.
 * @throws REPLAY_SEQUENCE_GAP, REPLAY_ENTRY_UNKNOWN
 */
export function soundEntries(callId: string, entries: readonly CallEntry[]): readonly CallEntry[] {
  for (const [index, entry] of entries.entries()) {
    const sequence = index + 1
    const fields = { callId, sequence }
    if (entry.sequence !== sequence)
      throw new RuntimeError('REPLAY_SEQUENCE_GAP', `The journal of call ${callId} lacks entry ${sequence}: restore it from a backup of the database.`, { fields })
    const fault = faultOf(entry)
    if (fault !== undefined) throw unknownKind(`Entry ${sequence} of call ${callId}`, 'unknown' in fault ? fault.unknown : `field "${fault.bad}"`, fields)
  }
  return entries
}
