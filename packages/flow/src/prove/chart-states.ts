import { isRecord } from './is-record.js'

/** An action of the chart: a change of the context by its name, or `perform` with its effect; `perform` alone says that a node was entered. */
export interface ChartAction {
  readonly type: string
  readonly params?: unknown
}

export interface ChartGuard {
  readonly type: string
  readonly params?: unknown
}

/** A transition as it is written. */
export interface WrittenTransition {
  /** `<source> <event> <index>`, as `transitionsOf` names it. */
  readonly id: string
  readonly source: ChartState
  /** As it is written, `turn.*` too; empty: taken as soon as its guard holds. */
  readonly event: string
  readonly guard?: ChartGuard
  readonly target?: string
  readonly actions: readonly ChartAction[]
}

/** A state of the compiled configuration. */
export interface ChartState {
  /** From the top, joined by dots; empty for the root. */
  readonly path: string
  readonly parent?: ChartState
  readonly key: string
  readonly initial?: string
  /** Id of the node that the state belongs to: `<site>.<node>` in a sub-flow. */
  readonly node?: string
  readonly isFinal: boolean
  readonly entry: readonly ChartAction[]
  readonly exit: readonly ChartAction[]
  readonly always: readonly WrittenTransition[]
  readonly on: ReadonlyMap<string, readonly WrittenTransition[]>
  readonly states: ReadonlyMap<string, ChartState>
}

/** One thing stands for a list of one. */
const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

const named = (value: unknown): ChartAction => {
  if (typeof value === 'string') return { type: value }
  const { type, params } = isRecord(value) ? value : {}
  return { type: String(type), ...(params === undefined ? {} : { params }) }
}

const transitionOf = (source: ChartState, event: string, value: unknown, index: number): WrittenTransition => {
  const { guard, target, actions } = isRecord(value) ? value : { target: value }
  return {
    id: `${source.path} ${event} ${index}`,
    source,
    event,
    ...(guard === undefined ? {} : { guard: named(guard) }),
    ...(typeof target === 'string' ? { target } : {}),
    actions: listOf(actions).map(named),
  }
}

const transitionsIn = (source: ChartState, event: string, value: unknown): readonly WrittenTransition[] =>
  listOf(value).map((each, index) => transitionOf(source, event, each, index))

const nodeOf = (meta: unknown, parent: ChartState | undefined): string | undefined =>
  isRecord(meta) && typeof meta.node === 'string' ? meta.node : parent?.node

/** Reads a state of a compiled configuration, with all that lies within. */
export const readState = (config: unknown, key = '', parent?: ChartState): ChartState => {
  const written = isRecord(config) ? config : {}
  const node = nodeOf(written.meta, parent)
  const on = new Map<string, readonly WrittenTransition[]>()
  const states = new Map<string, ChartState>()
  const always: WrittenTransition[] = []
  const state: ChartState = {
    path: parent === undefined || parent.path === '' ? key : `${parent.path}.${key}`,
    ...(parent === undefined ? {} : { parent }),
    key,
    ...(typeof written.initial === 'string' ? { initial: written.initial } : {}),
    ...(node === undefined ? {} : { node }),
    isFinal: written.type === 'final',
    entry: listOf(written.entry).map(named),
    exit: listOf(written.exit).map(named),
    always,
    on,
    states,
  }
  always.push(...transitionsIn(state, '', written.always))
  for (const [event, value] of Object.entries(isRecord(written.on) ? written.on : {})) on.set(event, transitionsIn(state, event, value))
  for (const [child, value] of Object.entries(isRecord(written.states) ? written.states : {})) states.set(child, readState(value, child, state))
  return state
}
