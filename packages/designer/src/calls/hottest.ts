import type { Heat } from '@callchart/protocol'

type NodeHeat = Heat['nodes'][number]

/** Where most callers hung up first; among equals where most came. */
export const hottestFirst = (nodes: readonly NodeHeat[]): readonly NodeHeat[] => [...nodes].sort((left, right) => right.dropOffs - left.dropOffs || right.visits - left.visits)
