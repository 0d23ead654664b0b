import { waysOut, type DraftNode, type FlowNode, type Way } from '@callchart/flow'

/** Lists and objects that ways lie in: a node that is being drawn may lack them. */
const emptyParts = { branches: [], choices: [], keys: [], noInput: {}, noMatch: {}, wait: true }

const known = new WeakMap<DraftNode, readonly Way[]>()

/** Every way out of a node that is being drawn, connected or not; none where its fields are too broken to tell. */
export function draftWays(node: DraftNode): readonly Way[] {
  const found = known.get(node)
  if (found !== undefined) return found
  const ways = read(node)
  known.set(node, ways)
  return ways
}

function read(node: DraftNode): readonly Way[] {
  try {
    return waysOut({ ...emptyParts, ...node } as unknown as FlowNode)
  } catch {
    return []
  }
}
