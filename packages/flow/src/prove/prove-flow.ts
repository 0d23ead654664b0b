import { checkAfterCall } from '../check/after-call.js'
import { checkExpressions } from '../check/expressions.js'
import { checkDeadEnds, checkLoops, checkReachable } from '../check/graph.js'
import type { FlowView } from '../check/view.js'
import { compileIfPossible } from '../compile/compile-if-possible.js'
import type { FlowProblem } from '../contract/compiled.js'
import { chartProof } from './chart-proof.js'
import { exampleOfSpinning, proveBounded } from './circles.js'
import { proveEnding, proveReachable, proveReturning, proveTaken } from './ends.js'
import { problemOf } from './findings.js'
import { proveUnfailing } from './failing.js'
import { proveHumans } from './humans.js'
import { proveOneOutsideHop } from './outside-hops.js'
import { proveFilled } from './unset.js'
import { proveValid } from './validations.js'
import { proveAnswered } from './waits.js'

/** A node that cannot do its work makes more seem wrong than is. */
const hasFaultyNodes = (view: FlowView): boolean =>
  [...view.nodes.flatMap(({ parts }) => [...parts.problems]), ...checkAfterCall(view)].some(({ severity }) => severity === 'error')

/** An expression that cannot be read or names what is not there fails in every call: that is said of it already. */
const hasFaultyExpressions = (view: FlowView): boolean => checkExpressions(view).some(({ severity }) => severity === 'error')

/** What can be said of a document by its nodes and their ways alone. */
const withoutChart = (view: FlowView): FlowProblem[] => [...checkReachable(view), ...checkDeadEnds(view), ...checkLoops(view)]

/**
 * What holds in every call of a flow, proved over all ways through its chart: every node is reached, every call comes to an end, whoever
 * gives nothing usable leaves every circle, nothing is said before it is filled, every wait is answered, and every question leads to a human.
 * Findings with a way to them carry the shortest call that shows it.
 */
export const proveFlow = (view: FlowView): FlowProblem[] => {
  const compiled = hasFaultyNodes(view) ? undefined : compileIfPossible(view.document, view.resources)
  if (compiled === undefined) return withoutChart(view)
  const proof = chartProof(view, compiled)
  if (!proof.exploration.isComplete) return withoutChart(view)
  const ending = proveEnding(proof)
  const spinning = checkLoops(view).map((problem) => {
    const example = problem.nodeId === undefined ? undefined : exampleOfSpinning(proof, problem.nodeId)
    return example?.confirmed === true ? { ...problem, counterExample: example } : problem
  })
  const known = new Set([...ending.flatMap(({ node }) => node?.id ?? []), ...spinning.flatMap(({ nodeId }) => nodeId ?? [])])
  return [
    ...[...proveReachable(proof), ...proveTaken(proof), ...ending].map(problemOf),
    ...spinning,
    ...[...proveReturning(proof), ...proveBounded(proof, known), ...proveFilled(proof), ...(hasFaultyExpressions(view) ? [] : proveUnfailing(proof)), ...proveValid(proof), ...proveAnswered(proof), ...proveHumans(proof), ...proveOneOutsideHop(proof)].map(problemOf),
  ]
}
