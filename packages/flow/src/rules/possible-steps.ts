import type { ChartEdge } from '../prove/chart-graph.js'
import type { Step } from '../prove/explore-facts.js'

export type Direction = 'inbound' | 'outbound'

const paramOf = ({ guard }: ChartEdge, name: string): unknown => {
  const params = guard?.params
  return params !== null && typeof params === 'object' ? Reflect.get(params, name) : undefined
}

/** The number of whoever we called is known: a transition that needs it goes before those behind it. */
const isSurelyTaken = (edge: ChartEdge, direction: Direction): boolean => {
  if (direction !== 'outbound') return false
  return edge.guard?.type === 'numberKnown' || edge.guard?.type === 'keyIntentNumber'
}

const sameCause = (left: ChartEdge, right: ChartEdge): boolean =>
  left.event === '' || (left.event === 'key-intent.heard' && paramOf(left, 'keyIntent') === paramOf(right, 'keyIntent'))

/** A call that is over before it began is none of the rules'. */
const neverBegins = ({ edge, event }: Step): boolean => edge.from.path === 'idle' && event !== 'call.started'

/** Whether calls of a direction can take a step: some transitions are for the other one, or stand behind one that such a call surely takes. */
export const canTake = (step: Step, direction: Direction | undefined): boolean => {
  const { edge, event } = step
  if (neverBegins(step)) return false
  if (direction === undefined) return true
  const wanted = paramOf(edge, 'direction')
  if (wanted !== undefined && wanted !== direction) return false
  const beside = event === '' ? edge.from.always : event === 'key-intent.heard' ? edge.from.edgesOn(event) : []
  const earlier = beside.slice(0, Math.max(0, beside.indexOf(edge)))
  return !earlier.some((other) => isSurelyTaken(other, direction) && sameCause(other, edge))
}
