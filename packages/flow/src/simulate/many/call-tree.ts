import { beginCall, make, type CallStart, type Explored } from '../../explore/explored-call.js'
import type { ExploredFlow } from '../../explore/explored-flow.js'
import type { Move } from '../../explore/move.js'
import { movesOf } from '../../explore/moves.js'
import type { Behaviour } from './behaviour.js'
import { durationOf, weightsOf } from './world.js'

/** A call so far, and what may come next with how likely it is. */
export interface CallNode {
  readonly explored: Explored
  readonly nodes: readonly string[]
  readonly taken: readonly string[]
  /** Somebody other than time did something. */
  readonly isTurn: boolean
  choices: Choices | undefined
  /** Another call came this far before. */
  isCommon: boolean
}

interface Choices {
  readonly moves: readonly Move[]
  /** Sums of the weights up to each move. */
  readonly sums: readonly number[]
  readonly next: (CallNode | undefined)[]
}

/** Calls that begin alike share their beginning: a step is a function of the call and the move, so that it is done once. So many steps are kept. */
const mostKept = 150_000

const turns: ReadonlySet<string> = new Set(['says', 'says-value', 'says-either', 'says-something-else', 'presses', 'stays-silent', 'leaves-message', 'leaves-no-message'])

const nodeOf = (explored: Explored, move?: Move): CallNode => ({
  explored,
  nodes: explored.effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])),
  taken: explored.taken.map(({ id }) => id),
  isTurn: move !== undefined && turns.has(move.deed.type),
  choices: undefined,
  isCommon: false,
})

const pickIn = (sums: readonly number[], at: number): number => {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Every call of one behaviour that was simulated so far. */
export class CallTree {
  readonly #flow: ExploredFlow
  readonly #behaviour: Behaviour
  readonly #starts: readonly CallNode[]
  #kept = 0

  constructor(flow: ExploredFlow, behaviour: Behaviour, starts: readonly CallStart[]) {
    this.#flow = flow
    this.#behaviour = behaviour
    this.#starts = starts.map((start) => nodeOf(beginCall(flow, start, true)))
  }

  start(random: () => number): CallNode {
    const start = this.#starts[Math.floor(random() * this.#starts.length)]
    if (start === undefined) throw new Error('A call begins in some way.')
    return start
  }

  /** What happens next; undefined: nothing can. */
  next(node: CallNode, random: () => number): CallNode | undefined {
    const choices = node.choices ?? this.#choicesOf(node)
    const sum = choices.sums.at(-1) ?? 0
    if (sum <= 0) return undefined
    const index = pickIn(choices.sums, random() * sum)
    const known = choices.next[index]
    if (known !== undefined) return known
    const move = choices.moves[index]
    if (move === undefined) return undefined
    const made = this.#make(node, move)
    this.#keep(node, choices, index, made)
    return made
  }

  /** Only what calls share is kept: most of what a long call does it does alone. */
  #keep(node: CallNode, choices: Choices, index: number, made: CallNode): void {
    if (!node.isCommon) {
      node.isCommon = true
      return
    }
    if (this.#kept >= mostKept) return
    this.#kept += 1
    node.choices = choices
    choices.next[index] = made
  }

  /** Whatever falls due while the move is under way comes before it. */
  #make({ explored: { call } }: CallNode, move: Move): CallNode {
    const afterMs = durationOf(move, call, this.#behaviour)
    const [first] = Object.entries(call.timers).sort(([, left], [, right]) => left - right)
    const isFirst = first !== undefined && first[1] <= call.at + afterMs && move.quiet !== true
    const happens: Move = isFirst ? { deed: { type: 'time-passes', of: 'node' }, event: { type: 'timer.elapsed', timerId: first[0] } } : { ...move, afterMs }
    return nodeOf(make(this.#flow, call, happens, true), happens)
  }

  #choicesOf({ explored: { call } }: CallNode): Choices {
    const moves = movesOf(this.#flow, call)
    let sum = 0
    const sums = weightsOf(moves, call, this.#behaviour).map((weight) => (sum += weight))
    return { moves, sums, next: [] }
  }
}
