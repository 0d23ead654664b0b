import type { EngineConfig } from './engine-config.js'
import type { EngineFault } from './engine-fault.js'

const restMs = 5_000
const unimplementedMs = 60_000

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** `en` serves `en-US` and the other way round: the engine decides about the region. */
export const servesLanguage = ({ languages }: EngineConfig, language: string): boolean =>
  languages.length === 0 || languages.some((tag) => tag.toLowerCase() === language.toLowerCase() || primary(tag) === primary(language))

export interface Ranked<Engine extends { readonly config: EngineConfig }> {
  /** In the order in which they are to be tried. */
  readonly engines: readonly Engine[]
  /** Why there is none. */
  readonly fault: string | undefined
}

/** A short memory of which engine failed at what, shared by all calls. */
export class EngineHealth {
  readonly #now: () => number
  readonly #resting = new Map<string, number>()
  readonly #unable = new Map<string, { untilMs: number; cause: string }>()

  /** @param now milliseconds of any steady clock */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Engines of the language in their order, those that just failed behind the others, those that cannot left out. */
  rank<Engine extends { readonly config: EngineConfig }>(engines: readonly Engine[], language: string, kind: string): Ranked<Engine> {
    const ofLanguage = engines.filter(({ config }) => servesLanguage(config, language))
    const able = ofLanguage.filter(({ config }) => this.#inability(config, language, kind) === undefined)
    const rested = able.filter(({ config }) => !this.#isResting(config))
    const tired = able.filter(({ config }) => this.#isResting(config))
    const first = ofLanguage[0]
    if (first === undefined) return { engines: [], fault: `No engine is configured for the language "${language}": add one to the bridge's engines.` }
    return { engines: [...rested, ...tired], fault: able.length > 0 ? undefined : this.#inability(first.config, language, kind) }
  }

  failed({ name }: EngineConfig, language: string, kind: string, fault: EngineFault): void {
    if (fault.isUnimplemented) this.#unable.set(`${name} ${language} ${kind}`, { untilMs: this.#now() + unimplementedMs, cause: fault.message })
    else if (!fault.isRefusal) this.#resting.set(name, this.#now() + restMs)
  }

  worked({ name }: EngineConfig): void {
    this.#resting.delete(name)
  }

  /** It did not fail when it was asked last, or has rested since. */
  isUp(config: EngineConfig): boolean {
    return !this.#isResting(config)
  }

  #isResting({ name }: EngineConfig): boolean {
    return (this.#resting.get(name) ?? 0) > this.#now()
  }

  #inability({ name }: EngineConfig, language: string, kind: string): string | undefined {
    const known = this.#unable.get(`${name} ${language} ${kind}`)
    return known !== undefined && known.untilMs > this.#now() ? known.cause : undefined
  }
}
