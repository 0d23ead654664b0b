import type { ErrorCode } from '@callchart/protocol'
import { said, type Said } from '../contract/said.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow, sitesOf } from '../identity/version.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'

/** Why a sub-flow cannot be run where it is named. */
export interface PlacementProblem {
  readonly code: ErrorCode
  readonly message: Said
  readonly wayOut: Said
}

interface Extent {
  /** Sub-flows within one another. */
  readonly depth: number
  /** Nodes of its chart, those of sub-flows counted wherever they are run. */
  readonly nodeCount: number
}

const deepest = 5
/** As many as a single document may have. */
const mostNodes = 5_000

const notFound = ({ flow, version }: NodeOf<'subflow'>): PlacementProblem =>
  version === undefined
    ? {
        code: 'FLOW_SUBFLOW_UNKNOWN',
        message: said(`There is no flow "${flow}" to be run as a sub-flow.`, `没有可作为子流程运行的流程“${flow}”。`),
        wayOut: said('Put its file beside this one, or name a flow that is there.', '请将其文件放在本流程文件旁边，或改用已有的流程。'),
      }
    : {
        code: 'FLOW_SUBFLOW_VERSION',
        message: said(`The sub-flow "${flow}" is not at hand in the version ${version.slice(0, 12)}.`, `子流程“${flow}”没有版本 ${version.slice(0, 12)}。`),
        wayOut: said('Name its present version, or leave the version out.', '请指定它的当前版本，或不指定版本。'),
      }

const circle = (flows: readonly string[]): PlacementProblem => ({
  code: 'FLOW_SUBFLOW_CYCLE',
  message: said(`Sub-flows run one another in a circle: ${flows.join(' -> ')}.`, `子流程互相循环调用：${flows.join(' -> ')}。`),
  wayOut: said('Take one of them out of the circle, or go on with another main flow by a jump.', '请将其中一个移出循环，或用跳转节点转到另一个主流程。'),
})

const refused = ({ depth, nodeCount }: Extent): PlacementProblem[] => [
  ...(depth > deepest
    ? [
        {
          code: 'FLOW_SUBFLOW_DEPTH' as const,
          message: said(`Sub-flows lie in one another more than ${deepest} deep.`, `子流程的嵌套超过 ${deepest} 层。`),
          wayOut: said('Run the innermost ones from further up.', '请在更外层运行最内层的子流程。'),
        },
      ]
    : []),
  ...(nodeCount > mostNodes
    ? [
        {
          code: 'FLOW_TOO_LARGE' as const,
          message: said(
            `With its sub-flows the flow has ${nodeCount} nodes, at most ${mostNodes} can be run.`,
            `流程连同子流程共有 ${nodeCount} 个节点，最多只能运行 ${mostNodes} 个。`,
          ),
          wayOut: said('Run fewer or smaller sub-flows, or go on with another main flow by a jump.', '请减少或精简子流程，或用跳转节点转到另一个主流程。'),
        },
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
