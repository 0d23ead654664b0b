import { exploreFacts, type Exploration, type Reached, type Step } from '../prove/explore-facts.js'
import { stepsTo } from '../prove/ways.js'
import { stateAfter, type RuleAutomaton, type RuleState } from './automaton.js'
import type { ChartSight } from './chart-sight.js'
import { matches } from './matches.js'
import { canTake } from './possible-steps.js'
import { spansOf, type TemporalStatement } from './schema.js'
import type { Selector } from './selector.js'

/** A way by which a call may break a rule. */
export interface Breach {
  /** Id of the node at which it is broken, in the chart; absent where there is none. */
  readonly node?: string | undefined
  /** The shortest way. */
  readonly steps: readonly Step[]
  /** Where the chart is then, on this way and on others. */
  readonly goals: Reached<RuleState>[]
}

export interface RuleProof {
  /** One for each node at which the rule may be broken, the nearest first. */
  readonly breaches: readonly Breach[]
  readonly exploration: Exploration<RuleState>
}

/** What must happen for the statement to be broken at all: each of them somewhere. */
export const neededFor = (statement: TemporalStatement): readonly Selector[] => {
  if ('while' in statement) return [...spansOf(statement).map(({ from }) => from), statement.never]
  if ('never' in statement) return [statement.never]
  return 'first' in statement ? [statement.before] : [statement.after]
}

/** Whether something is seen on any way that calls can go. */
export const happens = <Fact extends string | number>(selector: Selector, { reached }: Exploration<Fact>, sight: ChartSight): boolean =>
  reached.some(({ links }) => links.some(({ step }) => sight.of(step.edge, !step.before.gone).some((observation) => matches(selector, observation))))

/** Goes every way that calls of the direction can go. */
export const exploreCalls = (sight: ChartSight): Exploration<0> =>
  exploreFacts<0>(sight.graph, { initial: 0, onStep: (_fact, step) => (canTake(step, sight.direction) ? 0 : 'stop') }, { follows: new Set() })

const nodeOfBreak = (rule: RuleAutomaton, step: Step, before: RuleState, sight: ChartSight): string | undefined => {
  let state = before
  for (const observation of sight.of(step.edge, !step.before.gone)) {
    state = rule.next(state, observation)
    if (state === 'broken') return observation.node?.id
  }
  return undefined
}

/** Where nobody is any more it is the node that the call was at last. */
const lastNode = (steps: readonly Step[]): string | undefined => steps.findLast(({ edge }) => edge.from.node !== undefined)?.edge.from.node

/**
 * Goes every way with what the rule remembers; beyond a break nothing matters.
 * @param follows variables whose values are followed: with few of them more ways seem to be open than are
 */
export const proveRule = (rule: RuleAutomaton, sight: ChartSight, follows: ReadonlySet<string>): RuleProof => {
  const onStep = (state: RuleState, step: Step): RuleState | 'stop' =>
    state === 'broken' || !canTake(step, sight.direction) ? 'stop' : stateAfter(rule, sight.of(step.edge, !step.before.gone), state)
  const exploration = exploreFacts<RuleState>(sight.graph, { initial: rule.initial, onStep }, { follows })
  const byNode = new Map<string | undefined, Breach>()
  for (const state of exploration.reached) {
    if (state.fact !== 'broken' || state.by === undefined) continue
    const steps = stepsTo(state)
    const node = nodeOfBreak(rule, state.by.step, state.by.from.fact, sight) ?? lastNode(steps)
    const known = byNode.get(node)
    if (known === undefined) byNode.set(node, { node, steps, goals: [state] })
    else known.goals.push(state)
  }
  return { breaches: [...byNode.values()], exploration }
}
