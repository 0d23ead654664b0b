import type { FlowDocument } from '../../document/schema.js'
import type { FlowNode } from '../../nodes/schemas.js'
import { noResources, type FlowResources } from '../../resources.js'

/** A flow with everything that it names beside itself. */
export interface LibraryFlow {
  readonly document: FlowDocument
  readonly resources: FlowResources
}

export const alone = (document: FlowDocument): LibraryFlow => ({ document, resources: noResources })

/** The flow and every flow that it runs, each with the sites that lead to it. */
export const flowsWithin = ({ document, resources }: LibraryFlow, sites: readonly string[] = []): { readonly document: FlowDocument; readonly sites: readonly string[] }[] => [
  { document, sites },
  ...(sites.length > 5 ? [] : document.nodes).flatMap((node) => {
    const within = node.kind === 'subflow' ? resources.flows.get(node.flow) : undefined
    return within === undefined ? [] : flowsWithin({ document: within, resources }, [...sites, node.id])
  }),
]

/** Nodes by their path in the chart: `site.node` in a sub-flow. */
export const nodesByPath = (flow: LibraryFlow): ReadonlyMap<string, FlowNode> =>
  new Map(flowsWithin(flow).flatMap(({ document, sites }) => document.nodes.map((node): [string, FlowNode] => [[...sites, node.id].join('.'), node])))
