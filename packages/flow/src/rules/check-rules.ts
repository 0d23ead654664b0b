import { compileIfPossible } from '../compile/compile-if-possible.js'
import { placeFlow } from '../compile/place.js'
import type { CompiledFlow, FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { exploredFlow, type ExploredFlow } from '../explore/explored-flow.js'
import { sitesOf } from '../identity/version.js'
import { chartGraph, type ChartGraph } from '../prove/chart-graph.js'
import type { Exploration } from '../prove/explore-facts.js'
import { withoutDisabled } from '../nodes/without-disabled.js'
import type { FlowResources } from '../resources.js'
import { ruleAutomaton } from './automaton.js'
import { exploreCalls, happens, neededFor } from './break-rules.js'
import { ChartSight } from './chart-sight.js'
import { findBreaches } from './find-breaches.js'
import { breachProblem, notGoneThrough, propertyProblem } from './findings.js'
import type { Direction } from './possible-steps.js'
import { brokenProperties } from './properties.js'
import { ruleView, type RuleView } from './rule-view.js'
import { selectorsOfRule, type Rule } from './schema.js'
import { selectorsIn } from './selector.js'

/** A flow that answers a number is called; any other one calls. */
export const directionOf = ({ dnis }: FlowDocument): Direction => (dnis.length > 0 ? 'inbound' : 'outbound')

/** A flow that others run is looked at where they run it. */
const isRunByOthers = (document: FlowDocument, { flows }: FlowResources): boolean =>
  [...flows.values()].some((other) => sitesOf(other).some(({ flow }) => flow === document.id)) ||
  (document.auxiliary.length === 0 && withoutDisabled(document).nodes.some((node) => node.kind === 'jump' && node.back === true))

/** In calls of which directions a rule is looked at; undefined: whatever the direction. */
const directionsOf = (rule: Rule): readonly (Direction | undefined)[] => {
  if (rule.when?.direction !== undefined) return [rule.when.direction]
  const minds = selectorsOfRule(rule).flatMap(selectorsIn).some(({ direction }) => direction !== undefined)
  return minds ? ['inbound', 'outbound'] : [undefined]
}

/** One chart and what was found of it, for all rules. */
class RuledChart {
  readonly #view: RuleView
  readonly #graph: ChartGraph
  readonly #flow: ExploredFlow
  readonly #known = new Map<Direction | undefined, { readonly sight: ChartSight; readonly calls: Exploration<0> }>()

  constructor(document: FlowDocument, resources: FlowResources, compiled: CompiledFlow) {
    this.#view = ruleView(placeFlow(document, resources))
    this.#graph = chartGraph(compiled)
    this.#flow = exploredFlow(compiled)
  }

  problemsOf(rule: Rule): FlowProblem[] {
    return directionsOf(rule).flatMap((direction) => {
      const { sight, calls } = this.#callsOf(direction)
      const { when, statement } = rule
      if (when?.has !== undefined && !happens(when.has, calls, sight)) return []
      if ('is' in statement) return brokenProperties(statement, this.#view).map((broken) => propertyProblem(rule, broken))
      if (!neededFor(statement).every((selector) => happens(selector, calls, sight))) return []
      const { found, isComplete } = findBreaches(this.#flow, ruleAutomaton(statement), sight)
      return found.length === 0 && !isComplete ? [notGoneThrough(rule)] : found.map((each) => breachProblem(rule, each, this.#view))
    })
  }

  #callsOf(direction: Direction | undefined): { readonly sight: ChartSight; readonly calls: Exploration<0> } {
    const known = this.#known.get(direction)
    if (known !== undefined) return known
    const sight = new ChartSight(this.#graph, this.#view, direction)
    const made = { sight, calls: exploreCalls(sight) }
    this.#known.set(direction, made)
    return made
  }
}

/** Where calls to a flow can break the rules of its folder; a flow that others run is looked at in theirs, and one that cannot be compiled not at all. */
export const checkRules = (document: FlowDocument, resources: FlowResources): FlowProblem[] => {
  const applying = (resources.rules ?? []).filter(({ when }) => when?.direction === undefined || when.direction === directionOf(document))
  if (applying.length === 0 || isRunByOthers(document, resources)) return []
  const compiled = compileIfPossible(document, resources)
  if (compiled === undefined) return []
  const chart = new RuledChart(document, resources, compiled)
  return applying.flatMap((rule) => chart.problemsOf(rule))
}
