import { statePath } from '../step/step.js'
import { callKey } from './call-key.js'
import type { Trace } from './cover.js'
import { beginCall, make, type CallStart, type Explored, type ExploredCall } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import type { Move } from './move.js'
import { movesOf } from './moves.js'

/** What is looked for, and how far away it is. */
export interface Guide<Fact extends string | number> {
  /** What is known before the call begins, at its idle state. */
  readonly initial: Fact
  /**
   * What is known after a move.
   * @param before the call before it; undefined where it begins
   */
  next(fact: Fact, before: ExploredCall | undefined, made: Explored): Fact
  /** Steps that it takes about from this call on; 0: found; undefined: it cannot be found from there. */
  distance(call: ExploredCall, fact: Fact): number | undefined
}

export interface SearchOptions {
  /** Steps of the chart that are tried at most. */
  readonly mostSteps?: number
  readonly starts: readonly CallStart[]
}

interface Candidate<Fact> {
  readonly trace: Trace
  readonly fact: Fact
}

/** Candidates by how promising they are; among equals the one that came first. */
class Queue<Item> {
  readonly #buckets: Item[][] = []
  #lowest = 0

  put(rank: number, item: Item): void {
    const bucket = (this.#buckets[rank] ??= [])
    bucket.push(item)
    this.#lowest = Math.min(this.#lowest, rank)
  }

  take(): Item | undefined {
    for (; this.#lowest < this.#buckets.length; this.#lowest += 1) {
      const item = this.#buckets[this.#lowest]?.shift()
      if (item !== undefined) return item
    }
    return undefined
  }
}

/** Where a call is, as places of its chart are named. */
export const placeOf = ({ snapshot }: ExploredCall): string => statePath(snapshot).join('.')

/** Looks for a real call that comes to what the guide looks for, the most promising first; undefined where none was found in time. */
export const searchCall = <Fact extends string | number>(flow: ExploredFlow, guide: Guide<Fact>, { starts, mostSteps = 4_000 }: SearchOptions): Trace | undefined => {
  const queue = new Queue<Candidate<Fact>>()
  const seen = new Set<string>()
  let found: Trace | undefined

  const note = (start: CallStart, made: Explored, earlier: Fact, move?: Move, before?: Trace): void => {
    const fact = guide.next(earlier, before?.call, made)
    const distance = guide.distance(made.call, fact)
    if (distance === undefined) return
    const trace: Trace = { start, before, move, call: made.call, taken: made.taken.map(({ id }) => id), length: (before?.length ?? 0) + 1 }
    if (distance === 0) found = trace
    const key = `${fact} ${callKey(made.call, (variable) => flow.rules.deciding.has(variable))}`
    if (seen.has(key)) return
    seen.add(key)
    // A move is worth several steps of a chart: what is near counts more than what is short.
    queue.put(trace.length + distance, { trace, fact })
  }

  for (const start of starts) if (found === undefined) note(start, beginCall(flow, start, true), guide.initial)
  for (let stepCount = 0; found === undefined && stepCount < mostSteps; ) {
    const candidate = queue.take()
    if (candidate === undefined) return undefined
    const { trace, fact } = candidate
    for (const move of movesOf(flow, trace.call)) {
      stepCount += 1
      if (found === undefined) note(trace.start, make(flow, trace.call, move, true), fact, move, trace)
    }
  }
  return found
}
