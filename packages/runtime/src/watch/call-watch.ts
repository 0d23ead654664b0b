import type { MediaFact } from '@callchart/protocol'
import type { Logger } from 'pino'
import { dispositionOf } from '../call/ending.js'
import type { CallEntry } from '../call/entries.js'
import { isCallOver, type CallState, type StepEffect } from '../call/state.js'
import type { CallSurroundings } from '../call/surroundings.js'
import { CallTrace } from './call-trace.js'
import { personalFields } from './personal.js'
import { logOfCall } from './place.js'
import { StageTimes, stages, type Stage } from './stages.js'
import { TransferWatch } from './transfer-watch.js'
import { isOutcome, type TurnOutcome } from './turn-outcomes.js'

const nothingPersonal: ReadonlyMap<number, Readonly<Record<string, unknown>>> = new Map()

const tenth = (ms: number): number => Math.round(ms * 10) / 10

/** Who looks on while a call is worked on: its times, its trace and what is counted of it. Nothing of the call depends on it. */
export class CallWatch {
  private readonly times = new StageTimes()
  private readonly trace: CallTrace | undefined
  private readonly transfers: TransferWatch

  private isEnded = false
  /** Of the call: each line says where the call stands. */
  readonly log: Logger

  constructor(
    private readonly around: Pick<CallSurroundings, 'logger' | 'meters' | 'tracing' | 'logsPersonal'>,
    private readonly state: CallState,
  ) {
    this.log = logOfCall(around.logger, state)
    this.trace = CallTrace.of(state, around.tracing)
    this.transfers = new TransferWatch(state, around.meters.transferSettled)
  }

  /** A fact that came at `receivedMs`, on the clock of `performance.now()`, has its turn now. */
  begin(receivedMs: number): void {
    this.times.begin(receivedMs)
  }

  timed<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
    return this.times.timed(stage, work)
  }

  /** The same for what does not wait. */
  measured<Result>(stage: Stage, work: () => Result): Result {
    const beginMs = this.times.nowMs()
    try {
      return work()
    } finally {
      this.times.took(stage, beginMs)
    }
  }

  /** What the log may tell of events beside their types, by the sequence of their entries; asked before the state has any of them. */
  personal(entries: readonly CallEntry[]): ReadonlyMap<number, Readonly<Record<string, unknown>>> {
    if (this.around.logsPersonal !== true) return nothingPersonal
    return new Map(entries.flatMap((entry) => (entry.kind === 'event' ? [[entry.sequence, personalFields(this.state, entry.body)] as const] : [])))
  }

  /** The state has the journal's entry by now. */
  applied(entry: CallEntry, effects: readonly StepEffect[]): void {
    this.transfers.applied(entry, effects)
    this.trace?.applied(entry, effects)
  }

  /** All that follows from the fact is done. */
  dealtWith(fact: MediaFact): void {
    this.around.meters.factTaken(fact)
    if (isOutcome(fact)) this.turnOver(fact)
  }

  /** The call is over; it may still wait for answers of its last requests. */
  ended(): void {
    this.isEnded = true
    this.trace?.ended(dispositionOf(this.state))
  }

  /** This runtime does nothing more for the call: it is over, it lost its journal, or another one goes on with it. */
  close(): void {
    const isLost = this.state.failure !== undefined && !this.isEnded
    if (isLost) this.ended()
    this.trace?.close(isLost || isCallOver(this.state))
  }

  private turnOver(outcome: TurnOutcome): void {
    const { log, around: { meters } } = this
    const byStage = this.times.byStage()
    const totalMs = this.times.totalMs()
    meters.outcomeTaken(totalMs / 1_000, byStage)
    this.trace?.dealtWith(outcome, this.times.all)
    if (!log.isLevelEnabled('debug')) return
    const named = stages.flatMap((stage) => (byStage.has(stage) ? [[`${stage}Ms`, tenth(byStage.get(stage) ?? 0)] as const] : []))
    log.debug({ turnId: outcome.turnId, outcome: outcome.type, ...Object.fromEntries(named), totalMs: tenth(totalMs) }, 'turn over')
  }
}
