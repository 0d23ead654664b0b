import { statePath } from '../step/step.js'
import { callKey } from '../explore/call-key.js'
import { beginCall, make, type CallStart, type Explored, type ExploredCall } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import { movesOf } from '../explore/moves.js'
import type { Conversation } from './conversation.js'

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
  readonly mostSteps: number
  readonly starts: readonly CallStart[]
}

interface Candidate<Fact> {
  readonly conversation: Conversation
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
export const searchCall = <Fact extends string | number>(flow: ExploredFlow, guide: Guide<Fact>, { starts, mostSteps }: SearchOptions): Conversation | undefined => {
  const queue = new Queue<Candidate<Fact>>()
  const seen = new Set<string>()
  let found: Conversation | undefined

  const note = (conversation: Conversation, earlier: Fact): void => {
    const { made, before } = conversation
    const fact = guide.next(earlier, before?.made.call, made)
    const distance = guide.distance(made.call, fact)
    if (distance === undefined) return
    if (distance === 0) found = conversation
    const key = `${fact} ${callKey(made.call, (variable) => flow.rules.deciding.has(variable))}`
    if (seen.has(key)) return
    seen.add(key)
    // A move is worth several steps of a chart: what is near counts more than what is short.
    queue.put(conversation.length + distance, { conversation, fact })
  }

  for (const start of starts) if (found === undefined) note({ start, made: beginCall(flow, start, true), length: 0 }, guide.initial)
  for (let stepCount = 0; found === undefined && stepCount < mostSteps; ) {
    const candidate = queue.take()
    if (candidate === undefined) return undefined
    const { conversation: before, fact } = candidate
    for (const move of movesOf(flow, before.made.call)) {
      stepCount += 1
      if (found === undefined) note({ start: before.start, made: make(flow, before.made.call, move, true), move, before, length: before.length + 1 }, fact)
    }
  }
  return found
}
