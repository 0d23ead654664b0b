import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { statesWithin } from './chart-turns.js'
import { leafOf, targetOf } from './chart-walk.js'
import { namedPart } from './facts.js'

/** A way back leads wherever the caller was before: it is no way to anywhere new. */
const isWayBack = ({ guard }: AnyTransitionDefinition): boolean => namedPart(guard).type === 'routeTo'

/** States and those that lead to them in one transition. */
const comingFrom = (transitions: Iterable<AnyTransitionDefinition>): Map<AnyStateNode, Set<AnyStateNode>> => {
  const from = new Map<AnyStateNode, Set<AnyStateNode>>()
  for (const transition of transitions) {
    const target = targetOf(transition)
    if (target === undefined || isWayBack(transition)) continue
    const leaf = leafOf(target)
    from.set(leaf, (from.get(leaf) ?? new Set()).add(transition.source))
  }
  return from
}

/** How many transitions lie at least between each state and one of these; a state counts for those within it. */
export const distancesTo = (goal: AnyStateNode, transitions: Iterable<AnyTransitionDefinition>): ReadonlyMap<AnyStateNode, number> => {
  const from = comingFrom(transitions)
  const distances = new Map(statesWithin(goal).map((state) => [state, 0]))
  let ring = [...distances.keys()]
  for (let distance = 1; ring.length > 0; distance += 1) {
    const next: AnyStateNode[] = []
    for (const source of new Set(ring.flatMap((state) => [...(from.get(state) ?? [])])))
      for (const state of statesWithin(source))
        if (!distances.has(state)) {
          distances.set(state, distance)
          next.push(state)
        }
    ring = next
  }
  return distances
}
