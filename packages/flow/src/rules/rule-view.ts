import { placedFlows, placedNodes, variableNameIn, type PlacedFlow } from '../compile/place.js'
import type { FlowNode } from '../nodes/schemas.js'
import type { ObservedNode } from './observation.js'

export interface RuleNode extends ObservedNode {
  readonly node: FlowNode
  /** What stands before the ids of its flow in the chart. */
  readonly within: string
}

/** What rules must know of a flow beside its chart. */
export interface RuleView {
  /** Nodes by their id in the chart. */
  readonly nodes: ReadonlyMap<string, RuleNode>
  /** Variables that hold a consent, by their name in the chart. */
  readonly consents: ReadonlySet<string>
}

const consentsIn = (flow: PlacedFlow): string[] => {
  const { nodes, settings } = flow.document
  const named = [settings.analysisConsent, ...nodes.map((node) => (node.kind === 'record' ? node.consent : undefined))]
  return named.flatMap((name) => (name === undefined ? [] : [variableNameIn(flow, name)]))
}

/** The view of a flow with its sub-flows. */
export const ruleView = (flow: PlacedFlow): RuleView => ({
  nodes: new Map(
    placedNodes(flow).map(({ flow: { sites }, node, path }): [string, RuleNode] => [
      path,
      { id: path, kind: node.kind, marks: node.marks, node, within: sites.map((site) => `${site}.`).join('') },
    ]),
  ),
  consents: new Set(placedFlows(flow).flatMap(consentsIn)),
})
