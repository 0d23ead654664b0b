import { endsOf, type ChartEdge, type ChartNode } from './chart.js'
import { plainLine } from './edge-path.js'
import { boundsOf, type Point, type Rect } from './geometry.js'
import { hits, lanesOf, mostObstacles, routeAround, type Lane } from './router.js'

/** Corners of the lines that would run under a card; by the id of the edge. */
export type Routes = ReadonlyMap<string, readonly Point[]>

const noRoutes: Routes = new Map()

/** Lines may touch the edge of a card. */
const within = 3
/** Beside an edge's ends, as far as a way around leads at most. */
const reach = 60
const asideStep = 7
const mostAside = 42

const rectOf = ({ position, width = 0, height = 0 }: ChartNode): Rect => ({ x: position.x, y: position.y, width, height })
const inner = ({ x, y, width, height }: Rect): Rect => ({ x: x + within, y: y + within, width: width - 2 * within, height: height - 2 * within })
const meets = (left: Rect, right: Rect): boolean => left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height
const wider = ({ x, y, width, height }: Rect, by: number): Rect => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by })

const samePlace = (left: ChartNode, right: ChartNode | undefined): boolean =>
  left === right || (left.id === right?.id && left.position.x === right.position.x && left.position.y === right.position.y && left.width === right.width && left.height === right.height)

interface Drawn {
  readonly edge: ChartEdge
  readonly bounds: Rect
}

const boundsOfLine = (points: readonly Point[]): Rect => boundsOf(points.map(({ x, y }) => ({ x, y, width: 1, height: 1 })))
const crosses = (points: readonly Point[], cards: readonly Rect[]): boolean => cards.some((card) => points.some((point, index) => index > 0 && hits(points[index - 1] ?? point, point, card)))

/**
 * Keeps the routes of one chart: what is asked again is only what lies where something has moved, so that a change of a text costs nothing
 * and a dropped card no more than the lines around it.
 */
export class RouteBook {
  #asked: { readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] } = { nodes: [], edges: [] }
  #rects: ReadonlyMap<string, Rect> = new Map()
  #drawn: ReadonlyMap<string, Drawn> = new Map()
  #routes: Routes = noRoutes
  #isBehind = false

  /** Lines wait to be led around cards: ask for their routes when nobody waits for the chart. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  /**
   * Gives the very same map where nothing changed.
   * @param most where more lines than this would have to be asked for, none is: what hangs on a moved card is drawn straight meanwhile
   */
  routesFor(nodes: readonly ChartNode[], edges: readonly ChartEdge[], most = Infinity): Routes {
    const isSame = !this.#isBehind && edges === this.#asked.edges && nodes.length === this.#asked.nodes.length && nodes.every((node, index) => samePlace(node, this.#asked.nodes[index]))
    this.#asked = { nodes, edges }
    return isSame ? this.#routes : this.#found(nodes, edges, most)
  }

  #found(nodes: readonly ChartNode[], edges: readonly ChartEdge[], most: number): Routes {
    const byId = new Map(nodes.filter(({ type }) => type === 'card').map((node) => [node.id, node]))
    const rects = new Map([...byId].map(([id, node]) => [id, rectOf(node)]))
    const moved = this.#movedSince(rects)
    const isAsked = (edge: ChartEdge): boolean => {
      const before = this.#drawn.get(edge.id)
      return before === undefined || before.edge !== edge || moved.ids.has(edge.source) || moved.ids.has(edge.target) || moved.rects.some((rect) => meets(wider(rect, reach), before.bounds))
    }
    const asked = edges.filter(isAsked)
    this.#isBehind = asked.length > most
    if (this.#isBehind) return this.#stillTrue(edges, moved.ids)
    if (asked.length === 0 && edges.length === this.#drawn.size) return this.#routes
    const isAgain = new Set(asked)
    const drawn = new Map<string, Drawn>()
    const routes = new Map<string, readonly Point[]>()
    const lanes: Lane[] = []
    for (const edge of edges) {
      const kept = this.#drawn.get(edge.id)
      if (isAgain.has(edge) || kept === undefined) continue
      drawn.set(edge.id, kept)
      const route = this.#routes.get(edge.id)
      if (route === undefined) continue
      routes.set(edge.id, route)
      lanes.push(...lanesOf(route, edge.target))
    }
    const all = [...rects.values()]
    for (const edge of asked) {
      const ends = endsOf(edge, byId)
      if (ends === undefined) continue
      const route = routeOf(edge, ends, byId, all, lanes)
      if (route !== undefined) {
        routes.set(edge.id, route)
        lanes.push(...lanesOf(route, edge.target))
      }
      drawn.set(edge.id, { edge, bounds: boundsOfLine(route ?? plainLine(ends.from, ends.to)) })
    }
    this.#rects = rects
    this.#drawn = drawn
    this.#routes = routes.size === 0 ? noRoutes : routes
    return this.#routes
  }

  /** The routes of those lines that still begin and end where they did. */
  #stillTrue(edges: readonly ChartEdge[], moved: ReadonlySet<string>): Routes {
    const isTrue = (edge: ChartEdge): boolean => this.#drawn.get(edge.id)?.edge === edge && !moved.has(edge.source) && !moved.has(edge.target)
    return new Map(edges.filter(isTrue).flatMap(({ id }) => { const route = this.#routes.get(id); return route === undefined ? [] : [[id, route] as const] }))
  }

  #movedSince(rects: ReadonlyMap<string, Rect>): { readonly ids: ReadonlySet<string>; readonly rects: readonly Rect[] } {
    const ids = new Set<string>()
    const places: Rect[] = []
    const note = (id: string, ...where: (Rect | undefined)[]): void => {
      ids.add(id)
      for (const rect of where) if (rect !== undefined) places.push(rect)
    }
    for (const [id, rect] of rects) {
      const before = this.#rects.get(id)
      if (before === undefined || before.x !== rect.x || before.y !== rect.y || before.width !== rect.width || before.height !== rect.height) note(id, before, rect)
    }
    for (const [id, rect] of this.#rects) if (!rects.has(id)) note(id, rect)
    return { ids, rects: places }
  }
}

function routeOf(edge: ChartEdge, { from, to }: { readonly from: Point; readonly to: Point }, byId: ReadonlyMap<string, ChartNode>, all: readonly Rect[], lanes: readonly Lane[]): readonly Point[] | undefined {
  const plain = plainLine(from, to)
  const around = wider(boundsOfLine(plain), reach)
  const cards = all.filter((rect) => meets(rect, around))
  if (cards.length > mostObstacles || !crosses(plain, cards.map(inner))) return undefined
  const ports = byId.get(edge.source)?.handles?.filter(({ type }) => type === 'source') ?? []
  const index = ports.findIndex(({ id }) => id === edge.sourceHandle)
  const aside = Math.min(mostAside, asideStep * Math.max(0, to.y > from.y ? ports.length - 1 - index : index))
  // A way around may lead past cards that the line itself does not come near.
  const [left, right] = [around.x, around.x + around.width]
  return routeAround({ from, to, target: edge.target, aside }, all.filter(({ x, width }) => x < right && x + width > left), lanes)
}
