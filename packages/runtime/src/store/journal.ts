import type pg from 'pg'
import { RuntimeError } from '../errors.js'
import { isConnectionLost, sqlState, storeFailure } from './failure.js'
import type { Json } from './json.js'
import type { JournalKind } from './tables.js'

/** One line of a call's log. */
export interface JournalEntry {
  /** Counted by the call, without gaps, from 1. */
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: JournalKind
  /** The chart's step that it belongs to. */
  readonly step?: number
  readonly body: Json
  /** Of an event: what its step wanted done, in short. */
  readonly effectsHash?: string
}

export interface Journal {
  /**
   * Resolves after the commit. Appends of all calls that arrive while a commit is under way share the next one. Entries of one append are
   * written all or none; the same append may be repeated after an error and is written once.
   * @throws RUNTIME_STALE_EPOCH another runtime has taken the call over, or the call does not exist
   * @throws RUNTIME_JOURNAL_CONFLICT a sequence number is taken by another entry
   * @throws RUNTIME_STORE_UNAVAILABLE (retryable) the database did not answer in time
   */
  append(callId: string, epoch: number, entries: readonly JournalEntry[]): Promise<void>
  /** In order of sequence. @throws RUNTIME_STORE_UNAVAILABLE */
  read(callId: string): Promise<JournalEntry[]>
  /** Resolves when no append is under way. */
  settled(): Promise<void>
}

/** An entry as it is kept: its frame is plain, and `sealed` is all the rest. */
export interface SealedEntry {
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: JournalKind
  readonly step?: number
  /** Base64. */
  readonly sealed: string
}

/** An entry as the database has it: sealed, or in the plain form of an earlier release. */
export interface StoredEntry extends Omit<JournalEntry, 'body'> {
  readonly body: Json | null
  readonly sealed: Uint8Array | null
}

/** The same for entries whose content is sealed. */
export interface SealedJournal extends Pick<Journal, 'settled'> {
  append(callId: string, epoch: number, entries: readonly SealedEntry[]): Promise<void>
  read(callId: string): Promise<StoredEntry[]>
}

interface Append {
  readonly callId: string
  readonly epoch: number
  /** JSON texts of the rows, ready for the statement. */
  readonly rows: readonly string[]
  resolve(): void
  reject(error: unknown): void
}

/**
 * The calls of `given` that are still the owner's. The share lock holds a take-over (which raises the epoch) until the commit: the new owner reads a
 * journal to which nobody adds. Calls are locked in one order, so that two runtimes never wait for each other. Their ids stand in an array beside the
 * join, for of a function the planner expects so many rows that it would read the whole table of calls.
 */
export const ownedCalls = `select call_id, epoch from calls where call_id = any(array(select call_id from given)) and (call_id, epoch) in (select call_id, epoch from given)
  order by call_id for share`

const appendStatement = {
  name: 'journal-append',
  text: `with given as (
    select * from json_to_recordset($1)
      as given(call_id text, epoch integer, sequence integer, at bigint, kind text, step integer, sealed text)
  ), owned as (
    ${ownedCalls}
  ), added as (
    insert into journal (call_id, sequence, at, kind, step, sealed)
    select call_id, sequence, at, kind, step, decode(sealed, 'base64') from given join owned using (call_id, epoch) order by call_id, sequence
  )
  select call_id, epoch from owned`,
}

const sameStatement = {
  name: 'journal-same',
  text: `select count(*)::integer as count
    from json_to_recordset($1) as given(call_id text, sequence integer, at bigint, kind text, step integer, sealed text)
    join journal using (call_id, sequence)
    where (journal.at, journal.kind, journal.sealed) = (given.at, given.kind, decode(given.sealed, 'base64')) and journal.step is not distinct from given.step`,
}

const readStatement = {
  name: 'journal-read',
  text: 'select sequence, at, kind, step, effects_hash as "effectsHash", body, sealed from journal where call_id = $1 order by sequence',
}

const batchLimitCount = 1_000
const uniqueViolation = '23505'

/** JSON texts of journal rows, ready for a statement. */
export const rowsOf = (callId: string, epoch: number, entries: readonly SealedEntry[]): string[] =>
  entries.map(({ sequence, at, kind, step, sealed }) => JSON.stringify({ call_id: callId, epoch, sequence, at, kind, step, sealed }))

