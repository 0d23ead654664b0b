import type { CallEvent } from './events.js'

/** A conversation that shows what is wrong. */
export interface CounterExample {
  /** What the chart is told, from the beginning of the call; empty where no real call was found. */
  readonly steps: readonly CallEvent[]
  /** Ids of the nodes that the call comes to, in the chart. */
  readonly path: readonly string[]
  /** What happens, line by line. */
  readonly text: { readonly en: readonly string[]; readonly zh: readonly string[] }
  /** The real machine goes this way. */
  readonly confirmed: boolean
}
