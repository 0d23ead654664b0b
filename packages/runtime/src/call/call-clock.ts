import { frameMs, type NumberedFact } from '@callchart/protocol'
import type { CallState } from './state.js'

/**
 * The call's sample clock at a time while no bridge counts it. @param at milliseconds since the epoch @param zeroAt when it began, where that is known
 * better than by the answer @returns never less than what was counted
 */
export const callClockAt = ({ clockMs, answeredAt = Infinity }: Pick<CallState, 'clockMs' | 'answeredAt'>, at: number, zeroAt = answeredAt): number => Math.max(clockMs, at - zeroAt)

/** A fact of a bot leg, its times on the clock of the call. @param fromMs where the leg's clock begins on it */
export function onCallClock(numbered: NumberedFact, fromMs: number): NumberedFact {
  if (fromMs === 0) return numbered
  const { number, atMs, fact } = numbered
  if (fact.type !== 'utterance') return { number, atMs: atMs + fromMs, fact }
  const moved = <Span extends { readonly startMs: number; readonly endMs: number }>(span: Span): Span => ({ ...span, startMs: span.startMs + fromMs, endMs: span.endMs + fromMs })
  const alternatives = fact.alternatives.map((alternative) => ({ ...alternative, words: alternative.words.map(moved) }))
  return { number, atMs: atMs + fromMs, fact: { ...moved(fact), alternatives } }
}

/** Of more facts some would still tell where the clock stood before it fell behind for frames that did not come. */
const keptCount = 8

/**
 * The call's sample clock against ours, as this runtime has seen it by the facts of bridges: each tells its time on that clock, and has come a
 * little later than that. Of the latest the one that came fastest is nearest.
 */
export class SeenClock {
  /** When the call's first frame would have come, by each of them, milliseconds since the epoch. */
  private zerosAt: number[] = []
  private leg = 0

  constructor(private readonly state: CallState) {}

  /** A fact of the bot leg has come. Its time is the end of the frame that caused it. */
  note({ atMs }: NumberedFact, receivedAt: number): void {
    const { number, fromMs } = this.state.botLeg
    // Where it begins on the call's clock was set before its first frame came: each leg has a zero of its own.
    if (this.leg !== number) this.zerosAt = []
    this.leg = number
    this.zerosAt.push(receivedAt - atMs - fromMs + frameMs)
    if (this.zerosAt.length > keptCount) this.zerosAt.shift()
  }

  /** @param at milliseconds since the epoch @returns as `callClockAt` */
  at(at: number): number {
    return this.zerosAt.length === 0 ? callClockAt(this.state, at) : callClockAt(this.state, at, Math.min(...this.zerosAt))
  }
}
