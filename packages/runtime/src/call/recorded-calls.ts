import type { CallStep, CallView, ErrorCode } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { RecordedCall } from '../replay/recorded-call.js'
import { isStoreAway } from '../store/failure.js'
import { contentDeleted } from '../store/seal/call-keys.js'
import type { Store } from '../store/store.js'
import type { CallRow } from '../store/tables.js'
import { originOf, type CallRows } from './call-rows.js'
import { stepsOfCall } from './call-steps.js'
import { callView, viewOfState } from './call-view.js'
import { frameOfCall, type ContentFrame, type Deletion } from './content-frame.js'
import { createContentRows, type ContentRows } from './content-rows.js'
import { fromJournalEntry, versionsIn } from './entries.js'
import { foldCall, type KnownVersions } from './fold.js'
import type { ReadyVersion, Versions } from './ready-version.js'
import type { CallState } from './state.js'

/** A view of an ended call is asked for again while people look at it. */
const keptViewCount = 200

/** Calls as their journals have them, whichever runtime works on them, or none any more. */
export class RecordedCalls {
  private readonly views = new Map<string, CallView>()
  private readonly contents: ContentRows

  constructor(
    private readonly rows: CallRows,
    private readonly store: Pick<Store, 'journal' | 'keys' | 'db'>,
    private readonly versions: Versions,
  ) {
    this.contents = createContentRows(store.db)
  }

  /** Absent where no call has the id. */
  async view(callId: string): Promise<CallView | undefined> {
    const kept = await this.kept(callId)
    if (kept !== undefined) return kept
    const row = await this.rows.read(callId)
    if (row === undefined) return undefined
    return this.orFrame(callId, async () => {
      const view = withRow(viewOfState(await this.state(row)), row)
      if (row.status === 'ended') this.keep(view)
      return view
    }, ({ view }) => view)
  }

  /** Another runtime may have deleted the content of the call since; while the database is away, nobody can. */
  private async kept(callId: string): Promise<CallView | undefined> {
    const kept = this.views.get(callId)
    if (kept === undefined) return undefined
    const frame = await this.frame(callId).catch((error: unknown) => {
      if (!isStoreAway(error)) throw error
      return undefined
    })
    if (frame === undefined) return kept
    this.views.delete(callId)
    return frame.view
  }

  /** What can be told of a call, or what is left of it. */
  private async orFrame<Told>(callId: string, tell: () => Promise<Told>, left: (frame: ContentFrame) => Told): Promise<Told> {
    try {
      return await tell()
    } catch (error) {
      const frame = isDeleted(error) ? await this.frame(callId) : undefined
      if (frame === undefined) throw error
      return left(frame)
    }
  }

  /** Of a call whose content was deleted; else undefined. */
  private async frame(callId: string): Promise<ContentFrame | undefined> {
    const deleted = await this.contents.deleted(callId)
    if (deleted === undefined || deleted.frame !== undefined) return deleted?.frame
    const row = await this.rows.read(callId)
    return row === undefined ? undefined : this.bareFrame(row, deleted.deletion)
  }

  /**
   * Nobody can read any more what was said and typed in the call; what is left is its frame.
   * @param deletion when, and who asked for it
   * @throws RUNTIME_CALL_UNKNOWN, RUNTIME_CALL_RUNNING, RUNTIME_CONTENT_DELETED, RUNTIME_STORE_UNAVAILABLE
   */
  async deleteContent(callId: string, deletion: Deletion): Promise<void> {
    const row = await this.rows.read(callId)
    if (row === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${callId}".`)
    if (row.status !== 'ended') throw stillRuns(callId)
    const outcome = await this.contents.destroy(callId, await this.frameOf(row, deletion), deletion)
    this.views.delete(callId)
    this.store.keys.forget(callId)
    if (outcome === 'running') throw stillRuns(callId)
    if (outcome === 'deleted-before') throw contentDeleted(callId, null)
  }

  /** What cannot be opened any more can be deleted all the same. */
  private async frameOf(row: CallRow, deletion: Deletion): Promise<ContentFrame> {
    try {
      const { call, first, versions } = await this.opened(row)
      return frameOfCall(withRow(callView(call.origin, first, call.entries, versions), row), stepsOfCall(call, versions), deletion)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      return this.bareFrame(row, deletion)
    }
  }

  /** From the row alone. */
  private async bareFrame(row: CallRow, deletion: Deletion): Promise<ContentFrame> {
    const ready = await this.versions.pinned(row.version)
    const origin = { callId: row.callId, direction: row.direction, variables: {}, startedAt: row.startedAt.getTime() }
    return frameOfCall(withRow(callView(origin, ready, [], new Map([[row.version, ready]])), row), [], deletion)
  }

  /** The view of a call that is over stays as it is. */
  keep(view: CallView): void {
    this.views.set(view.callId, view)
    const [oldest] = this.views.keys()
    if (this.views.size > keptViewCount && oldest !== undefined) this.views.delete(oldest)
  }

  /** What each step of a call was; absent where no call has the id. */
  async steps(callId: string): Promise<readonly CallStep[] | undefined> {
    return this.orFrame<readonly CallStep[] | undefined>(callId, async () => {
      const recorded = await this.read(callId)
      return recorded === undefined ? undefined : stepsOfCall(recorded.call, recorded.versions)
    }, ({ steps }) => steps)
  }

  /** A call as its journal has it by now, with the versions that it went through. */
  async read(callId: string): Promise<{ readonly call: RecordedCall; readonly versions: KnownVersions } | undefined> {
    const row = await this.rows.read(callId)
    return row === undefined ? undefined : this.opened(row)
  }

  /** @param versions gets those that it meets */
  private async opened(row: CallRow, versions = new Map<string, ReadyVersion>()): Promise<{ readonly call: RecordedCall; readonly first: ReadyVersion; readonly versions: KnownVersions }> {
    const entries = (await this.store.journal.read(row.callId)).map(fromJournalEntry)
    const first = await this.versions.pinned(row.version)
    versions.set(row.version, first)
    for (const version of versionsIn(entries)) versions.set(version, await this.versions.pinned(version))
    return { call: { origin: await originOf(row, this.store.keys), flow: row.flow, version: row.version, entries }, first, versions }
  }

  /** The fold of a call's journal. @param versions gets those that it meets */
  async state(row: CallRow, versions = new Map<string, ReadyVersion>()): Promise<CallState> {
    const { call, first } = await this.opened(row, versions)
    return foldCall(call.origin, first, call.entries, versions)
  }
}

const hasCode = (error: unknown, ...codes: readonly ErrorCode[]): boolean => error instanceof RuntimeError && codes.includes(error.code)
const isDeleted = (error: unknown): boolean => hasCode(error, 'RUNTIME_CONTENT_DELETED')
const isUnreadable = (error: unknown): boolean => hasCode(error, 'RUNTIME_MASTER_KEY_DIFFERS', 'RUNTIME_CONTENT_DAMAGED')

const stillRuns = (callId: string): RuntimeError =>
  new RuntimeError('RUNTIME_CALL_RUNNING', `Call ${callId} still runs: what is said in it can be deleted when it is over.`, { retryable: true, fields: { callId } })

/** The row knows of an end that the journal could not take. */
const withRow = (view: CallView, row: CallRow): CallView => ({
  ...view,
  status: row.status === 'ended' ? 'ended' : view.status,
  ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
  ...(row.disposition === null ? {} : { disposition: row.disposition }),
})
