import type { NumberedFact } from '@callchart/protocol'
import type { CallState } from './state.js'

/** The call's sample clock at a time while no bridge counts it. @param at milliseconds since the epoch @returns never less than what was counted */
export const callClockAt = ({ clockMs, answeredAt = Infinity }: Pick<CallState, 'clockMs' | 'answeredAt'>, at: number): number => Math.max(clockMs, at - answeredAt)

/** A fact of a bot leg, its times on the clock of the call. @param fromMs where the leg's clock begins on it */
export function onCallClock(numbered: NumberedFact, fromMs: number): NumberedFact {
  if (fromMs === 0) return numbered
  const { number, atMs, fact } = numbered
  if (fact.type !== 'utterance') return { number, atMs: atMs + fromMs, fact }
  const moved = <Span extends { readonly startMs: number; readonly endMs: number }>(span: Span): Span => ({ ...span, startMs: span.startMs + fromMs, endMs: span.endMs + fromMs })
  const alternatives = fact.alternatives.map((alternative) => ({ ...alternative, words: alternative.words.map(moved) }))
  return { number, atMs: atMs + fromMs, fact: { ...moved(fact), alternatives } }
}
