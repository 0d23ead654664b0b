import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Tracing } from './span.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const hexOf = (text: string, digits: number): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, digits)

/**
 * The trace of a call, 32 hex digits: its id without the dashes. Every process that works on the call, and every one that takes it over, finds the
 * same, and nothing of it has to travel.
 * @see https://www.w3.org/TR/trace-context/#trace-id
 */
export const traceIdOf = (callId: string): string => (uuid.test(callId) ? callId.replaceAll('-', '') : hexOf(`trace ${callId}`, 32))

/** A span of a call, 16 hex digits. @param about names it within its call: nothing for the call itself, `turn` and the turn's id, … */
export const spanIdOf = (callId: string, ...about: readonly (string | number)[]): string => hexOf([callId, ...about].join(' '), 16)

/** The header that tells a receiver which span of ours asked it. @see https://www.w3.org/TR/trace-context/#traceparent-header */
export const traceparentOf = (callId: string, spanId: string): string => `00-${traceIdOf(callId)}-${spanId}-01`

/** Of a trace id, what a decision is taken by: its last 52 bits. */
const decidingDigits = 13

/** Whether the call is one of those that are traced; the same answer in every process. */
export const isTraced = (callId: string, { sampleRatio }: Pick<Tracing, 'sampleRatio'>): boolean =>
  sampleRatio >= 1 || Number.parseInt(traceIdOf(callId).slice(-decidingDigits), 16) < sampleRatio * 16 ** decidingDigits
