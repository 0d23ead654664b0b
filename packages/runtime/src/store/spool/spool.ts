import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { isStoreAway } from '../failure.js'
import type { Refused } from './drain.js'
import type { SpoolFile } from './spool-file.js'
import type { SpoolRecord } from './spool-record.js'
import type { Standstills } from './standstills.js'

export interface SpoolParts {
  readonly file: SpoolFile
  readonly clock: Clock
  readonly logger: Pick<Logger, 'warn' | 'info' | 'error'>
  readonly standstills: Pick<Standstills, 'awakeMs' | 'pause'>
  /** What is asked of the database has its answer or its failure by then. */
  readonly answerWithinMs: number
  /** Answers when the database does. @throws RUNTIME_STORE_UNAVAILABLE */
  probe(): Promise<void>
  /** @throws RUNTIME_STORE_UNAVAILABLE */
  drain(records: readonly SpoolRecord[]): Promise<readonly Refused[]>
  /** What will never be written is kept for people. */
  keepRefused(refused: readonly Refused[]): Promise<void>
}

/** What operators see. */
export interface SpoolReading {
  /** On the disk just now. */
  readonly bytes: number
  /** Of the cap, 0..1. */
  readonly usedShare: number
  /** Records that wait for the database. */
  readonly recordCount: number
  /** Since the start of the process: time that the database was away, an absence under way with it. */
  readonly awayMs: number
  readonly spooledTotal: number
  readonly drainedTotal: number
  readonly refusedTotal: number
}

type Phase = 'here' | 'away' | 'draining'

const pausesMs = [100, 250, 500, 1_000]
/** Running calls keep the rest of the spool: a new one is refused before they are. */
const newCallShare = 0.8

/**
 * Stands in for the database while that is away: what calls write is kept here, on the disk, and told to the database in
 * the same order when it is back. Until all of it is, nothing is written past it.
 */
export class Spool {
  readonly #refusals = new Map<string, RuntimeError>()
  readonly #pending = new Map<string, number>()
  readonly #backSteps: (() => Promise<void>)[] = []
  #phase: Phase = 'here'
  #awaySince = 0
  #awayMs = 0
  #drainedBytes = 0
  #spooledTotal = 0
  #drainedTotal = 0
  #refusedTotal = 0
  #attempts = 0
  #cancel: CancelTimer = () => undefined
  #attempt: Promise<void> | undefined
  /** Writers wait while the last of the spool is drained. */
  #gate: Promise<void> | undefined
  #isClosed = false

  constructor(private readonly parts: SpoolParts) {}

  /** The database is not to be asked: it is away, or has not been told everything yet. */
  get isAway(): boolean {
    return this.#phase !== 'here'
  }

  /** Something of the call is here that the database does not know. */
  keeps(callId: string): boolean {
    return this.#pending.has(callId)
  }

  get hasRoomForCalls(): boolean {
    return this.parts.file.usedShare < newCallShare
  }

