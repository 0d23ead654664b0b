import type { DraftDocument } from '@callchart/flow'
import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js'
import { draftWays } from '../document/draft-ways.js'
import { entryPoint, portPoint, type Point, type Size } from '../canvas/geometry.js'
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
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.thoroughness': '10',
  'elk.separateConnectedComponents': 'true',
}

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
  const edges = nodes.flatMap((node) =>
    draftWays(node).flatMap(({ way, to }): ElkExtendedEdge[] =>
      to === undefined || !ids.has(to) || to === node.id ? [] : [{ id: `${node.id} ${way}`, sources: [`${node.id} out ${way}`], targets: [`${to} in`] }],
    ),
  )
  return { id: 'flow', layoutOptions, children, edges }
}

/** Where the layout put each node, to whole pixels. */
export const placesIn = (graph: ElkNode): Record<string, Point> =>
  Object.fromEntries((graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x), y: Math.round(y) }]))
