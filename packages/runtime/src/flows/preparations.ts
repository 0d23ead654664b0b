import { RuntimeError } from '../errors.js'
import type { PreparedVersion } from './prepare-version.js'

interface UnderWay {
  readonly unwanted: AbortController
  /** Resolves when it is over, well or not. */
  readonly over: Promise<void>
}

type Outcome = { readonly prepared: PreparedVersion } | { readonly error: unknown }

const isRetryable = (error: unknown): boolean => error instanceof RuntimeError && error.retryable

/** Versions on their way: a reload asks for each again until it is there, and does not wait for it. */
export class Preparations {
  readonly #underWay = new Map<string, UnderWay>()
  readonly #outcomes = new Map<string, Outcome>()
  readonly #told: () => void
  #closed = false

  /** @param told one of them is over: a reload finds its outcome */
  constructor(told: () => void) {
    this.#told = told
  }

  /** Versions that are still being prepared. */
  get count(): number {
    return this.#underWay.size
  }

  /**
   * The version once it is prepared, given out once; undefined before, and the first asker begins it.
   * @throws what preparing it threw: again and again, unless trying it again may help
   */
  take(version: string, prepare: (signal: AbortSignal) => Promise<PreparedVersion>): PreparedVersion | undefined {
    const outcome = this.#outcomes.get(version)
    if (outcome === undefined) {
      if (!this.#underWay.has(version) && !this.#closed) this.#begin(version, prepare)
      return undefined
    }
    if ('prepared' in outcome || isRetryable(outcome.error)) this.#outcomes.delete(version)
    if ('prepared' in outcome) return outcome.prepared
    throw outcome.error
  }

  /** Gives up all others: files have changed since they were begun. */
  keepOnly(wanted: ReadonlySet<string>): void {
    for (const [version, { unwanted }] of this.#underWay) {
      if (wanted.has(version)) continue
      this.#underWay.delete(version)
      unwanted.abort()
    }
    for (const version of this.#outcomes.keys()) if (!wanted.has(version)) this.#outcomes.delete(version)
  }

  /** Resolves when those that are under way now are over. */
  async settled(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ over }) => over))
  }

  close(): void {
    this.#closed = true
    this.keepOnly(new Set())
  }

  #begin(version: string, prepare: (signal: AbortSignal) => Promise<PreparedVersion>): void {
    const unwanted = new AbortController()
    const end = (outcome: Outcome): void => {
      if (this.#underWay.get(version) !== underWay) return
      this.#underWay.delete(version)
      this.#outcomes.set(version, outcome)
      this.#told()
    }
    const over = prepare(unwanted.signal).then(
      (prepared) => end({ prepared }),
      (error: unknown) => end({ error }),
    )
    const underWay: UnderWay = { unwanted, over }
    this.#underWay.set(version, underWay)
  }
}
