import type { FlowDocument, FlowProblem } from '@callchart/flow'
import type { EngineConfig } from '@callchart/media-bridge'

/** Stands in a list of engines for the address of the embedded one. */
export const embeddedAddress = 'embedded'

/** Languages, without region, for which the embedded engine has a recogniser. */
const recognisedLanguages = ['en', 'fr']

const serves = (engines: readonly EngineConfig[], language: string): boolean =>
  engines.some(({ address, languages }) => address !== embeddedAddress && (languages.length === 0 || languages.some((tag) => tag === language || tag === base(language))))

const base = (language: string): string => language.split('-')[0] ?? language

/** What the embedded recogniser cannot do for a flow: its calls fall to keys there. `engines` are the configured others. */
export function embeddedLimits(document: FlowDocument, engines: readonly EngineConfig[]): FlowProblem[] {
  return document.languages
    .filter((language) => !serves(engines, language))
    .flatMap((language) => (recognisedLanguages.includes(base(language)) ? freeTextLimits(document, language) : [languageLimit(language)]))
}

const languageLimit = (language: string): FlowProblem => ({
  code: 'CLI_LANGUAGE_NOT_RECOGNISED',
  severity: 'warning',
  message: `The embedded engine speaks ${language} but does not recognise it: callers are understood by keys only.`,
  wayOut: `Name a recogniser for ${language} in ASR_ENGINES, or let every question be answered by keys.`,
})

function freeTextLimits(document: FlowDocument, language: string): FlowProblem[] {
  return document.nodes
    .filter(
      (node) =>
        (node.kind === 'collect' && node.valueType === 'text') ||
        (node.kind === 'ask' && node.branches.some(({ on }) => on === 'anyReply')),
    )
    .map((node) => ({
      code: 'CLI_FREE_TEXT_NOT_RECOGNISED',
      severity: 'warning',
      nodeId: node.id,
      message: `"${node.name}" takes free speech, and the embedded engine recognises phrases of the flow only.`,
      wayOut: `Name a recogniser of free speech for ${language} in ASR_ENGINES.`,
    }))
}
