import { normaliseExpression } from '../cel/normalise.js'
import type { FlowView } from '../check/view.js'
import type { FlowNode } from '../nodes/schemas.js'
import { canHoldBehind } from './comparisons.js'

type Decision = Extract<FlowNode, { kind: 'decide' }>

const raise = /^\(?\s*([A-Za-z]\w*)\s*\+\s*(\d+(?:\.\d+)?)\s*\)?$/

/** By how much an assignment raises its own variable. */
const raisedBy = ({ variable, value }: { readonly variable: string; readonly value: string }): number | undefined => {
  const [, name, amount] = raise.exec(value.trim()) ?? []
  return name === variable ? Number(amount) : undefined
}

/** Number variables that are filled by nothing but being raised. */
const countersOf = ({ nodes, document }: FlowView): ReadonlySet<string> => {
  const raised = new Set<string>()
  const filled = new Set<string>()
  for (const { node, parts } of nodes) {
    for (const { variable, path } of parts.assigned) {
      const index = /^assign\.(\d+)/.exec(path)?.[1]
      const assignment = node.kind === 'set' && index !== undefined ? node.assign[Number(index)] : undefined
      if (assignment !== undefined && raisedBy(assignment) !== undefined) raised.add(variable)
      else filled.add(variable)
    }
  }
  return new Set([...raised].filter((name) => !filled.has(name) && document.variables[name]?.type === 'number'))
}

/** Conditions that cannot hold at a decision, since every way to it has just raised a number: `tries < 1.0`. */
const boundsAt = (view: FlowView, node: Decision, counters: ReadonlySet<string>): string[] => {
  const before = view.nodes.filter(({ ways }) => ways.some(({ to }) => to === node.id)).map(({ node: from }) => from)
  if (before.length === 0 || view.globalTargets.includes(node.id)) return []
  return [...counters].flatMap((name) => {
    const least = before.map((from) => (from.kind === 'set' ? from.assign.filter(({ variable }) => variable === name).reduce((sum, each) => sum + (raisedBy(each) ?? 0), 0) : 0))
    const initial = view.document.variables[name]?.initial
    const bound = Math.min(...least)
    return bound > 0 && typeof initial === 'number' ? [normaliseExpression(`${name} < ${initial + bound}`)] : []
  })
}

/** Places of the ways out of a decision that a number never lets be taken: the branches in their order, then else. */
const neverBehind = (bounds: readonly string[], conditions: readonly string[]): number[] => {
  const own = conditions.flatMap((condition, index) => (bounds.some((bound) => !canHoldBehind([bound, ...conditions.slice(0, index)], condition)) ? [index] : []))
  return bounds.some((bound) => !canHoldBehind([bound, ...conditions])) ? [...own, conditions.length] : own
}

/** Ways out of decisions that are never taken because of what was counted just before, by node. */
export const waysNeverCounted = (view: FlowView): ReadonlyMap<string, readonly number[]> => {
  const counters = countersOf(view)
  if (counters.size === 0) return new Map()
  return new Map(
    view.nodes.flatMap(({ node }) => (node.kind === 'decide' ? [[node.id, neverBehind(boundsAt(view, node, counters), node.branches.map(({ when }) => normaliseExpression(when)))] as const] : [])),
  )
}
