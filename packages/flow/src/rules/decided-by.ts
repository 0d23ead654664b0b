import type { ChartEdge, ChartGuard } from '../prove/chart-graph.js'
import type { Step } from '../prove/explore-facts.js'
import { lookedAtBy } from '../prove/tracked.js'

const guarded = (guard: ChartGuard | undefined): string[] => {
  const params = guard?.type === 'isTrue' || guard?.type === 'filled' ? guard.params : undefined
  const variable: unknown = params !== null && typeof params === 'object' ? Reflect.get(params, 'variable') : undefined
  return typeof variable === 'string' ? [variable] : []
}

const decidedOn = ({ actions, from }: ChartEdge): string[] => [
  ...actions.filter(({ type }) => type === 'decide').flatMap(lookedAtBy),
  ...from.always.flatMap(({ guard }) => guarded(guard)),
]

/** Variables that decided which way was gone. */
export const decidedBy = (steps: readonly Step[]): string[] => steps.flatMap(({ edge }) => decidedOn(edge))
