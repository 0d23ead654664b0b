import type { ExploredFlow } from '../explore/explored-flow.js'
import type { Conversation } from '../prove/conversation.js'
import type { ChartGraph } from '../prove/chart-graph.js'
import { trackedOf } from '../prove/tracked.js'
import type { RuleAutomaton } from './automaton.js'
import { proveRule, type Breach } from './break-rules.js'
import type { ChartSight } from './chart-sight.js'
import { confirmBreach, goTheWay } from './confirm-breach.js'
import { decidedBy } from './decided-by.js'

/** A breach, and a real call that shows it where one was found. */
export interface FoundBreach {
  readonly breach: Breach
  readonly shown: Conversation | undefined
}

export interface FoundBreaches {
  readonly found: readonly FoundBreach[]
  /** All ways were gone. */
  readonly isComplete: boolean
}

/** So often the ways are gone again with more variables followed. */
const mostRounds = 5
/** Steps of the machine that a search for a call may take: fewer while there is more to be followed, and much seems to be possible. */
const mostSteps = { first: 800, last: 8_000 }
/** A rule that is broken at more nodes is told at the nearest ones. */
const mostBreaches = 4

const isIn = (follows: ReadonlySet<string>) => (name: string): boolean => follows.has(name)

/** Variables that are yes or no, and decide something: most conditions of flows look at these alone. */
const flagsOf = (graph: ChartGraph): string[] => {
  const { variables } = graph.context
  return [...trackedOf(graph).variables].filter((name) => typeof variables[name] === 'boolean')
}

/**
 * Proves that no call breaks the rule, or finds calls that do. Begins with no variable followed; while a breach is found that no real call
 * shows, those that are yes or no are followed too, and those that decided its way.
 */
export const findBreaches = (flow: ExploredFlow, rule: RuleAutomaton, sight: ChartSight): FoundBreaches => {
  const shown = new Map<string | undefined, Conversation>()
  let follows: ReadonlySet<string> = new Set()
  for (let round = 1; ; round += 1) {
    const { breaches, exploration } = proveRule(rule, sight, follows)
    const nearest = breaches.slice(0, mostBreaches)
    const doubtful = (): Breach[] => nearest.filter(({ node }) => !shown.has(node))
    const show = (find: (breach: Breach) => Conversation | undefined): void => {
      for (const breach of doubtful()) {
        const call = find(breach)
        if (call !== undefined) shown.set(breach.node, call)
      }
    }
    show((breach) => confirmBreach(flow, rule, sight, exploration, breach, mostSteps.first))
    const deciding = doubtful().length === 0 ? [] : [...flagsOf(sight.graph), ...doubtful().flatMap(({ steps }) => decidedBy(steps))]
    if (deciding.every(isIn(follows)) || round === mostRounds) {
      show((breach) => goTheWay(flow, rule, sight, breach, mostSteps.last))
      show((breach) => confirmBreach(flow, rule, sight, exploration, breach, mostSteps.last))
      return { found: nearest.map((breach) => ({ breach, shown: shown.get(breach.node) })), isComplete: exploration.isComplete }
    }
    follows = new Set([...follows, ...deciding])
  }
}
