import { EndWatch, nameOfEnd } from '../../explore/call-end.js'
import type { CallNode } from './call-tree.js'

/** A call that was followed to its end. */
export interface FollowedCall {
  readonly steps: readonly CallNode[]
}

export interface LongestCall {
  readonly turnCount: number
  readonly durationMs: number
  readonly path: readonly string[]
}

/** How a node was met. */
export interface NodeTally {
  /** Calls that entered it at least once. */
  readonly calls: number
  readonly entries: number
  /** Calls in which the caller hung up there. */
  readonly dropOffs: number
}

const add = (counts: Map<string, number>, name: string, count = 1): void => void counts.set(name, (counts.get(name) ?? 0) + count)

/** More paths than these are counted together. */
const mostPaths = 100_000
export const otherPaths = '…'

/** Counts what became of calls. */
export class CallTally {
  callCount = 0
  stepCount = 0
  readonly ends = new Map<string, number>()
  readonly paths = new Map<string, number>()
  readonly taken = new Set<string>()
  longest: LongestCall = { turnCount: 0, durationMs: 0, path: [] }
  longestMs = 0
  turnCount = 0
  durationMs = 0
  readonly #entries = new Map<string, number>()
  readonly #calls = new Map<string, number>()
  readonly #dropOffs = new Map<string, number>()

  note({ steps }: FollowedCall): void {
    const watch = new EndWatch()
    const path: string[] = []
    let turnCount = 0
    for (const { explored, nodes, taken, isTurn } of steps) {
      watch.note(explored.event, explored.effects)
      if (explored.event.type === 'caller.hung-up' && watch.end.type === 'caller-gone') add(this.#dropOffs, path.at(-1) ?? '')
      path.push(...nodes)
      for (const id of taken) this.taken.add(id)
      if (isTurn) turnCount += 1
    }
    const durationMs = steps.at(-1)?.explored.call.at ?? 0
    this.callCount += 1
    this.stepCount += steps.length
    this.turnCount += turnCount
    this.durationMs += durationMs
    this.longestMs = Math.max(this.longestMs, durationMs)
    if (turnCount > this.longest.turnCount) this.longest = { turnCount, durationMs, path }
    add(this.ends, nameOfEnd(watch.end))
    this.#notePath(path)
  }

  nodeTally(node: string): NodeTally {
    return { calls: this.#calls.get(node) ?? 0, entries: this.#entries.get(node) ?? 0, dropOffs: this.#dropOffs.get(node) ?? 0 }
  }

  #notePath(path: readonly string[]): void {
    const name = path.join(' ')
    add(this.paths, this.paths.size < mostPaths || this.paths.has(name) ? name : otherPaths)
    for (const node of path) add(this.#entries, node)
    for (const node of new Set(path)) add(this.#calls, node)
  }
}
