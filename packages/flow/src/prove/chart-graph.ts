import { chartId } from '../compile/chart.js'
import type { CompiledFlow } from '../contract/compiled.js'
import { keysHeard } from '../machine/global-keys.js'
import type { EffectTemplate, FlowContext, ListenTemplate } from '../machine/model.js'
import { readState, type ChartAction, type ChartGuard, type ChartState, type WrittenTransition } from './chart-states.js'
import { assignedBy } from './assigned.js'
import { isRecord } from './is-record.js'

export type { ChartAction, ChartGuard } from './chart-states.js'

type TurnEffect = Extract<EffectTemplate, { type: 'turn.start' }>

/** A transition as one place takes it. */
export interface ChartEdge {
  /** `<source> <event> <index>`, as `transitionsOf` names it. */
  readonly id: string
  /** As it is written, `turn.*` too; empty: taken as soon as its guard holds. */
  readonly event: string
  readonly guard?: ChartGuard
  readonly from: ChartPlace
  /** The same as `from` where the state stays. */
  readonly to: ChartPlace
  /** What is done on the way, in its order: on leaving, by the transition itself, on entering. */
  readonly actions: readonly ChartAction[]
  /** Place among the actions of the first that is done on entering. */
  readonly entering: number
}

/** A leaf of the chart: where a call can be. */
export interface ChartPlace {
  /** States from the top, joined by dots, as `statePath` tells them. */
  readonly path: string
  /** Id of its node; absent for what belongs to none. */
  readonly node?: string
  readonly isFinal: boolean
  /** The turn that runs here. */
  readonly turn?: TurnEffect
  /** How that turn listens; absent where it only speaks or records. */
  readonly listen?: ListenTemplate
  /** Key intents that a key means here. */
  readonly pressed: readonly string[]
  /** The listening state that a caller here can come back to: `<node>.<state>`. */
  readonly at?: string
  /** Transitions that wait for nothing. */
  readonly always: readonly ChartEdge[]
  /** Transitions of this place and of the states around it, on whatever event; without those of the root. */
  readonly inner: readonly ChartEdge[]
  /** Transitions that an event may take here, the innermost first, those of all its outer states and of the root after its own. */
  edgesOn(type: string): readonly ChartEdge[]
}

/** A compiled chart as a graph; nothing in it knows a kind of node. Edges are made when they are asked for: its size is that of the chart. */
export interface ChartGraph {
  readonly places: ReadonlyMap<string, ChartPlace>
  readonly start: ChartPlace
  /** What the context holds when a call begins. */
  readonly context: FlowContext
  /** Where a listening state is entered: the way back to it. */
  readonly wayTo: ReadonlyMap<string, ChartEdge>
  /** Every action that stands in the chart. */
  readonly actions: readonly ChartAction[]
  /** Every guard that stands in the chart. */
  readonly guards: readonly ChartGuard[]
  /** How the answers to requests are taken that nobody waits for: they may come at any moment. */
  readonly lateAnswers: readonly ChartAction[]
  /** Variables that the answer to the request of this place fills. */
  answersAt(place: ChartPlace): readonly string[]
  /** Variables that hold the status of that answer, whatever it is. */
  statusAt(place: ChartPlace): readonly string[]
}

const lineOf = (state: ChartState): ChartState[] => [...(state.parent === undefined ? [] : lineOf(state.parent)), state]

const leafOf = (state: ChartState): ChartState => {
  const initial = state.states.get(state.initial ?? '')
  return initial === undefined ? state : leafOf(initial)
}

const isWithin = (inner: ChartState, outer: ChartState): boolean => inner === outer || (inner.parent !== undefined && isWithin(inner.parent, outer))

/** The state that stays while the transition is taken, as XState has it. */
const domainOf = (source: ChartState, target: ChartState): ChartState => {
  if (isWithin(target, source)) return source
  let domain = target.parent ?? target
  while (!(isWithin(source, domain) && source !== domain) && domain.parent !== undefined) domain = domain.parent
  return domain
}

const turnIn = (state: ChartState): TurnEffect | undefined => {
  for (const { type, params } of state.entry) {
    if (type === 'perform' && isRecord(params) && params.type === 'turn.start') return params as TurnEffect
  }
  return undefined
}

const listeningStateIn = ({ entry }: ChartState): string | undefined => {
  const begun = entry.find(({ type }) => type === 'beginTurn')?.params
  return isRecord(begun) && typeof begun.state === 'string' ? begun.state : undefined
}

/** Event descriptors that take an event of the type, the most exact first. */
const descriptorsOf = (type: string): string[] => {
  const parts = type.split('.')
  return [type, ...parts.slice(1).map((_, index) => `${parts.slice(0, parts.length - 1 - index).join('.')}.*`), '*']
}

class Place implements ChartPlace {
  readonly path: string
  readonly node?: string
  readonly isFinal: boolean
  readonly turn?: TurnEffect
  readonly listen?: ListenTemplate
  readonly at?: string
  readonly pressed: readonly string[] = []
  readonly #line: readonly ChartState[]
  readonly #edge: (from: Place, transition: WrittenTransition) => ChartEdge
  readonly #known = new Map<string, readonly ChartEdge[]>()

  constructor(leaf: ChartState, { listens, globals }: FlowContext, edge: (from: Place, transition: WrittenTransition) => ChartEdge) {
    this.#line = lineOf(leaf).toReversed()
    this.#edge = edge
    this.path = leaf.path
    this.isFinal = leaf.isFinal
    if (leaf.node !== undefined) this.node = leaf.node
    const turnState = this.#line.find((state) => turnIn(state) !== undefined)
    const turn = turnState === undefined ? undefined : turnIn(turnState)
    if (turnState === undefined || turn === undefined) return
    this.turn = turn
    const listen = turn.listen === undefined ? undefined : listens[turn.listen]
    if (listen !== undefined) this.listen = listen
    this.pressed = Object.values(keysHeard(turn.expect, globals))
    const state = listeningStateIn(turnState)
    if (state !== undefined && leaf.node !== undefined) this.at = `${leaf.node}.${state}`
  }

