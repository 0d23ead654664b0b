import type { FlowView } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { ReadyVersion, Versions } from '../call/ready-version.js'
import { systemClock, type CancelTimer, type Clock } from '../clock.js'
import type { Store } from '../store/store.js'
import type { FlowTools } from './flow-tools.js'
import { emptyState, viewsOf, type LibraryState, type LiveFlow } from './library-state.js'
import type { PreparedVersion } from './prepare-version.js'
import { reloadFolder, type ReloadParts } from './reload.js'
import { VersionCache } from './version-cache.js'
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
}

/** Flows of a folder with their live versions, and every version that a running call has pinned. */
export interface FlowLibrary extends Versions {
  /** Id of the flow that answers the number. */
  byDnis(dnis: string): string | undefined
  /** By id. */
  views(): FlowView[]
  /** Called after each reload that changed a version or a problem; gives the way to stop that. */
  onChange(listener: () => void): () => void
  /** Reads the folder again now. @throws RUNTIME_FLOWS_FOLDER_UNREADABLE, RUNTIME_STORE_UNAVAILABLE */
  reload(): Promise<void>
  close(): Promise<void>
}

const retryMs = 2_000

class FolderLibrary implements FlowLibrary {
  readonly #settings: FlowLibrarySettings
  readonly #parts: ReloadParts
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #state: LibraryState = emptyState
  #reloading = Promise.resolve()
  #watch: FolderWatch | undefined
  #cancelRetry: CancelTimer = () => undefined
  #closed = false

  constructor(settings: FlowLibrarySettings) {
    const { folder, tools, store, makeReady, clock = systemClock } = settings
    const versions = createVersionStore(store.db)
    this.#settings = settings
    this.#clock = clock
    this.#parts = { folder, tools, versions, cache: new VersionCache(versions, makeReady), now: () => clock.now() }
  }

  async open(): Promise<void> {
    this.#state = { ...emptyState, live: await this.#publishedEarlier() }
    const { folder, quietMs = 100 } = this.#settings
    await this.reload()
    this.#watch = watchFolder(
      folder,
      quietMs,
      this.#clock,
      () => void this.#reloadOrRetry(),
      (error) => this.#watchFailed(error),
    )
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

  views(): FlowView[] {
    return viewsOf(this.#state)
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  reload(): Promise<void> {
    const next = this.#reloading.then(() => this.#reloadNow())
    this.#reloading = next.catch(() => undefined)
    return next
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#watch?.close()
    this.#cancelRetry()
    await this.#reloading
  }

  /** What an earlier run published stays live while its file is bad. */
  async #publishedEarlier(): Promise<Map<string, LiveFlow>> {
    const live = new Map<string, LiveFlow>()
    for (const { flow, version, ...origin } of await this.#parts.versions.live()) {
      try {
        const { manifest } = await this.#parts.cache.get(version)
        live.set(flow, { version, manifest, ...origin })
      } catch (error) {
        this.#settings.logger?.error({ flow, version, error: String(error) }, 'a live version cannot be made ready')
      }
    }
    return live
  }

  async #reloadNow(): Promise<void> {
    const before = JSON.stringify(this.views())
    this.#state = await reloadFolder(this.#state, this.#parts)
    if (JSON.stringify(this.views()) === before) return
    for (const { flow, version, problems } of this.views()) {
      const fields = { flow, version, problems: problems.map(({ code, message }) => `${code}: ${message}`) }
      if (problems.length === 0) this.#settings.logger?.info(fields, 'flow is live')
      else this.#settings.logger?.warn(fields, 'flow has problems')
    }
    for (const listener of this.#listeners) listener()
  }

  async #reloadOrRetry(): Promise<void> {
    this.#cancelRetry()
    await this.reload().catch((error: unknown) => {
      this.#settings.logger?.error({ error: String(error) }, 'the flows could not be read again: the live versions stay')
      if (!this.#closed) this.#cancelRetry = this.#clock.after(retryMs, () => void this.#reloadOrRetry())
    })
  }

  #watchFailed(error: Error): void {
    this.#settings.logger?.error({ error: error.message }, 'the flows folder can no longer be watched: restart to see changes')
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
