import { join } from 'node:path'
import { canonicalFileText, recordingsOf, type Calendar, type DraftDocument, type FlowDocument } from '@callchart/flow'
import type { FlowView } from '@callchart/protocol'
import type { Logger } from 'pino'
import { createAudioStore } from '../audio/audio-store.js'
import type { ReadyVersion, Versions } from '../call/ready-version.js'
import { systemClock, type CancelTimer, type Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { addPhrase, type NewPhrase } from '../review/phrase-file.js'
import type { Notices } from '../store/notices.js'
import type { Store } from '../store/store.js'
import type { FlowFile } from './flow-files.js'
import { digestOf } from './folder-files.js'
import type { FlowTools } from './flow-tools.js'
import type { LiveCalendar } from './calendar-files.js'
import { CalendarDesk, type Calendars } from './calendar-desk.js'
import { createCalendarStore } from './calendar-store.js'
import { emptyState, viewsOf, type LibraryState } from './library-state.js'
import type { LiveFlow } from './live-flow.js'
import { createModelStore } from './model-store.js'
import { createImportedFiles } from './imported-files.js'
import { Preparations } from './preparations.js'
import type { PreparedVersion } from './prepare-version.js'
import { Publisher } from './publish.js'
import { reloadFolder, type ReloadParts } from './reload.js'
import { checkingResourcesOf, type CheckingResources } from './resource-files.js'
import { TrainedModels } from './trained-models.js'
import { VersionCache } from './version-cache.js'
import { copiedVersions, type VersionCopies } from './version-copies.js'
import { createVersionStore } from './version-store.js'
import { watchFolder, type FolderWatch } from './watch-folder.js'

export interface FlowLibrarySettings {
  readonly folder: string
  readonly store: Pick<Store, 'db'>
  readonly tools: FlowTools
  readonly makeReady: (prepared: PreparedVersion) => ReadyVersion
  readonly logger?: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly clock?: Clock
  /** The folder is read again when it has been quiet for this time after a change. */
  readonly quietMs?: number
  /** What people publish is written into the folder, unless this is false. */
  readonly writesBack?: boolean
  /** Calls get them while the database is away; absent: they get those alone that are ready. */
  readonly copies?: VersionCopies
  /** What other runtimes publish is live here too. */
  readonly notices?: Notices
}

/** Flows of a folder with their live versions, and every version that a running call has pinned. */
export interface FlowLibrary extends Versions {
  /** Id of the flow that answers the number. */
  byDnis(dnis: string): string | undefined
  /** The flow has a live version. */
  isLive(flow: string): boolean
  /** By id. */
  views(): FlowView[]
  /** The document of the flow's file, be it good or not. */
  fileDocument(flow: string): FlowDocument | undefined
  /** Recordings that the flows play as their files have them, be they good or not. */
  recordings(): readonly string[]
  /** Whether the flow's file holds what is live: a flow that was published in the designer may have none, or one that is behind. */
  isInFile(flow: string): boolean
  /** What a draft is checked with. */
  resources(): CheckingResources
  /** The calendar as it stands now. */
  calendar(id: string): Calendar | undefined
  /** What people do with calendars. */
  readonly calendars: Calendars
  /**
   * Adds a sample phrase to an intent in the flow's file, and reads the folder again. Resolves with false where the intent has it already.
   * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED, RUNTIME_FLOW_CHANGED, RUNTIME_FLOWS_FOLDER_READ_ONLY
   */
  addPhrase(flow: string, added: NewPhrase): Promise<boolean>
  /** Makes live what people draw. */
  readonly publisher: Pick<Publisher, 'publish' | 'rollBack' | 'makeCallable' | 'makeOwn' | 'warningsOf'>
  /** Called after each reload that changed a version, a calendar or a problem; gives the way to stop that. */
  onChange(listener: () => void): () => void
  /** Reads the folder again now; resolves when what is good is live, its training included. @throws RUNTIME_FLOWS_FOLDER_UNREADABLE, RUNTIME_STORE_UNAVAILABLE */
  reload(): Promise<void>
  close(): Promise<void>
}

const retryMs = 2_000

const fileTextOf = (document: FlowDocument): string => canonicalFileText(document as unknown as DraftDocument)

/** Published in the designer, and the file does not hold it. */
const isPublishedOver = ({ published, document, onDisk }: FlowFile): boolean => published !== undefined && document !== undefined && onDisk !== digestOf(fileTextOf(document))

class FolderLibrary implements FlowLibrary {
  readonly #settings: FlowLibrarySettings
  readonly #parts: ReloadParts
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  readonly #preparations = new Preparations(() => void this.#reloadOrRetry())
  readonly #closing = new AbortController()
  readonly publisher: Publisher
  readonly calendars: Calendars
  #state: LibraryState = emptyState
  #announced = new Map<string, string>()
  #reloading = Promise.resolve()
  #editing: Promise<unknown> = Promise.resolve()
  #watch: FolderWatch | undefined
  #cancelRetry: CancelTimer = () => undefined
  #stopListening = (): void => undefined
  #closed = false

  constructor(settings: FlowLibrarySettings) {
    const { folder, tools, store, makeReady, clock = systemClock } = settings
    const stored = createVersionStore(store.db)
    const versions = settings.copies === undefined ? stored : copiedVersions(stored, settings.copies)
    this.#settings = settings
    this.#clock = clock
    const now = (): number => clock.now()
    const models = new TrainedModels({ store: createModelStore(store.db), train: (source, signal) => tools.trainUnderstanding(source, signal), now })
    this.#parts = {
      folder,
      tools: { ...tools, trainUnderstanding: (source, signal) => models.modelOf(source, signal) },
      versions,
      calendars: createCalendarStore(store.db),
      audio: createAudioStore(store.db, clock),
      imported: createImportedFiles(store.db),
      cache: new VersionCache(versions, makeReady),
      preparations: this.#preparations,
      stored: new Map<string, FlowDocument>(),
      now,
    }
    this.publisher = new Publisher({
      db: store.db,
      parts: this.#parts,
      writesBack: settings.writesBack ?? true,
      logger: settings.logger,
      closing: this.#closing.signal,
      state: () => this.#state,
      keep: (file) => (this.#state = { ...this.#state, files: new Map([...this.#state.files, [file.file, file]]) }),
      alone: (work) => this.#alone(work),
    })
    this.calendars = new CalendarDesk({
      parts: this.#parts,
      writesBack: settings.writesBack ?? true,
      logger: settings.logger,
      state: () => this.#state,
      alone: (work) => this.#alone(work),
    })
  }

  async open(): Promise<void> {
    this.#state = { ...emptyState, live: await this.#readLive(), calendars: await this.#readCalendars() }
    this.#announces()
    const { folder, quietMs = 100 } = this.#settings
    await this.reload()
    this.#watch = watchFolder(
      folder,
      quietMs,
      this.#clock,
      () => void this.#reloadOrRetry(),
      (error) => this.#watchFailed(error),
    )
    const { notices } = this.#settings
    const stops = [
      notices?.listen('callchart_flows', (flow) => void this.#hear(flow)),
      notices?.listen('callchart_calendars', (calendar) => void this.#hearOfCalendar(calendar)),
    ]
    this.#stopListening = () => stops.forEach((stop) => stop?.())
    // What changed between the first look and the watch.
    await this.reload()
  }

  live = async (flow: string): Promise<ReadyVersion | undefined> => {
    const version = this.#state.live.get(flow)?.version
    return version === undefined ? undefined : this.#parts.cache.get(version)
  }

  pinned = (version: string): Promise<ReadyVersion> => this.#parts.cache.get(version)

  byDnis(dnis: string): string | undefined {
    return [...this.#state.live].find(([, { manifest }]) => manifest.dnis.includes(dnis))?.[0]
  }

  isLive(flow: string): boolean {
    return this.#state.live.has(flow)
  }

  views(): FlowView[] {
    return viewsOf(this.#state)
  }

  isInFile(flow: string): boolean {
    const known = [...this.#state.files.values()].find((file) => file.flow === flow && file.document !== undefined)
    return known !== undefined && !isPublishedOver(known)
  }

  fileDocument(flow: string): FlowDocument | undefined {
    return [...this.#state.files.values()].find((each) => each.flow === flow && each.document !== undefined)?.document
  }

  recordings(): readonly string[] {
    return [...this.#state.files.values()].flatMap(({ document }) => (document === undefined ? [] : recordingsOf(document)))
  }

  resources(): CheckingResources {
    return checkingResourcesOf(this.#state)
  }

  calendar(id: string): Calendar | undefined {
    return this.#state.calendars.get(id)?.calendar
  }

  /** One after the other: each begins with the file as the one before left it. */
  addPhrase(flow: string, added: NewPhrase): Promise<boolean> {
    const next = this.#editing.then(async () => {
      const known = [...this.#state.files.values()].find((file) => file.flow === flow && file.document !== undefined)
      if (known === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No file of the flows folder holds the flow "${flow}": see GET /v1/flows.`)
      if (isPublishedOver(known))
        throw new RuntimeError('RUNTIME_FLOW_CHANGED', `The flow "${flow}" was published in the designer, and its file does not hold it: add the phrase in the designer.`)
      const isAsRead = (text: string): boolean => digestOf(text) === (known.onDisk ?? known.digest)
      const isNew = await addPhrase(join(this.#parts.folder, known.file), added, isAsRead, { tools: this.#parts.tools })
      if (isNew) await this.#queueReload()
      return isNew
    })
    this.#editing = next.catch(() => undefined)
    return next
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async reload(): Promise<void> {
    await this.#queueReload()
    // Each that is over asks for a reload of its own.
    while (this.#preparations.count > 0) {
      await this.#preparations.settled()
      await this.#reloading
    }
    await this.#reloading
  }

  /** The folder is not read meanwhile, and read afterwards: what was published changes what others run. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#reloading.then(async () => {
      this.#state = { ...this.#state, live: await this.#readLive(), calendars: await this.#readCalendars() }
      return work()
    })
    const settled = next.then(() => undefined, () => undefined)
    this.#reloading = settled
    return next.then(async (result) => {
      await this.#reloadOrRetry()
      return result
    })
  }

  #queueReload(): Promise<void> {
    const next = this.#reloading.then(() => this.#reloadNow())
    this.#reloading = next.catch(() => undefined)
    return next
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#closing.abort()
    this.#stopListening()
    this.#preparations.close()
    this.#watch?.close()
    this.#cancelRetry()
    await this.#editing
    await this.#reloading
  }

  /** What an earlier run or another runtime published: it stays live while its file is bad. */
  async #readLive(): Promise<Map<string, LiveFlow>> {
    const live = new Map<string, LiveFlow>()
    for (const { flow, version, ...origin } of await this.#parts.versions.live()) {
      const known = this.#state.live.get(flow)
      try {
        const { manifest } = known?.version === version ? known : await this.#parts.cache.get(version)
        live.set(flow, { version, manifest, ...origin })
      } catch (error) {
        if (error instanceof RuntimeError && error.retryable) throw error
        this.#settings.logger?.error({ flow, version, error: String(error) }, 'a live version cannot be made ready')
      }
    }
    return live
  }

  /** What other runtimes, or an earlier one, made of them. */
  async #readCalendars(): Promise<Map<string, LiveCalendar>> {
    return new Map((await this.#parts.calendars.live()).map((live) => [live.id, live]))
  }

  async #reloadNow(): Promise<void> {
    if (this.#closed) return
    this.#state = await reloadFolder({ ...this.#state, live: await this.#readLive(), calendars: await this.#readCalendars() }, this.#parts)
    if (!this.#announces()) return
    for (const { file, problems } of this.#state.calendarFiles.filter((each) => each.problems.length > 0)) {
      this.#settings.logger?.warn({ file, problems: problems.map(({ code, message }) => `${code}: ${message}`) }, 'calendar has problems')
    }
    for (const { flow, version, problems } of this.views()) {
      const fields = { flow, version, problems: problems.map(({ code, message }) => `${code}: ${message}`) }
      if (problems.length === 0) this.#settings.logger?.info(fields, 'flow is live')
      else this.#settings.logger?.warn(fields, 'flow has problems')
    }
    for (const listener of this.#listeners) listener()
  }

  /** Whether there is news; a flow whose version is being prepared has some when it is ready. Whether a calendar is open changes by itself. */
  #announces(): boolean {
    const { calendars, calendarFiles } = this.#state
    const now = new Map([
      ...this.views().flatMap((view): [string, string][] => {
        const key = `flow ${view.flow}`
        const text = view.preparing === true ? this.#announced.get(key) : JSON.stringify(view)
        return text === undefined ? [] : [[key, text]]
      }),
      ['calendars', JSON.stringify([[...calendars.values()].map(({ calendar, file }) => [calendar, file]), calendarFiles.map(({ problems }) => problems)])],
    ])
    const isNews = now.size !== this.#announced.size || [...now].some(([key, text]) => this.#announced.get(key) !== text)
    this.#announced = now
    return isNews
  }

  /** Most of what is told is our own doing. @param flow absent: nobody knows which */
  async #hear(flow: string | undefined): Promise<void> {
    await this.#reloading
    const known = flow === undefined ? undefined : this.#state.live.get(flow)?.version
    const told = (await this.#parts.versions.live().catch(() => [])).find((live) => live.flow === flow)?.version
    if (flow === undefined || known !== told) await this.#reloadOrRetry()
  }

  async #hearOfCalendar(id: string | undefined): Promise<void> {
    await this.#reloading
    const revisionIn = (calendars: ReadonlyMap<string, LiveCalendar>): number | undefined => (id === undefined ? undefined : calendars.get(id)?.revision)
    const stored = await this.#readCalendars().catch(() => undefined)
    if (stored === undefined || id === undefined || revisionIn(stored) !== revisionIn(this.#state.calendars)) await this.#reloadOrRetry()
  }

  async #reloadOrRetry(): Promise<void> {
    this.#cancelRetry()
    if (this.#closed) return
    this.#watch?.renew()
    await this.#queueReload().catch((error: unknown) => {
      this.#settings.logger?.error({ error: String(error) }, 'the flows could not be read again: the live versions stay')
      this.#planRetry()
    })
  }

  #planRetry(): void {
    this.#cancelRetry()
    if (!this.#closed) this.#cancelRetry = this.#clock.after(retryMs, () => void this.#reloadOrRetry())
  }

  /** A folder that is not there is reported by whoever reads it. */
  #watchFailed(error: Error): void {
    this.#planRetry()
    if ('code' in error && error.code === 'ENOENT') return
    this.#settings.logger?.error({ error: error.message }, 'the flows folder cannot be watched')
  }
}

/**
 * Loads the flows of a folder and keeps them loaded as the files change; a bad file leaves the live version as it is.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE, RUNTIME_STORE_UNAVAILABLE
 */
export async function openFlowLibrary(settings: FlowLibrarySettings): Promise<FlowLibrary> {
  const library = new FolderLibrary(settings)
  await library.open()
  return library
}