  get always(): readonly ChartEdge[] {
    return this.#remembered('', () => this.#line.flatMap(({ always }) => always))
  }

  get inner(): readonly ChartEdge[] {
    return this.#remembered('.', () => this.#line.flatMap(({ parent, always, on }) => (parent === undefined ? [] : [...always, ...[...on.values()].flat()])))
  }

  edgesOn(type: string): readonly ChartEdge[] {
    const descriptors = descriptorsOf(type)
    return this.#remembered(type, () => this.#line.flatMap((state) => descriptors.flatMap((descriptor) => this.#fitting(state.on.get(descriptor) ?? []))))
  }

  /** The answer to a request of another node is none of this place's. */
  #fitting(transitions: readonly WrittenTransition[]): readonly WrittenTransition[] {
    return transitions.filter(({ guard }) => guard?.type !== 'answerTo' || (isRecord(guard.params) && guard.params.node === this.node))
  }

  #remembered(key: string, transitions: () => readonly WrittenTransition[]): readonly ChartEdge[] {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = transitions().map((transition) => this.#edge(this, transition))
    this.#known.set(key, made)
    return made
  }
}

const allStates = (state: ChartState): ChartState[] => [state, ...[...state.states.values()].flatMap(allStates)]

const allTransitions = ({ always, on }: ChartState): WrittenTransition[] => [...always, ...[...on.values()].flat()]

/** The state that a target names; `.inner` is within the source, a bare name is beside it. */
const stateAt = (states: ReadonlyMap<string, ChartState>, { source, target = '' }: WrittenTransition): ChartState | undefined => {
  if (target.startsWith('#')) return states.get(target.slice(chartId.length + 2))
  const base = target.startsWith('.') ? source.path : (source.parent?.path ?? '')
  const name = target.replace(/^\./, '')
  return states.get(base === '' ? name : `${base}.${name}`)
}

/** Nodes that send a request and go on without its answer. */
const sendersWithoutWait = (transitions: readonly WrittenTransition[]): ReadonlySet<string> =>
  new Set(
    transitions.flatMap(({ source, actions }) =>
      source.node !== undefined && actions.some(({ type, params }) => type === 'beginRequest' && isRecord(params) && params.waits === false) ? [source.node] : [],
    ),
  )

const lateAnswersIn = (transitions: readonly WrittenTransition[]): ChartAction[] => {
  const senders = sendersWithoutWait(transitions)
  return transitions.flatMap(({ guard, actions }) =>
    guard?.type === 'answerTo' && isRecord(guard.params) && senders.has(String(guard.params.node)) ? actions : [],
  )
}

const contextOf = ({ config }: CompiledFlow): FlowContext => config.context as FlowContext

/** The graph of a compiled flow. */
export const chartGraph = (compiled: CompiledFlow): ChartGraph => {
  const context = contextOf(compiled)
  const root = readState(compiled.config)
  const states = new Map(allStates(root).map((state) => [state.path, state]))
  const places = new Map<string, Place>()

  const edgeOf = (from: Place, transition: WrittenTransition): ChartEdge => {
    const { id, event, guard, actions } = transition
    const common = { id, event, from, ...(guard === undefined ? {} : { guard }) }
    const target = stateAt(states, transition)
    const leaf = states.get(from.path)
    if (transition.target === undefined || target === undefined || leaf === undefined) return { ...common, to: from, actions, entering: actions.length }
    const domain = domainOf(transition.source, target)
    const end = leafOf(target)
    const left = lineOf(leaf).toReversed().filter((state) => state !== domain && isWithin(state, domain))
    const entered = lineOf(end).filter((state) => state !== domain && isWithin(state, domain))
    const before = [...left.flatMap(({ exit }) => exit), ...actions]
    return { ...common, to: places.get(end.path) ?? from, actions: [...before, ...entered.flatMap(({ entry }) => entry)], entering: before.length }
  }

  for (const state of states.values()) if (state.states.size === 0) places.set(state.path, new Place(state, context, edgeOf))
  const start = places.get(leafOf(root).path)
  if (start === undefined) throw new Error('A chart has a place to begin in')
  const written = [...states.values()]
  const transitions = written.flatMap(allTransitions)
  const answers = new Map(transitions.flatMap(({ guard, actions }) => (guard?.type === 'answerTo' && isRecord(guard.params) ? [[String(guard.params.node), actions] as const] : [])))
  const wayTo = (): Map<string, ChartEdge> =>
    new Map((places.get('_returning')?.always ?? []).flatMap((edge) => (edge.guard?.type === 'routeTo' ? [[String(edge.guard.params), edge] as const] : [])))
  return {
    places,
    start,
    context,
    wayTo: wayTo(),
    actions: [...written.flatMap(({ entry, exit }) => [...entry, ...exit]), ...transitions.flatMap(({ actions }) => actions)],
    guards: transitions.flatMap(({ guard }) => guard ?? []),
    lateAnswers: lateAnswersIn(transitions),
    answersAt: ({ node }) => (answers.get(node ?? '') ?? []).flatMap(assignedBy),
    statusAt: ({ node }) => (answers.get(node ?? '') ?? []).flatMap(({ params }) => (isRecord(params) && isRecord(params.saveStatus) ? [String(params.saveStatus.name)] : [])),
  }
}