  reading(): SpoolReading {
    const { file, clock } = this.parts
    return {
      bytes: file.bytes,
      usedShare: file.usedShare,
      recordCount: [...this.#pending.values()].reduce((sum, count) => sum + count, 0),
      awayMs: this.#awayMs + (this.isAway ? clock.now() - this.#awaySince : 0),
      spooledTotal: this.#spooledTotal,
      drainedTotal: this.#drainedTotal,
      refusedTotal: this.#refusedTotal,
    }
  }

  /** Done first when the database is back, before it is told anything. */
  onBack(step: () => Promise<void>): void {
    this.#backSteps.push(step)
  }

  /**
   * Does it in the database, or keeps it here.
   * @param local what is kept, and what comes of it; asked when it is certain that the database is not
   * @throws RUNTIME_SPOOL_FULL
   */
  async write<Result>(inDatabase: () => Promise<Result>, local: () => { readonly records: readonly SpoolRecord[]; readonly result: Result }): Promise<Result> {
    for (;;) {
      await this.#gate
      if (this.isAway) return this.#keep(local())
      const { awakeMs } = this.parts.standstills
      try {
        return await inDatabase()
      } catch (error) {
        if (!isStoreAway(error) || this.#isClosed) throw error
        if (this.#hasWaited(awakeMs)) this.#noteAway(error)
        else await this.parts.standstills.pause()
      }
    }
  }

  /** @throws RUNTIME_STALE_EPOCH, RUNTIME_JOURNAL_CONFLICT what the call wrote here was refused */
  expectOwn(callId: string, epoch: number): void {
    const refusal = this.#refusals.get(`${epoch} ${callId}`)
    if (refusal !== undefined) throw refusal
  }

  /** Resolves when the database knows all of the call that was kept here. @throws RUNTIME_STORE_UNAVAILABLE */
  async flushed(callId: string): Promise<void> {
    if (!this.#pending.has(callId)) return
    if (this.#phase === 'draining') await this.#attempt
    if (this.#pending.has(callId)) this.refuse()
  }

  /** @throws RUNTIME_STORE_UNAVAILABLE where the database is known to be away: nobody waits to hear it */
  refuse(): void {
    if (this.isAway) throw new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is away: calls go on without it, and everything else waits for it. Check that it runs.', { retryable: true })
  }

  /** What is kept stays on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    await this.#attempt
    await this.parts.file.close()
  }

  async #keep<Result>({ records, result }: { readonly records: readonly SpoolRecord[]; readonly result: Result }): Promise<Result> {
    if (records.length === 0) return result
    const written = this.parts.file.append(records)
    // Counted at once: whoever drains does not believe that it has seen everything.
    for (const { callId } of records) this.#pending.set(callId, (this.#pending.get(callId) ?? 0) + 1)
    await written.catch((error: unknown) => {
      this.#settle(records)
      throw error
    })
    this.#spooledTotal += records.length
    return result
  }

  #settle(records: readonly SpoolRecord[]): void {
    for (const { callId } of records) {
      const left = (this.#pending.get(callId) ?? 1) - 1
      if (left > 0) this.#pending.set(callId, left)
      else this.#pending.delete(callId)
    }
  }

  /**
   * Whoever stood still has not waited: the answer may be there, and the call be another runtime's by now. So it is with what was asked soon after:
   * it shares the fate of what was asked before, and timers of a process that was stopped while it worked count from before.
   * @param awakeMs when the database was asked
   */
  #hasWaited(awakeMs: number): boolean {
    const { standstills, answerWithinMs } = this.parts
    return awakeMs > answerWithinMs && standstills.awakeMs >= awakeMs
  }

  #noteAway(error: unknown): void {
    if (this.isAway) return
    this.#phase = 'away'
    this.#awaySince = this.parts.clock.now()
    this.#attempts = 0
    this.parts.logger.warn({ err: error }, 'database is away: calls are spooled')
    this.#plan()
  }

  #plan(): void {
    if (this.#isClosed) return
    const pauseMs = pausesMs[Math.min(this.#attempts, pausesMs.length - 1)] ?? 0
    this.#attempts += 1
    this.#cancel = this.parts.clock.after(pauseMs, () => {
      this.#attempt = this.#comeBack().finally(() => (this.#attempt = undefined))
    })
  }

  async #comeBack(): Promise<void> {
    let cleared: Promise<void> | undefined
    try {
      await this.parts.probe()
      this.#phase = 'draining'
      for (const step of this.#backSteps) await step()
      while (await this.#drainNext());
      await this.#holding(async () => {
        await this.parts.file.settled()
        while (await this.#drainNext());
        this.#noteHere()
        // A process that dies before this drains once more what is known by then, which changes nothing.
        cleared = this.parts.file.clear()
      })
      await cleared
    } catch (error) {
      if (!this.isAway) return this.parts.logger.error({ err: error }, 'spool not emptied')
      this.#phase = 'away'
      if (!isStoreAway(error)) this.parts.logger.error({ err: error }, 'spool not drained')
      this.#plan()
    }
  }

  /** @returns whether there was anything */
  async #drainNext(): Promise<boolean> {
    const { file } = this.parts
    if (this.#drainedBytes >= file.bytes) return false
    const { records, next } = await file.read(this.#drainedBytes)
    if (records.length === 0) return this.#passDamage()
    const refused = await this.parts.drain(records)
    if (refused.length > 0) await this.#noteRefused(refused)
    this.#drainedBytes = next
    this.#drainedTotal += records.length
    this.#settle(records)
    return true
  }

  /** The disk gives back something else than it was given: nothing behind it can be told from it. */
  #passDamage(): false {
    const { file, logger } = this.parts
    logger.error({ lostBytes: file.bytes - this.#drainedBytes }, 'spool is damaged')
    this.#drainedBytes = file.bytes
    return false
  }

  async #noteRefused(refused: readonly Refused[]): Promise<void> {
    this.#refusedTotal += refused.length
    for (const { record, error } of refused) {
      if (record.type === 'append') this.#refusals.set(`${record.epoch} ${record.callId}`, error)
      this.parts.logger.error({ callId: record.callId, type: record.type, code: error.code }, 'spooled record refused')
    }
    await this.parts.keepRefused(refused).catch((error: unknown) => this.parts.logger.error({ err: error }, 'refused records not kept'))
  }

  async #holding(work: () => Promise<void>): Promise<void> {
    const held = work()
    const gate = held.catch(() => undefined)
    this.#gate = gate
    await held.finally(() => {
      if (this.#gate === gate) this.#gate = undefined
    })
  }

  #noteHere(): void {
    const { clock, logger } = this.parts
    const awayMs = clock.now() - this.#awaySince
    this.#awayMs += awayMs
    this.#phase = 'here'
    this.#drainedBytes = 0
    this.#pending.clear()
    logger.info({ awayMs, drained: this.#drainedTotal }, 'database is back: everything spooled is in it')
  }
}
