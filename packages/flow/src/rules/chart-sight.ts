import type { ChartEdge, ChartGraph } from '../prove/chart-graph.js'
import { observe } from './observe.js'
import type { Observation } from './observation.js'
import type { Direction } from './possible-steps.js'
import type { RuleView } from './rule-view.js'

/** What rules see of the transitions of one chart in calls of one direction; each is looked at once. */
export class ChartSight {
  readonly #seen = new Map<ChartEdge, { readonly present?: readonly Observation[]; readonly gone?: readonly Observation[] }>()

  constructor(
    readonly graph: ChartGraph,
    readonly view: RuleView,
    readonly direction: Direction | undefined,
  ) {}

  /** @param onTheLine the caller is, before the transition */
  of(edge: ChartEdge, onTheLine: boolean): readonly Observation[] {
    const key = onTheLine ? 'present' : 'gone'
    const known = this.#seen.get(edge)
    const found = known?.[key]
    if (found !== undefined) return found
    const made = observe(edge, this.view, onTheLine, this.direction)
    this.#seen.set(edge, { ...known, [key]: made })
    return made
  }
}
