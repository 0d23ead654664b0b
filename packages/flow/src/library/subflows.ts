import type { ErrorCode } from '@callchart/protocol'
import { field } from '../check/field-labels.js'
import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { FactsOf } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow, sitesOf } from '../identity/version.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'

/** Why a sub-flow cannot be run where it is named. */
export type PlacementProblem = FlowProblem & { readonly code: ErrorCode }

interface Extent {
  /** Sub-flows within one another. */
  readonly depth: number
  /** Nodes of its chart, those of sub-flows counted wherever they are run. */
  readonly nodeCount: number
}

const deepest = 5
/** As many as a single document may have. */
const mostNodes = 5_000

const placement = <Code extends ErrorCode>(code: Code, message: Said, wayOut: Said, ...facts: FactsOf<Code>): PlacementProblem => ({ ...flowProblem(code, message, wayOut, ...facts), code })

const notFound = ({ flow, version }: NodeOf<'subflow'>): PlacementProblem =>
  version === undefined
    ? placement(
        'FLOW_SUBFLOW_UNKNOWN',
        said(`There is no flow "${flow}" to be run as a sub-flow.`, `没有可作为子流程运行的流程“${flow}”。`),
        said(`Choose a flow that exists in ${field('subflow.flow').en}.`, `请在${field('subflow.flow').zh}中选择已有的流程。`),
        { flow },
      )
    : placement(
        'FLOW_SUBFLOW_VERSION',
        said(`The sub-flow "${flow}" is not at hand in the version ${version.slice(0, 12)}.`, `子流程“${flow}”没有版本 ${version.slice(0, 12)}。`),
        said(`Leave ${field('subflow.version').en} empty to run its present version.`, `请将${field('subflow.version').zh}留空，以使用它的当前版本。`),
        { flow, version },
      )

const circle = (flows: readonly string[]): PlacementProblem =>
  placement(
    'FLOW_SUBFLOW_CYCLE',
    said(`Sub-flows run one another in a circle: ${flows.join(' -> ')}.`, `子流程互相循环调用：${flows.join(' -> ')}。`),
    said('Take one of them out of the circle, or go on with another main flow by a jump.', '请将其中一个移出循环，或用跳转节点转到另一个主流程。'),
    { flows },
  )

const refused = ({ depth, nodeCount }: Extent): PlacementProblem[] => [
  ...(depth > deepest
    ? [
        placement(
          'FLOW_SUBFLOW_DEPTH',
          said(`Sub-flows lie in one another more than ${deepest} deep.`, `子流程的嵌套超过 ${deepest} 层。`),
          said('Run the innermost ones from further up.', '请在更外层运行最内层的子流程。'),
          { most: deepest },
        ),
      ]
    : []),
  ...(nodeCount > mostNodes
    ? [
        placement(
          'FLOW_TOO_LARGE',
          said(
            `With its sub-flows the flow has ${nodeCount} nodes, at most ${mostNodes} can be run.`,
            `流程连同子流程共有 ${nodeCount} 个节点，最多只能运行 ${mostNodes} 个。`,
          ),
          said('Run fewer or smaller sub-flows, or go on with another main flow by a jump.', '请减少或精简子流程，或用跳转节点转到另一个主流程。'),
          { nodeCount, most: mostNodes },
        ),
      ]
    : []),
]

type Measured = Extent | PlacementProblem
const isProblem = (measured: Measured): measured is PlacementProblem => 'code' in measured

/** Every document is looked into once, however often it is run. */
const measure = (
  document: FlowDocument,
  resources: FlowResources,
  above: readonly string[],
  known: Map<FlowDocument, Measured>,
): Measured => {
  const earlier = known.get(document)
  if (earlier !== undefined) return earlier
  const within = sitesOf(document).map((site) => measureSite(site, resources, [...above, document.id], known))
  const problem = within.find(isProblem)
  const extents = within.filter((each): each is Extent => !isProblem(each))
  const measured = problem ?? {
    depth: Math.max(0, ...extents.map(({ depth }) => depth + 1)),
    nodeCount: document.nodes.length + extents.reduce((sum, { nodeCount }) => sum + nodeCount, 0),
  }
  known.set(document, measured)
  return measured
}

const measureSite = (
  site: NodeOf<'subflow'>,
  resources: FlowResources,
  above: readonly string[],
  known: Map<FlowDocument, Measured>,
): Measured => {
  const found = findSubflow(site, resources)
  if (found === undefined) return notFound(site)
  if (above.includes(found.id)) return circle([...above.slice(above.indexOf(found.id)), found.id])
  return measure(found, resources, above, known)
}

/** Why one site of a flow cannot run its sub-flow. */
export const siteProblem = (document: FlowDocument, site: NodeOf<'subflow'>, resources: FlowResources): PlacementProblem | undefined => {
  const measured = measureSite(site, resources, [document.id], new Map())
  if (isProblem(measured)) return measured
  return refused({ depth: measured.depth + 1, nodeCount: document.nodes.length + measured.nodeCount })[0]
}

/** Why the chart of a flow cannot be made: the first thing that is wrong with its sub-flows. */
export const placementProblem = (document: FlowDocument, resources: FlowResources): PlacementProblem | undefined => {
  const measured = measure(document, resources, [], new Map())
  return isProblem(measured) ? measured : refused(measured)[0]
}
