import type { CallEffect, CallEvent, FlowSnapshot } from '@callchart/flow'
import type { CallEntry } from '../call/entries.js'
import { applyEntry, type KnownVersions } from '../call/fold.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { emptyState, wireTurnId, type CallOrigin, type CallState } from '../call/state.js'

/** One step of a chart, with all that it is compared by. */
export interface ReplayedStep {
  /** As the journal counts them, from 1. */
  readonly step: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly event: CallEvent
  readonly effects: readonly CallEffect[]
  readonly ready: ReadyVersion
  /** After the step. */
  readonly snapshot: FlowSnapshot
  /** What the caller said or typed here is shown to nobody. */
  readonly sensitive: boolean
}

/** A call on its way through its journal, step by step, by the fold of live calls. */
export class SteppedCall {
  readonly state: CallState
  readonly steps: ReplayedStep[] = []
  /** Turns whose answers nobody may read, by their ids on the wire. */
  readonly sensitiveTurns = new Set<string>()

  constructor(
    origin: CallOrigin,
    first: ReadyVersion,
    private readonly versions: KnownVersions,
  ) {
    this.state = emptyState(origin, first)
  }

  /** The step of an event; nothing for any other entry. */
  take(entry: CallEntry): ReplayedStep | undefined {
    const effects = applyEntry(this.state, entry, this.versions).map(({ effect }) => effect)
    if (entry.kind !== 'event') return undefined
    const { step, ready, snapshot, chapter } = this.state
    const sensitive = 'turnId' in entry.body && this.sensitiveTurns.has(wireTurnId(chapter, entry.body.turnId))
    for (const effect of effects) if (effect.type === 'turn.start' && effect.sensitive) this.sensitiveTurns.add(wireTurnId(chapter, effect.turnId))
    const taken = { step, at: entry.at, event: entry.body, effects, ready, snapshot, sensitive }
    this.steps.push(taken)
    return taken
  }
}
