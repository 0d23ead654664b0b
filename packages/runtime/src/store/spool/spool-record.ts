import { createHash } from 'node:crypto'
import type { HeldAbilities } from '../../switch/held-lines.js'
import type { SealedEntry } from '../journal.js'

/** A row of `calls` that waits to be inserted. */
export interface SpooledCall {
  readonly callId: string
  readonly flow: string
  readonly version: string
  readonly direction: 'inbound' | 'outbound'
  /** Its numbers and variables, base64. */
  readonly sealed: string
  /** Its key under the master key, base64. */
  readonly wrappedKey: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly switchId: string | null
  readonly lineId: string | null
  readonly cameByHop: boolean
  readonly lineHolder?: string
  readonly lineAbilities?: HeldAbilities
  readonly lineEpoch?: number
}

/** What the database is to be told when it is back. Times are milliseconds since the epoch; each may be told twice. */
export type SpoolRecord =
  | { readonly type: 'append'; readonly callId: string; readonly epoch: number; readonly entries: readonly SealedEntry[] }
  | { readonly type: 'call'; readonly callId: string; readonly row: SpooledCall }
  /** Where its line is, and who has it as which holder. */
  | { readonly type: 'line'; readonly callId: string; readonly switchId: string; readonly lineId: string; readonly lineHolder: string; readonly lineAbilities: HeldAbilities; readonly lineEpoch: number }
  /** Its media are here. */
  | { readonly type: 'active'; readonly callId: string; readonly owner: string }
  /** Its media never came. */
  | { readonly type: 'closed'; readonly callId: string; readonly endedAt: number; readonly disposition: string }
  | { readonly type: 'token'; readonly callId: string; readonly legId: string; readonly tokenHash: string; readonly expiresAt: number; readonly usedAt?: number }
  /** Every other token of the leg is worth nothing. */
  | { readonly type: 'token.alone'; readonly callId: string; readonly legId: string; readonly tokenHash: string }
  | { readonly type: 'tag'; readonly callId: string; readonly tag: string; readonly at: number }

const checksumChars = 16
const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, checksumChars)

/** One line, its end included. */
export function recordLine(record: SpoolRecord): string {
  const text = JSON.stringify(record)
  return `${checksumOf(text)} ${text}\n`
}

/** @param line without its end @returns undefined where it is not as it was written */
export function readRecordLine(line: string): SpoolRecord | undefined {
  const text = line.slice(checksumChars + 1)
  if (line[checksumChars] !== ' ' || line.slice(0, checksumChars) !== checksumOf(text)) return undefined
  return JSON.parse(text) as SpoolRecord
}
