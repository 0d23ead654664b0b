import type { CallStep, CallView } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { RecordedCall } from '../replay/recorded-call.js'
import type { Journal } from '../store/journal.js'
import type { CallRow } from '../store/tables.js'
import { originOf, type CallRows } from './call-rows.js'
import { stepsOfCall } from './call-steps.js'
import { viewOfState } from './call-view.js'
import { fromJournalEntry, versionsIn } from './entries.js'
import { foldCall, type KnownVersions } from './fold.js'
import type { ReadyVersion, Versions } from './ready-version.js'
import type { CallState } from './state.js'

/** A view of an ended call is asked for again while people look at it. */
const keptViewCount = 200

/** Calls as their journals have them, whichever runtime works on them, or none any more. */
export class RecordedCalls {
  private readonly views = new Map<string, CallView>()

  constructor(
    private readonly rows: CallRows,
    private readonly journal: Journal,
    private readonly versions: Versions,
  ) {}

  /** Absent where no call has the id. */
  async view(callId: string): Promise<CallView | undefined> {
    const kept = this.views.get(callId)
    if (kept !== undefined) return kept
    const row = await this.rows.read(callId)
    if (row === undefined) return undefined
    const view = withRow(viewOfState(await this.state(row)), row)
    if (row.status === 'ended') this.keep(view)
    return view
  }

  /** The view of a call that is over stays as it is. */
  keep(view: CallView): void {
    this.views.set(view.callId, view)
    const [oldest] = this.views.keys()
    if (this.views.size > keptViewCount && oldest !== undefined) this.views.delete(oldest)
  }

  /** What each step of a call was; absent where no call has the id. */
  async steps(callId: string): Promise<readonly CallStep[] | undefined> {
    const recorded = await this.read(callId)
    return recorded === undefined ? undefined : stepsOfCall(recorded.call, recorded.versions)
  }

  /** A call as its journal has it by now, with the versions that it went through. */
  async read(callId: string): Promise<{ readonly call: RecordedCall; readonly versions: KnownVersions } | undefined> {
    const row = await this.rows.read(callId)
    if (row === undefined) return undefined
    const entries = (await this.journal.read(callId)).map(fromJournalEntry)
    const versions = new Map<string, ReadyVersion>()
    for (const version of [row.version, ...versionsIn(entries)]) versions.set(version, await this.versions.pinned(version))
    return { call: { origin: originOf(row), flow: row.flow, version: row.version, entries }, versions }
  }

  /** The fold of a call's journal. @param versions gets those that it meets */
  async state(row: CallRow, versions = new Map<string, ReadyVersion>()): Promise<CallState> {
    const entries = (await this.journal.read(row.callId)).map(fromJournalEntry)
    for (const version of [row.version, ...versionsIn(entries)]) versions.set(version, await this.versions.pinned(version))
    const first = versions.get(row.version)
    if (first === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `Version ${row.version} of call ${row.callId} is not stored.`)
    return foldCall(originOf(row), first, entries, versions)
  }
}

/** The row knows of an end that the journal could not take. */
const withRow = (view: CallView, row: CallRow): CallView => ({
  ...view,
  status: row.status === 'ended' ? 'ended' : view.status,
  ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
  ...(row.disposition === null ? {} : { disposition: row.disposition }),
})
