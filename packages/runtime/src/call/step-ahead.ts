import { effectsHash } from './effects-hash.js'
import type { CallEntry } from './entries.js'
import type { KnownVersions, StepAhead } from './fold.js'
import type { CallState } from './state.js'

export interface SteppedEntries {
  /** Events with the hash of their step's effects. */
  readonly entries: readonly CallEntry[]
  /** By sequence. */
  readonly ahead: ReadonlyMap<number, StepAhead>
}

/** Takes the chart's steps of entries that are to be written. A step is pure: the state is as before, and nothing is done until the entries are committed. */
export function stepAhead(state: CallState, notes: readonly CallEntry[], versions: KnownVersions): SteppedEntries {
  let { ready, snapshot } = state
  const ahead = new Map<number, StepAhead>()
  const entries = notes.map((entry): CallEntry => {
    if (entry.kind === 'effect.settled' && entry.body.next !== undefined) {
      ready = versions.get(entry.body.next.version) ?? ready
      snapshot = ready.start()
    }
    if (entry.kind !== 'event') return entry
    const result = ready.step(snapshot, entry.body)
    ahead.set(entry.sequence, { from: snapshot, result })
    snapshot = result.snapshot
    return { ...entry, effectsHash: effectsHash(result.effects) }
  })
  return { entries, ahead }
}
