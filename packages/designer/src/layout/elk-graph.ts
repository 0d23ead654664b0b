import type { DraftDocument, DraftNode } from '@callchart/flow'
import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js'
import { draftWays } from '../document/draft-ways.js'
import { entryPoint, portPoint, type Point, type Size } from '../canvas/geometry.js'
import { inBands } from './bands.js'
import { readingOrder } from './reading-order.js'

/** https://eclipse.dev/elk/reference/options.html */
const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '80',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.componentComponent': '64',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '12',
  // A way back (to the question again) is drawn backwards, not the flow turned round.
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'false',
  // The most compact of ELK's, by a third in height on the flows of this repository.
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '10',
  'elk.separateConnectedComponents': 'true',
}
/** Above so many nodes quicker ways are taken: the best ones take minutes there. */
const quickFrom = 120
const quickOptions = { ...layoutOptions, 'elk.layered.nodePlacement.strategy': 'LINEAR_SEGMENTS', 'elk.layered.thoroughness': '3' }
/** In a large flow a node that so many ways lead to, as a farewell, is placed by the first of them alone. */
const hubFrom = 12

export interface Sizes {
  readonly sizeOf: (id: string) => Size
  readonly entryCountOf: (id: string) => number
}

/** The nodes of a flow with their ports in order, and the edges between them; of these nodes alone where `only` is given. */
export function elkGraph(document: DraftDocument, { sizeOf, entryCountOf }: Sizes, only?: ReadonlySet<string>): ElkNode {
  const nodes = readingOrder(document).filter(({ id }) => only?.has(id) ?? true)
  const ids = new Set(nodes.map(({ id }) => id))
  const children = nodes.map((node): ElkNode => {
    const { width, height } = sizeOf(node.id)
    const entryCount = entryCountOf(node.id)
    const port = (id: string, x: number, y: number, side: 'WEST' | 'EAST'): ElkPort => ({ id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } })
    return {
      id: node.id,
      width,
      height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS', ...(node.kind === 'start' && { 'elk.layered.layering.layerConstraint': 'FIRST' }) },
      ports: [
        port(`${node.id} in`, 0, entryPoint(entryCount), 'WEST'),
        ...draftWays(node).map(({ way }, index) => port(`${node.id} out ${way}`, width, portPoint(node, index, entryCount), 'EAST')),
      ],
    }
  })
  const isLarge = nodes.length > quickFrom
  const edges = (isLarge ? withoutHubs : all)(nodes.flatMap((node) => edgesOf(node, ids)))
  return { id: 'flow', layoutOptions: isLarge ? quickOptions : layoutOptions, children, edges }
}

const edgesOf = (node: DraftNode, ids: ReadonlySet<string>): ElkExtendedEdge[] =>
  draftWays(node).flatMap(({ way, to }): ElkExtendedEdge[] =>
    to === undefined || !ids.has(to) || to === node.id ? [] : [{ id: `${node.id} ${way}`, sources: [`${node.id} out ${way}`], targets: [`${to} in`] }],
  )

const all = (edges: readonly ElkExtendedEdge[]): ElkExtendedEdge[] => [...edges]

function withoutHubs(edges: readonly ElkExtendedEdge[]): ElkExtendedEdge[] {
  const counts = new Map<string, number>()
  for (const { targets } of edges) counts.set(targets[0] ?? '', (counts.get(targets[0] ?? '') ?? 0) + 1)
  const seen = new Set<string>()
  return edges.filter(({ targets }) => {
    const target = targets[0] ?? ''
    const isKept = (counts.get(target) ?? 0) < hubFrom || !seen.has(target)
    seen.add(target)
    return isKept
  })
}

/** Where the layout put each node, to whole pixels. */
export const placesIn = (graph: ElkNode, document: DraftDocument): Record<string, Point> =>
  inBands(
    Object.fromEntries((graph.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [id, { x, y, width, height }])),
    document.nodes.flatMap((node) => draftWays(node).flatMap(({ to }) => (to === undefined ? [] : [{ from: node.id, to }]))),
  )
