import { builtInIntents } from '@callchart/protocol'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import { canonicalFlow } from '../identity/canonical.js'
import { withFaqs } from '../faq/with-faqs.js'
import { findSubflow, sitesOf } from '../identity/version.js'
import { placementProblem } from '../library/subflows.js'
import type { FlowNode } from '../nodes/schemas.js'
import { withoutDisabled } from '../nodes/without-disabled.js'
import type { FlowResources } from '../resources.js'
import type { Speech } from './template.js'

/** A flow where it stands in the chart: the main flow at the top, a sub-flow within the state of its site. */
export interface PlacedFlow {
  /** Canonical: its nodes are sorted by id. */
  readonly document: FlowDocument
  /** Languages and everything global are the main flow's. */
  readonly main: FlowDocument
  /** Ids of the sites that lead to it; none for the main flow. */
  readonly sites: readonly string[]
  readonly nodeIds: ReadonlySet<string>
  /** Sub-flows by the id of their site. */
  readonly subflows: ReadonlyMap<string, PlacedFlow>
}

export interface PlacedNode {
  readonly flow: PlacedFlow
  /** As it is written. */
  readonly node: FlowNode
  /** Its id in the chart and outside of it: `site.node`. */
  readonly path: string
}

const canonicalDocument = (document: FlowDocument): FlowDocument => {
  const canonical = JSON.parse(canonicalFlow(document)) as FlowDocument
  return { ...canonical, nodes: canonical.nodes.map((node) => ({ ...node, marks: Object.hasOwn(node, 'marks') ? node.marks : [] })) }
}

/** Without what is switched off, and with everything that its nodes take from files beside it. */
const completeDocument = (document: FlowDocument, resources: FlowResources): FlowDocument => withFaqs(withoutDisabled(canonicalDocument(document)), resources)

export const nodePathIn = ({ sites }: PlacedFlow, nodeId: string): string => [...sites, nodeId].join('.')
/** Variables of all flows lie side by side in the context. */
export const variableNameIn = ({ sites }: PlacedFlow, name: string): string => [...sites, name].join('__')

/** Intents of a sub-flow are trained once, wherever it is run. */
export const intentNameIn = ({ sites, document }: PlacedFlow, intent: string): string =>
  sites.length === 0 || !Object.hasOwn(document.intents, intent) || (builtInIntents as readonly string[]).includes(intent)
    ? intent
    : `${document.id}/${intent}`

/** Gives the variables of a sub-flow, in its expressions, the names that they have in the chart; undefined where both are the same. */
export const renaming = (flow: PlacedFlow): ((name: string) => string) | undefined =>
  flow.sites.length === 0
    ? undefined
    : (name) => (Object.hasOwn(flow.document.variables, name) ? variableNameIn(flow, name) : name)

/** A caller hears one voice a language, whichever flow speaks. */
export const speechOf = ({ document, main }: PlacedFlow): Speech => ({
  languages: main.languages,
  voices: { ...document.voices, ...main.voices },
})

const place = (document: FlowDocument, main: FlowDocument, sites: readonly string[], resources: FlowResources): PlacedFlow => {
  const subflows = sitesOf(document).flatMap((site): [string, PlacedFlow][] => {
    const found = findSubflow(site, resources)
    return found === undefined ? [] : [[site.id, place(completeDocument(found, resources), main, [...sites, site.id], resources)]]
  })
  return { document, main, sites, nodeIds: new Set(document.nodes.map(({ id }) => id)), subflows: new Map(subflows) }
}

/**
 * Finds every sub-flow its place.
 * @throws FlowError FLOW_SUBFLOW_UNKNOWN, FLOW_SUBFLOW_VERSION, FLOW_SUBFLOW_CYCLE, FLOW_SUBFLOW_DEPTH, FLOW_TOO_LARGE
 */
export const placeFlow = (document: FlowDocument, resources: FlowResources): PlacedFlow => {
  const problem = placementProblem(document, resources)
  if (problem !== undefined) throw new FlowError(problem.code, `${problem.message} ${problem.wayOut}`)
  const main = completeDocument(document, resources)
  return place(main, main, [], resources)
}

/** The flow and all sub-flows in it, from the top down. */
export const placedFlows = (flow: PlacedFlow): PlacedFlow[] => [flow, ...[...flow.subflows.values()].flatMap(placedFlows)]

/** Every node of the chart, those of a sub-flow after their site. */
export const placedNodes = (flow: PlacedFlow): PlacedNode[] =>
  flow.document.nodes.flatMap((node) => {
    const subflow = flow.subflows.get(node.id)
    return [{ flow, node, path: nodePathIn(flow, node.id) }, ...(subflow === undefined ? [] : placedNodes(subflow))]
  })
