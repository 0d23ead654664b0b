import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { createChatUnderstander } from './chat.js'
import { createChatEndpoint } from './chat-endpoint.js'
import { defaultGuard, guardUnderstander, type Guard, type GuardedUnderstander } from './guarded.js'
import { createRasaUnderstander } from './rasa.js'
import type { Understander } from './understander.js'

/** Which understander some calls use; an empty list of flows or languages means all of them. */
export type UnderstandingChoice = {
  readonly flows: readonly string[]
  /** A tag such as `en-US`, or its first part for all its regions. */
  readonly languages: readonly string[]
  readonly guard?: Partial<Guard>
} & (
  | { readonly use: 'embedded' }
  | { readonly use: 'rasa'; readonly url: string; readonly secret?: string; readonly threshold: number; readonly names: Readonly<Record<string, string>> }
  | { readonly use: 'chat'; readonly url: string; readonly model: string; readonly secret?: string; readonly options: Readonly<Record<string, unknown>> }
)

export interface UnderstandingServices {
  /** The outside understander of such calls; undefined: the embedded one alone. */
  serviceFor(flow: string, language: string): GuardedUnderstander | undefined
  close(): void
}

export interface ServicesParts {
  /** The first that fits a call is taken; none is the embedded one. */
  readonly choices: readonly UnderstandingChoice[]
  /** Values by name. */
  readonly secrets: Readonly<Record<string, string>>
  readonly clock: Clock
}

// RFC 9110 §5.5 field-content without obs-text.
const headerText = /^[\x20-\x7e]+$/

function secretOf(name: string | undefined, secrets: ServicesParts['secrets']): { secret?: string } {
  if (name === undefined) return {}
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined
  if (secret !== undefined && headerText.test(secret)) return { secret }
  if (secret !== undefined) throw new RuntimeError('RUNTIME_SECRET_MISSING', `Secret "${name}" cannot stand in a header: it holds a line break or a letter outside ASCII.`)
  throw new RuntimeError('RUNTIME_SECRET_MISSING', `The understanding service uses the secret "${name}", which is not set: add it to the settings.`)
}

function understanderOf(choice: UnderstandingChoice, { secrets, clock }: ServicesParts): Understander | undefined {
  switch (choice.use) {
    case 'embedded':
      return undefined
    case 'rasa': {
      const { url, threshold, names } = choice
      return createRasaUnderstander({ url, threshold, names, clock, ...secretOf(choice.secret, secrets) })
    }
    case 'chat': {
      const { url, model, options } = choice
      return createChatUnderstander(createChatEndpoint({ url, model, options, clock, ...secretOf(choice.secret, secrets) }))
    }
  }
}

const primary = (language: string): string => (language.split('-')[0] ?? language).toLowerCase()

const serves = (languages: readonly string[], language: string): boolean =>
  languages.length === 0 || languages.some((each) => each.toLowerCase() === language.toLowerCase() || each.toLowerCase() === primary(language))

/** @throws RUNTIME_SECRET_MISSING */
export function createUnderstandingServices(parts: ServicesParts): UnderstandingServices {
  const list = parts.choices.map((choice) => {
    const understander = understanderOf(choice, parts)
    return { choice, service: understander && guardUnderstander(understander, { ...defaultGuard, ...choice.guard }, parts.clock) }
  })
  return {
    serviceFor: (flow, language) =>
      list.find(({ choice }) => (choice.flows.length === 0 || choice.flows.includes(flow)) && serves(choice.languages, language))?.service,
    close: () => list.forEach(({ service }) => service?.close()),
  }
}
