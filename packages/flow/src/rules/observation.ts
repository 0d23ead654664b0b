import type { EffectTemplate } from '../machine/model.js'
import type { NodeKind } from '../nodes/kinds.js'

/** What a rule knows of a node. */
export interface ObservedNode {
  /** Its id in the chart: `site.node` in a sub-flow. */
  readonly id: string
  readonly kind: NodeKind
  readonly marks: readonly string[]
}

/** Where something happens. */
export interface ObservedPlace {
  /** The node that was entered last; absent before the first. */
  readonly node?: ObservedNode | undefined
  /** The caller is on the line. */
  readonly onTheLine: boolean
  /** Absent where the call may go either way. */
  readonly direction?: 'inbound' | 'outbound' | undefined
}

/** One thing that a rule can see of a call, in the order in which it happens. */
export type Happening =
  | { readonly what: 'entered' }
  /** The node is left; every name that its way has. */
  | { readonly what: 'left'; readonly ways: readonly string[] }
  | { readonly what: 'heard'; readonly keyIntent: string }
  | { readonly what: 'turn'; readonly speaks: boolean; readonly inFull: boolean; readonly listens: boolean; readonly sensitive: boolean }
  | { readonly what: 'effect'; readonly effect: EffectTemplate }
  /** A variable that holds a consent may become true. */
  | { readonly what: 'consent' }
  /** The chart is at its end. */
  | { readonly what: 'over' }

export type Observation = ObservedPlace & Happening
