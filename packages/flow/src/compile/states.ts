import { FlowError } from '../errors.js'
import { compileNode } from '../nodes/compilers.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'
import { nodeBuild, type NodeBuild, type SubflowRun } from './build.js'
import type { ChartParts } from './chart-parts.js'
import { targetOf, type StateConfig } from './chart.js'
import { nodePathIn, type PlacedFlow } from './place.js'

/** @throws FlowError FLOW_START_COUNT */
export const startOf = ({ document }: PlacedFlow): FlowNode => {
  const starts = document.nodes.filter(({ kind }) => kind === 'start')
  const [start] = starts
  if (start === undefined || starts.length > 1)
    throw new FlowError('FLOW_START_COUNT', `Flow "${document.id}" has ${starts.length} start nodes: keep exactly one.`)
  return start
}

/** The states of a flow's nodes; a site holds those of its sub-flow. */
export const statesOf = (flow: PlacedFlow, chart: ChartParts): Record<string, StateConfig> =>
  Object.fromEntries(flow.document.nodes.map((node) => [node.id, stateOf(flow, chart, node)]))

const stateOf = (flow: PlacedFlow, chart: ChartParts, node: FlowNode): StateConfig => {
  const build: NodeBuild = nodeBuild(flow, chart, node, (site) => subflowRun(flow.subflows.get(node.id), site, build))
  return compileNode({ ...node, id: nodePathIn(flow, node.id) }, build)
}

const isJumpBack = (node: FlowNode): boolean => node.kind === 'jump' && node.back === true

/** @param caller builds within the flow that the site stands in */
const subflowRun = (inner: PlacedFlow | undefined, site: NodeOf<'subflow'>, caller: NodeBuild): SubflowRun => {
  if (inner === undefined) throw new FlowError('FLOW_SUBFLOW_UNKNOWN', `Node "${site.id}" runs the flow "${site.flow}", which is not there.`)
  const start = startOf(inner)
  const own = nodeBuild(inner, caller.chart, start, (inside) => caller.subflow(inside))
  const { nodes, variables } = inner.document
  return {
    start: targetOf(nodePathIn(inner, start.id)),
    states: statesOf(inner, caller.chart),
    returns: nodes.some(isJumpBack),
    initial: Object.fromEntries(Object.entries(variables).map(([name, { initial }]) => [own.variable(name).name, initial])),
    inputs: Object.entries(site.inputs).map(([name, cel]) => ({ variable: own.variable(name), cel: caller.expression(cel) })),
    outputs: Object.entries(site.outputs).map(([name, cel]) => ({ variable: caller.variable(name), cel: own.expression(cel) })),
  }
}