const parameterOf = (appends: readonly Append[]): string => `[${appends.flatMap(({ rows }) => rows).join(',')}]`
const ownerKey = (callId: string, epoch: number): string => `${epoch} ${callId}`

function staleEpoch({ callId, epoch }: Append): RuntimeError {
  return new RuntimeError('RUNTIME_STALE_EPOCH', `Call ${callId} no longer belongs to epoch ${epoch}: stop working on it.`, {
    fields: { callId, epoch },
  })
}

function conflict({ callId }: Append, cause: unknown): RuntimeError {
  const message = `A journal entry of call ${callId} has a sequence number that is taken: read the journal again and count on from its end.`
  return new RuntimeError('RUNTIME_JOURNAL_CONFLICT', message, { cause, fields: { callId } })
}

class GroupCommitJournal implements SealedJournal {
  readonly #pool: pg.Pool
  #waiting: Append[] = []
  #flushing: Promise<void> | undefined

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  append(callId: string, epoch: number, entries: readonly SealedEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve()
    const rows = rowsOf(callId, epoch, entries)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ callId, epoch, rows, resolve, reject })
      this.#flushing ??= this.#flush()
    })
  }

  async read(callId: string): Promise<StoredEntry[]> {
    const { rows } = await this.#query<StoredEntry & { step: number | null; effectsHash: string | null }>({ ...readStatement, values: [callId] }).catch(
      (error: unknown) => {
        throw storeFailure(error)
      },
    )
    return rows.map(({ step, effectsHash, ...entry }) => ({ ...entry, ...(step !== null && { step }), ...(effectsHash !== null && { effectsHash }) }))
  }

  async settled(): Promise<void> {
    await this.#flushing
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#takeBatch())
    this.#flushing = undefined
  }

  /** Whole appends, about a thousand rows at most. */
  #takeBatch(): Append[] {
    let rowCount = 0
    const end = this.#waiting.findIndex(({ rows }) => (rowCount += rows.length) > batchLimitCount)
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(end, 1))
  }

  async #commit(batch: readonly Append[]): Promise<void> {
    try {
      await this.#write(batch)
    } catch (error) {
      if (sqlState(error) === uniqueViolation) await this.#commitOneByOne(batch, error)
      else this.#giveUp(batch, storeFailure(error))
    }
  }

  /** A database that is away for these is so for those behind them: none waits for its own turn to hear it. */
  #giveUp(batch: readonly Append[], failure: unknown): void {
    const isAway = failure instanceof RuntimeError && failure.retryable
    for (const append of isAway ? [...batch, ...this.#waiting.splice(0)] : batch) append.reject(failure)
  }

  async #write(batch: readonly Append[]): Promise<void> {
    const { rows } = await this.#query<{ call_id: string; epoch: number }>({ ...appendStatement, values: [parameterOf(batch)] })
    const owned = new Set(rows.map((row) => ownerKey(row.call_id, row.epoch)))
    for (const append of batch) {
      if (owned.has(ownerKey(append.callId, append.epoch))) append.resolve()
      else append.reject(staleEpoch(append))
    }
  }

  /** One append of the batch is at fault: the others are not to suffer. */
  async #commitOneByOne(batch: readonly Append[], error: unknown): Promise<void> {
    const [only] = batch
    if (batch.length > 1) for (const append of batch) await this.#commit([append])
    else if (only !== undefined) await this.#settleConflict(only, error)
  }

  /** An append whose answer was lost is repeated by its caller: then its very rows are there. */
  async #settleConflict(append: Append, error: unknown): Promise<void> {
    try {
      const { rows } = await this.#query<{ count: number }>({ ...sameStatement, values: [parameterOf([append])] })
      if (rows[0]?.count === append.rows.length) append.resolve()
      else append.reject(conflict(append, error))
    } catch (failure) {
      append.reject(storeFailure(failure))
    }
  }

  /** Once more when the connection was gone: the pool may hold one that died while idle, and an append may be repeated. */
  async #query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    try {
      return await this.#pool.query<Row>(statement)
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      return this.#pool.query<Row>(statement)
    }
  }
}

export function createJournal(pool: pg.Pool): SealedJournal {
  return new GroupCommitJournal(pool)
}
