import type { CallEvent } from '../../contract/events.js'
import type { CallStart } from '../../explore/explored-call.js'
import type { ExploredFlow } from '../../explore/explored-flow.js'
import { startsOf } from '../../explore/starts.js'
import { transitionsOf } from '../../explore/transitions.js'
import { untakeableTransitions, type UntakeableTransition } from '../../explore/untakeable.js'
import { randomOf } from '../random.js'
import type { Behaviour } from './behaviour.js'
import { CallTally, otherPaths, type LongestCall, type NodeTally } from './call-tally.js'
import { CallTree, type CallNode } from './call-tree.js'

export interface MassSimulationOptions {
  readonly behaviour: Behaviour
  readonly seed: number
  /** How calls may begin, each as likely as the others; absent: as the flow lets expect. */
  readonly starts?: readonly CallStart[]
}

export interface Frequency {
  readonly name: string
  readonly count: number
}

/** What became of many simulated calls. */
export interface SimulationReport {
  readonly flow: string
  readonly behaviour: string
  readonly seed: number
  readonly callCount: number
  readonly stepCount: number
  /** How calls ended, most frequent first. */
  readonly ends: readonly Frequency[]
  /** Nodes in the order they are entered, most frequent first. */
  readonly paths: readonly { readonly nodes: readonly string[]; readonly count: number }[]
  readonly pathCount: number
  readonly nodes: readonly ({ readonly id: string; readonly name: string } & NodeTally)[]
  readonly averageTurns: number
  readonly averageMs: number
  /** The call with most turns. */
  readonly longest: LongestCall
  /** Virtual milliseconds of the call that lasted longest. */
  readonly longestMs: number
  readonly unreachedNodes: readonly string[]
  /** Transitions that no call took though calls can. */
  readonly untakenTransitions: readonly string[]
  readonly untakeable: readonly UntakeableTransition[]
}

/** No caller stays for so many things to happen: then the call is left as it is. */
const mostSteps = 400
const mostPathsTold = 20

const mostFrequent = (counts: ReadonlyMap<string, number>): Frequency[] =>
  [...counts].map(([name, count]) => ({ name, count })).sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1))

/** Simulates call after call on one flow; the same calls for the same seed and behaviour. */
export class MassSimulation {
  readonly #flow: ExploredFlow
  readonly #options: MassSimulationOptions
  readonly #random: () => number
  readonly #tree: CallTree
  readonly #tally = new CallTally()

  constructor(flow: ExploredFlow, options: MassSimulationOptions) {
    this.#flow = flow
    this.#options = options
    this.#random = randomOf(options.seed)
    this.#tree = new CallTree(flow, options.behaviour, options.starts ?? startsOf(flow))
  }

  get callCount(): number {
    return this.#tally.callCount
  }

  /** Simulates so many further calls. */
  run(callCount: number): void {
    for (let index = 0; index < callCount; index += 1) this.#tally.note({ steps: this.#follow() })
  }

  /** Simulates one call that is counted nowhere. */
  follow(): { readonly events: readonly CallEvent[]; readonly turnCount: number } {
    const steps = this.#follow()
    return { events: steps.map(({ explored }) => explored.event), turnCount: steps.filter(({ isTurn }) => isTurn).length }
  }

  report(): SimulationReport {
    const { compiled, machine } = this.#flow
    const tally = this.#tally
    const nodes = compiled.manifest.nodes.map(({ id, name }) => ({ id, name, ...tally.nodeTally(id) }))
    const untakeable = untakeableTransitions(this.#flow)
    const never = new Set(untakeable.map(({ transition }) => transition.id))
    const average = (sum: number): number => (tally.callCount === 0 ? 0 : Math.round((sum / tally.callCount) * 100) / 100)
    return {
      flow: compiled.manifest.flow,
      behaviour: this.#options.behaviour.name,
      seed: this.#options.seed,
      callCount: tally.callCount,
      stepCount: tally.stepCount,
      ends: mostFrequent(tally.ends),
      paths: mostFrequent(tally.paths).filter(({ name }) => name !== otherPaths).slice(0, mostPathsTold).map(({ name, count }) => ({ nodes: name.split(' '), count })),
      pathCount: tally.paths.size,
      nodes,
      averageTurns: average(tally.turnCount),
      averageMs: average(tally.durationMs),
      longest: tally.longest,
      longestMs: tally.longestMs,
      unreachedNodes: nodes.filter(({ entries }) => entries === 0).map(({ id }) => id),
      untakenTransitions: transitionsOf(machine).map(({ id }) => id).filter((id) => !tally.taken.has(id) && !never.has(id)),
      untakeable,
    }
  }

  #follow(): CallNode[] {
    let node: CallNode | undefined = this.#tree.start(this.#random)
    const steps: CallNode[] = []
    while (node !== undefined && steps.length < mostSteps) {
      steps.push(node)
      node = this.#tree.next(node, this.#random)
    }
    return steps
  }
}
