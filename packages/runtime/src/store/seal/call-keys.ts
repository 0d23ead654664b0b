import type { Kysely } from 'kysely'
import { RuntimeError } from '../../errors.js'
import type { Database } from '../tables.js'
import { derivedKey, newContentKey, type ContentKey } from './content-seal.js'
import { unwrapKey, wrapKey } from './key-wrap.js'

/** A key with the form in which it lies in the database. */
export interface CallKey {
  readonly key: ContentKey
  /** Under the master key. */
  readonly wrapped: Uint8Array
}

/** Far more than calls that run at a time: whoever works on a call has its key while the database is away. */
const keptCount = 20_000

/** Keys of calls: their rows are sealed under the master key, and those of running calls are at hand. */
export class CallKeys {
  /** The one that was used last is at the end. */
  readonly #kept = new Map<string, CallKey>()
  readonly #asked = new Map<string, Promise<CallKey>>()

  /** Of what lies in the database for seconds, on its way from one runtime to another. */
  readonly betweenRuntimes: ContentKey

  /** @param db of what a caller waits for @param masterKey 32 bytes */
  constructor(
    private readonly db: Kysely<Database>,
    private readonly masterKey: Uint8Array,
  ) {
    this.betweenRuntimes = derivedKey(masterKey, 'between runtimes')
  }

  /** The key of a call that begins here: it goes into the database with the row of the call. The same however often it is asked for. */
  begin(callId: string): CallKey {
    return this.atHand(callId) ?? this.keep(callId, this.made(callId))
  }

  private atHand(callId: string): CallKey | undefined {
    const known = this.#kept.get(callId)
    return known === undefined ? undefined : this.keep(callId, known)
  }

  /**
   * For who works on the call; made where an earlier release has begun it.
   * @throws RUNTIME_CONTENT_DELETED, RUNTIME_MASTER_KEY_DIFFERS, RUNTIME_STORE_UNAVAILABLE
   */
  async keyOf(callId: string): Promise<ContentKey> {
    const known = this.atHand(callId)
    if (known !== undefined) return known.key
    const asked = this.#asked.get(callId) ?? this.ask(callId)
    return (await asked).key
  }

  /**
   * For who reads a call, as the database has it by now; absent: an earlier release has written all of it, or no call has the id.
   * @throws RUNTIME_CONTENT_DELETED, RUNTIME_MASTER_KEY_DIFFERS, RUNTIME_STORE_UNAVAILABLE
   */
  async find(callId: string): Promise<ContentKey | undefined> {
    return (await this.stored(callId))?.key
  }

  /** It was destroyed. */
  forget(callId: string): void {
    this.#kept.delete(callId)
  }

  /** @throws RUNTIME_MASTER_KEY_DIFFERS */
  unwrapped(callId: string, wrapped: Uint8Array): ContentKey {
    const key = unwrapKey(wrapped, this.masterKey, callId)
    if (key !== undefined) return key
    throw new RuntimeError('RUNTIME_MASTER_KEY_DIFFERS', `The key of call ${callId} lies in the database under another master key: bring that one back, in RECORDING_KEY or as recording.key in the data folder.`)
  }

  /** Before anything is sealed under a master key that opens nothing of what is there. @throws RUNTIME_MASTER_KEY_DIFFERS */
  async expectMasterKey(): Promise<void> {
    const row = await this.db.selectFrom('callKeys').select(['callId', 'wrappedKey']).where('wrappedKey', 'is not', null).limit(1).executeTakeFirst()
    if (row !== undefined && row.wrappedKey !== null) this.unwrapped(row.callId, row.wrappedKey)
  }

  private async stored(callId: string): Promise<CallKey | undefined> {
    const row = await this.db.selectFrom('callKeys').select(['wrappedKey', 'destroyedBy']).where('callId', '=', callId).executeTakeFirst()
    if (row === undefined) return undefined
    if (row.wrappedKey !== null) return this.keep(callId, { wrapped: row.wrappedKey, key: this.unwrapped(callId, row.wrappedKey) })
    this.forget(callId)
    throw contentDeleted(callId, row.destroyedBy)
  }

  private ask(callId: string): Promise<CallKey> {
    const asked = this.foundOrMade(callId).finally(() => this.#asked.delete(callId))
    this.#asked.set(callId, asked)
    return asked
  }

  private async foundOrMade(callId: string): Promise<CallKey> {
    const fresh = this.made(callId)
    for (;;) {
      const found = await this.stored(callId)
      if (found !== undefined) return found
      const { numInsertedOrUpdatedRows } = await this.db
        .insertInto('callKeys')
        .columns(['callId', 'wrappedKey'])
        .expression((query) => query.selectFrom('calls').select((row) => ['callId', row.val(Buffer.from(fresh.wrapped)).as('wrappedKey')]).where('callId', '=', callId))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows === 1n) return this.keep(callId, fresh)
      const isThere = await this.db.selectFrom('calls').select('callId').where('callId', '=', callId).executeTakeFirst()
      // What is sealed for a call that does not exist is written nowhere.
      if (isThere === undefined) return fresh
    }
  }

  private made(callId: string): CallKey {
    const key = newContentKey()
    return { key, wrapped: wrapKey(key, this.masterKey, callId) }
  }

  private keep(callId: string, key: CallKey): CallKey {
    this.#kept.delete(callId)
    this.#kept.set(callId, key)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptCount && oldest !== undefined) this.#kept.delete(oldest)
    return key
  }
}

export const contentDeleted = (callId: string, by: string | null): RuntimeError =>
  new RuntimeError('RUNTIME_CONTENT_DELETED', `What was said and typed in call ${callId} was deleted${by === null ? '' : ` (by ${by})`}: its times, nodes and outcome are in GET /v1/calls/${callId}.`, { fields: { callId } })
