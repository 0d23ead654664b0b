import type { EffectTemplate } from '../machine/model.js'
import { assignedVariables } from './assigned-variables.js'
import type { Happening, Observation } from './observation.js'
import type { RuleNode, RuleView } from './rule-view.js'
import { waysTaken } from './way-taken.js'

interface ChartAction {
  readonly type: string
  readonly params?: unknown
}

interface ChartPlace {
  readonly path: string
  readonly node?: string
  readonly isFinal: boolean
}

/** A transition of the chart with all that is done on it. */
export interface ObservedEdge {
  /** `<source> <event> <index>` */
  readonly id: string
  readonly event: string
  readonly guard?: { readonly type: string; readonly params?: unknown }
  readonly from: ChartPlace
  readonly to: ChartPlace
  readonly actions: readonly ChartAction[]
}

type Direction = 'inbound' | 'outbound'
type TurnStart = Extract<EffectTemplate, { type: 'turn.start' }>

const fieldOf = (value: unknown, field: string): unknown => (value !== null && typeof value === 'object' ? Reflect.get(value, field) : undefined)

const isEffect = (params: unknown): params is EffectTemplate => typeof fieldOf(params, 'type') === 'string'

const speech = (inFull = false): Happening => ({ what: 'turn', speaks: true, inFull, listens: false, sensitive: false })

/** What only speaks is heard in full, a question only where its prompt says so. */
const turnOf = ({ listen, record, open, sensitive }: TurnStart, begun: unknown): Happening => {
  const listens = listen !== undefined || record !== undefined
  const prompt = fieldOf(begun, 'prompt')
  return {
    what: 'turn',
    speaks: !listens || prompt !== undefined || fieldOf(begun, 'again') !== undefined,
    inFull: (!listens && open !== true) || fieldOf(prompt, 'inFull') === true,
    listens,
    sensitive: sensitive === true,
  }
}

const ofEffect = (effect: EffectTemplate, begun: unknown): Happening[] => {
  const done: Happening = { what: 'effect', effect }
  if (effect.type === 'turn.start') return [done, turnOf(effect, begun)]
  return effect.type === 'turn.append' ? [done, speech()] : [done]
}

const mayConsent = (action: ChartAction, { consents }: RuleView): boolean =>
  assignedVariables(action).some(({ variable, cel }) => consents.has(variable.name) && cel?.trim() !== 'false')

const keyIntentOf = ({ event, guard }: ObservedEdge): Happening[] => {
  const keyIntent = event === 'key-intent.heard' ? fieldOf(guard?.params, 'keyIntent') : undefined
  return typeof keyIntent === 'string' ? [{ what: 'heard', keyIntent }] : []
}

const sourceOf = ({ id, event }: ObservedEdge): string => id.slice(0, id.lastIndexOf(` ${event} `))

/** A transition of the node itself that leads to another node, or into its own anew; what holds everywhere takes no way of a node. */
const leaving = (edge: ObservedEdge, node: RuleNode | undefined): Happening[] => {
  const source = sourceOf(edge)
  const { from, to, actions } = edge
  if (node === undefined || to.node === undefined || !(source === node.id || source.startsWith(`${node.id}.`))) return []
  if (to.node === node.id && !actions.some(({ type, params }) => type === 'enterNode' && params === node.id)) return []
  if (!to.node.startsWith(node.within)) return []
  const ways = waysTaken(node.node, to.node.slice(node.within.length), { guard: edge.guard, state: from.path.slice(node.id.length + 1) })
  return ways.length === 0 ? [] : [{ what: 'left', ways }]
}

/** What actions do, one after the other, from a node on. */
class Sight {
  readonly seen: Observation[] = []
  #begun: unknown

  constructor(
    private readonly view: RuleView,
    private readonly direction: Direction | undefined,
    private node: RuleNode | undefined,
    private onTheLine: boolean,
  ) {}

  see(...happenings: readonly Happening[]): void {
    for (const happening of happenings) this.seen.push({ node: this.node, onTheLine: this.onTheLine, direction: this.direction, ...happening })
  }

  take(action: ChartAction): void {
    const { type, params } = action
    if (type === 'enterNode') this.node = this.view.nodes.get(String(params))
    else if (type === 'leaveCall') this.onTheLine = false
    else if (type === 'beginTurn') this.#begun = params
    else if (type === 'queuePrompt') this.see(speech())
    else if (type !== 'perform') this.see(...(mayConsent(action, this.view) ? [{ what: 'consent' } as const] : []))
    else if (isEffect(params)) this.see(...ofEffect(params, this.#begun))
    else this.see({ what: 'entered' })
  }
}

/**
 * Everything that a rule can see of a transition, in the order in which it happens.
 * @param onTheLine the caller is, before it
 */
export const observe = (edge: ObservedEdge, view: RuleView, onTheLine: boolean, direction?: Direction): Observation[] => {
  const node = edge.from.node === undefined ? undefined : view.nodes.get(edge.from.node)
  const sight = new Sight(view, direction, node, onTheLine)
  sight.see(...keyIntentOf(edge), ...leaving(edge, node))
  for (const action of edge.actions) sight.take(action)
  if (edge.to.isFinal) sight.see({ what: 'over' })
  return sight.seen
}
