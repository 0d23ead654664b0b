import type { Told } from '../explore/tell-move.js'

/** One thing that a caller, or whoever reads the reports, would notice. */
export interface BehaviourChange {
  /** `way`: the call goes elsewhere; `node`: what a node says or does; `flow`: what holds in the whole call. */
  readonly type: 'way' | 'node' | 'flow'
  /** In the newer flow; of a node that is gone in the older one. */
  readonly nodeId?: string
  /** Where the id was another one. */
  readonly olderNodeId?: string
  /** Ids of sub-flow sites that lead to the node, outermost first. */
  readonly sites?: readonly string[]
  /** What of it: a way such as `noInput`, an aspect such as `prompt.en-US`. */
  readonly aspect: string
  readonly was: unknown
  readonly now: unknown
  /** One plain sentence in each language. */
  readonly sentence: Told
}
