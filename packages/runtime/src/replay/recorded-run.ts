import { chartTurnId, type CallState, type OpenTurn } from '../call/state.js'
import type { CallEntry } from '../call/entries.js'
import { effectsHash } from '../call/effects-hash.js'
import type { KnownVersions } from '../call/fold.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { noteAsked, occasionOf, type AskedOfOthers, type Occasion } from './occasion.js'
import type { RecordedCall } from './recorded-call.js'
import { SteppedCall, type ReplayedStep } from './stepped-call.js'

/** A step whose effects are not those of the live call. */
export interface UnfaithfulStep {
  readonly step: ReplayedStep
  /** `effectsHash` of the live call. */
  readonly journaled: string
  readonly replayed: string
}

/** A call run again on the versions that it was pinned to. */
export interface RecordedRun {
  readonly state: CallState
  readonly steps: readonly ReplayedStep[]
  /** Turns whose answers nobody may read, by their ids on the wire. */
  readonly sensitiveTurns: ReadonlySet<string>
  /** By sequence of the event. */
  readonly occasions: ReadonlyMap<number, Occasion>
  /** What was asked of others, answered or not. */
  readonly asked: AskedOfOthers
  /** Deadlines of the timers that elapsed, with the sequence of the event. */
  readonly elapsed: ReadonlyMap<number, number>
  /** Steps that had a hash to be compared with. */
  readonly comparedCount: number
  /** The first of those that differ. */
  readonly unfaithful?: UnfaithfulStep
}

/** Runs a call again as it was, and compares each step with what the live call journaled of it. */
export function runRecorded(call: RecordedCall, first: ReadyVersion, versions: KnownVersions): RecordedRun {
  return new Rerun(call, first, versions).run()
}

class Rerun {
  private readonly again: SteppedCall
  private readonly occasions = new Map<number, Occasion>()
  private readonly elapsed = new Map<number, number>()
  private readonly asked: AskedOfOthers = { requests: new Map(), questions: new Map() }
  /** The turn that the latest fact closed. */
  private closed: OpenTurn | undefined
  private comparedCount = 0
  private unfaithful: UnfaithfulStep | undefined

  constructor(
    private readonly call: RecordedCall,
    first: ReadyVersion,
    versions: KnownVersions,
  ) {
    this.again = new SteppedCall(call.origin, first, versions)
  }

  run(): RecordedRun {
    for (const entry of this.call.entries) this.take(entry)
    const { again, occasions, asked, elapsed, comparedCount, unfaithful } = this
    return { state: again.state, steps: again.steps, sensitiveTurns: again.sensitiveTurns, occasions, asked, elapsed, comparedCount, ...(unfaithful !== undefined && { unfaithful }) }
  }

  private take(entry: CallEntry): void {
    if (entry.kind === 'event') this.noteOccasion(entry)
    const turn = entry.kind === 'fact' ? this.turnOf(entry) : undefined
    const step = this.again.take(entry)
    if (entry.kind === 'fact') this.closed = turn !== undefined && !this.again.state.turns.has(turn.effect.turnId) ? turn : undefined
    if (step === undefined) return
    this.closed = undefined
    noteAsked(this.asked, step.effects, this.again.state.shown.path)
    const isMasked = this.call.maskedFrom !== undefined && entry.sequence >= this.call.maskedFrom
    if (entry.effectsHash !== undefined && !isMasked) this.compare(step, entry.effectsHash)
  }

  private noteOccasion({ body, sequence }: Extract<CallEntry, { kind: 'event' }>): void {
    const { state } = this.again
    this.occasions.set(sequence, occasionOf(state, body, this.closed, this.asked))
    const deadline = body.type === 'timer.elapsed' ? state.timers.get(body.timerId) : undefined
    if (deadline !== undefined) this.elapsed.set(deadline, sequence)
  }

  private turnOf({ body: { fact } }: Extract<CallEntry, { kind: 'fact' }>): OpenTurn | undefined {
    if (!('turnId' in fact) || fact.turnId === undefined) return undefined
    const turnId = chartTurnId(this.again.state, fact.turnId)
    return turnId === undefined ? undefined : this.again.state.turns.get(turnId)
  }

  private compare(step: ReplayedStep, journaled: string): void {
    this.comparedCount += 1
    if (this.unfaithful !== undefined) return
    const replayed = effectsHash(step.effects)
    if (replayed !== journaled) this.unfaithful = { step, journaled, replayed }
  }
}
