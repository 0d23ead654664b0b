import { RuntimeError } from '../errors.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { PreparedVersion } from './prepare-version.js'
import type { VersionStore } from './version-store.js'

/** A machine costs half a millisecond and its models more: each is made once. */
const capacityCount = 64

/** Versions made ready; those asked for last are kept. */
export class VersionCache {
  readonly #ready = new Map<string, Promise<ReadyVersion>>()
  readonly #versions: VersionStore
  readonly #makeReady: (prepared: PreparedVersion) => ReadyVersion

  constructor(versions: VersionStore, makeReady: (prepared: PreparedVersion) => ReadyVersion) {
    this.#versions = versions
    this.#makeReady = makeReady
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
    const [oldest] = this.#ready.keys()
    if (this.#ready.size > capacityCount && oldest !== undefined) this.#ready.delete(oldest)
    // A failed look-up is tried again by the next asker.
    ready.catch(() => this.#ready.get(version) === ready && this.#ready.delete(version))
    return ready
  }
}
