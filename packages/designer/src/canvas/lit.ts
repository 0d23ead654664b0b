import type { Highlight } from './highlight.js'
import type { TakenWay } from './taken-ways.js'

/** At which steps of a path a call came to each node, from 1 on, and from where to where it went. */
interface Steps {
  readonly at: ReadonlyMap<string, readonly number[]>
  readonly moves: ReadonlySet<string>
}

const known = new WeakMap<readonly string[], Steps>()
const move = (from: string, to: string): string => `${from} ${to}`

function stepsOf(path: readonly string[]): Steps {
  const found = known.get(path)
  if (found !== undefined) return found
  const at = new Map<string, number[]>()
  path.forEach((id, index) => at.set(id, [...(at.get(id) ?? []), index + 1]))
  const steps = { at, moves: new Set(path.slice(1).map((to, index) => move(path[index] ?? '', to))) }
  known.set(path, steps)
  return steps
}

/** A call was at the node. */
export const isOnPath = ({ path }: Highlight, id: string): boolean => path.length > 0 && stepsOf(path).at.has(id)

/** The steps at which a call was at the node, as they are shown: `2, 5`; empty where it never was. */
export const stepsAt = ({ path }: Highlight, id: string): string => (path.length === 0 ? '' : (stepsOf(path).at.get(id) ?? []).join(', '))

/** A call went from the one to the other. */
const wentFrom = ({ path }: Pick<Highlight, 'path'>, from: string, to: string): boolean => path.length > 1 && stepsOf(path).moves.has(move(from, to))

const knownTaken = new WeakMap<readonly TakenWay[], ReadonlyMap<string, ReadonlySet<string>>>()

/** Edges that were taken, by the nodes between which they lead. */
function takenOf(took: readonly TakenWay[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = knownTaken.get(took)
  if (found !== undefined) return found
  const taken = new Map<string, Set<string>>()
  for (const { edge, from, to } of took) taken.set(move(from, to), (taken.get(move(from, to)) ?? new Set()).add(edge))
  knownTaken.set(took, taken)
  return taken
}

/** A call took this edge; where nobody knows by which it went, any between its nodes. */
export function tookEdge({ path, took }: Pick<Highlight, 'path' | 'took'>, { id, source, target }: { readonly id: string; readonly source: string; readonly target: string }): boolean {
  if (!wentFrom({ path }, source, target)) return false
  const taken = takenOf(took).get(move(source, target))
  return taken === undefined || taken.has(id)
}

let mostKnown: { readonly heat: Highlight['heat']; readonly most: number } | undefined

/** How warm a node is drawn, 0 to 1: its visits beside the most of any node. */
export function warmth({ heat }: Highlight, id: string): number {
  if (heat === undefined) return 0
  if (mostKnown?.heat !== heat) mostKnown = { heat, most: Math.max(1, ...Object.values(heat).map(({ visits }) => visits)) }
  return (heat[id]?.visits ?? 0) / mostKnown.most
}
