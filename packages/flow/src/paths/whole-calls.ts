import { callKey } from '../explore/call-key.js'
import { traceOf, tracesTo, type Trace } from '../explore/cover.js'
import { make } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import type { Move } from '../explore/move.js'
import { movesOf } from '../explore/moves.js'

/** A call from its beginning to its end. */
export interface WholeCall {
  /** The beginning, then what each move led to. */
  readonly traces: readonly Trace[]
  /** Transitions that it takes and that none of the calls before it takes, by id. */
  readonly covers: readonly string[]
}

/** Nobody listens longer than to so many things that happen. */
const mostTurns = 25
/** But a call that must be long to come where it does is gone on with a little. */
const leastFurther = 10
/** Steps of the chart within which something new is looked for, or an end. */
const mostSteps = 1_500

const isQuiet = ({ move }: Trace): boolean => move === undefined || move.quiet === true
const turnsOf = (trace: Trace): number => tracesTo(trace).filter((each) => !isQuiet(each)).length

/** An end that every call could come to at any time tells nothing of the flow. */
const cutsShort = ({ deed }: Move): boolean => deed.type === 'hangs-up' || deed.type === 'operator-ends' || deed.type === 'sound-fails' || (deed.type === 'time-passes' && deed.of === 'call')

/** The nearest call that is gone on to from this one and is wanted. */
const nearest = (flow: ExploredFlow, from: Trace, isWanted: (trace: Trace) => boolean, isLeft: (move: Move) => boolean = () => true): Trace | undefined => {
  const seen = new Set<string>()
  const open = [from]
  let stepCount = 0
  for (let next = 0; next < open.length && stepCount < mostSteps; next += 1) {
    const trace = open[next]
    if (trace === undefined) break
    for (const move of movesOf(flow, trace.call).filter(isLeft)) {
      stepCount += 1
      const led = traceOf(trace.start, make(flow, trace.call, move, true), move, trace)
      if (isWanted(led)) return led
      const key = callKey(led.call)
      if (!seen.has(key) && !led.call.over) open.push(led)
      seen.add(key)
    }
  }
  return undefined
}

const takesAny = ({ taken }: Trace, wanted: ReadonlySet<string>): boolean => taken.some((id) => wanted.has(id))

/** Goes on for as long as something new is near and the call is not too long. */
const goneOn = (flow: ExploredFlow, trace: Trace, uncovered: ReadonlySet<string>): Trace => {
  const left = new Set(uncovered)
  let last = trace
  const limit = Math.max(mostTurns, turnsOf(trace) + leastFurther)
  tracesTo(last).forEach(({ taken }) => taken.forEach((id) => left.delete(id)))
  while (left.size > 0 && !last.call.over && turnsOf(last) < limit) {
    const further = nearest(flow, last, (each) => takesAny(each, left) && !each.call.gone && !each.call.over)
    if (further === undefined || turnsOf(further) > limit) break
    last = further
    tracesTo(last).forEach(({ taken }) => taken.forEach((id) => left.delete(id)))
  }
  return last
}

/** To an end that the flow itself comes to, if it does; else the caller hangs up. A way to it that takes something new is preferred. */
const ended = (flow: ExploredFlow, trace: Trace, uncovered: ReadonlySet<string>): Trace => {
  if (trace.call.over) return trace
  const isEnd = ({ call }: Trace): boolean => call.over
  const isNewEnd = (each: Trace): boolean => each.call.over && takesAny(each, uncovered)
  const isNatural = (move: Move): boolean => !cutsShort(move)
  return nearest(flow, trace, isNewEnd, isNatural) ?? nearest(flow, trace, isEnd, isNatural) ?? nearest(flow, trace, isEnd) ?? trace
}

const newIn = (trace: Trace, uncovered: ReadonlySet<string>): string[] => [...new Set(tracesTo(trace).flatMap(({ taken }) => taken))].filter((id) => uncovered.has(id))

/** The call that takes most of what is left, and of those that take as much the shortest. */
const bestOf = (traces: Iterable<Trace>, uncovered: ReadonlySet<string>): Trace | undefined => {
  let best: { readonly trace: Trace; readonly count: number } | undefined
  for (const trace of traces) {
    const { length } = newIn(trace, uncovered)
    if (length > (best?.count ?? 0) || (length === best?.count && trace.length < best.trace.length)) best = { trace, count: length }
  }
  return best?.trace
}

/**
 * A small set of whole calls that takes every transition that any of the traces takes: the one that takes most goes first and is gone on with
 * while something new is near, so that few long calls stand for many short ones; none has more than about 25 turns.
 */
export const wholeCalls = (flow: ExploredFlow, traces: ReadonlyMap<string, Trace>): WholeCall[] => {
  const uncovered = new Set(traces.keys())
  const calls: WholeCall[] = []
  while (uncovered.size > 0) {
    const best = bestOf(new Set([...traces].filter(([id]) => uncovered.has(id)).map(([, trace]) => trace)), uncovered)
    if (best === undefined) break
    const long = goneOn(flow, best, uncovered)
    const left = new Set(uncovered)
    newIn(long, uncovered).forEach((id) => left.delete(id))
    const whole = ended(flow, long, left)
    const covers = newIn(whole, uncovered)
    covers.forEach((id) => uncovered.delete(id))
    calls.push({ traces: tracesTo(whole), covers })
  }
  return withoutNeedless(calls)
}

/** A call that takes nothing which the others do not take as well is left out; what it covered is then theirs. */
const withoutNeedless = (calls: readonly WholeCall[]): WholeCall[] => {
  const takenBy = calls.map(({ traces }) => new Set(traces.flatMap(({ taken }) => taken)))
  const counts = new Map<string, number>()
  for (const taken of takenBy) for (const id of taken) counts.set(id, (counts.get(id) ?? 0) + 1)
  const kept = calls.filter((_, index) => {
    const taken = takenBy[index] ?? new Set<string>()
    if ([...taken].some((id) => counts.get(id) === 1)) return true
    for (const id of taken) counts.set(id, (counts.get(id) ?? 1) - 1)
    return false
  })
  const covered = new Set<string>()
  return kept.map(({ traces }) => {
    const covers = [...new Set(traces.flatMap(({ taken }) => taken))].filter((id) => !covered.has(id))
    covers.forEach((id) => covered.add(id))
    return { traces, covers }
  })
}
