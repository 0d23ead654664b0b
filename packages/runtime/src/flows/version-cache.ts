import { RuntimeError } from '../errors.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { PreparedVersion } from './prepare-version.js'
import type { VersionStore } from './version-store.js'

export interface CacheBounds {
  readonly versionCount: number
  /** Of all models as JSON; made ready they take about as much. */
  readonly modelBytes: number
}

/** A machine costs half a millisecond and its models more: each is made once. */
const defaultBounds: CacheBounds = { versionCount: 64, modelBytes: 256_000_000 }

/** Versions made ready; those asked for last are kept. */
export class VersionCache {
  readonly #ready = new Map<string, Promise<ReadyVersion>>()
  readonly #modelBytes = new Map<string, number>()
  readonly #bounds: CacheBounds
  readonly #versions: VersionStore
  readonly #makeReady: (prepared: PreparedVersion) => ReadyVersion

  constructor(versions: VersionStore, makeReady: (prepared: PreparedVersion) => ReadyVersion, bounds = defaultBounds) {
    this.#versions = versions
    this.#bounds = bounds
    this.#makeReady = (prepared) => {
      this.#modelBytes.set(prepared.version, JSON.stringify(prepared.models).length)
      return makeReady(prepared)
    }
  }

  /** @throws RUNTIME_VERSION_UNKNOWN, RUNTIME_STORE_UNAVAILABLE */
  get(version: string): Promise<ReadyVersion> {
    const known = this.#ready.get(version)
    return this.#keep(version, known ?? this.#load(version))
  }

  /** For a version at hand. */
  put(prepared: PreparedVersion): ReadyVersion {
    const ready = this.#makeReady(prepared)
    void this.#keep(prepared.version, Promise.resolve(ready))
    return ready
  }

  async #load(version: string): Promise<ReadyVersion> {
    const prepared = await this.#versions.find(version)
    if (prepared !== undefined) return this.#makeReady(prepared)
    throw new RuntimeError(
      'RUNTIME_VERSION_UNKNOWN',
      `Flow version ${version} is not in the database: use the database that the call began with.`,
      {
        fields: { version },
      },
    )
  }

  #keep(version: string, ready: Promise<ReadyVersion>): Promise<ReadyVersion> {
    this.#ready.delete(version)
    this.#ready.set(version, ready)
    this.#dropOldest()
    // A failed look-up is tried again by the next asker.
    ready.then(
      () => this.#dropOldest(),
      () => this.#ready.get(version) === ready && this.#drop(version),
    )
    return ready
  }

  /** The one asked for last stays, however large it is. */
  #dropOldest(): void {
    for (const version of [...this.#ready.keys()].slice(0, -1)) {
      const modelBytes = [...this.#modelBytes.values()].reduce((sum, bytes) => sum + bytes, 0)
      if (this.#ready.size <= this.#bounds.versionCount && modelBytes <= this.#bounds.modelBytes) return
      this.#drop(version)
    }
  }

  #drop(version: string): void {
    this.#ready.delete(version)
    this.#modelBytes.delete(version)
  }
}
