import { builtInIntents } from '@callchart/protocol'
import type { FlowDocument } from '../document/schema.js'
import type { IntentName } from '../machine/model.js'
import type { NodeBuild } from './build.js'

/** How a question names an intent in each language of the call; one text where all are the same. */
const nameOf = ({ intents }: FlowDocument, id: string, languages: readonly string[]): IntentName => {
  const intent = Object.hasOwn(intents, id) ? intents[id] : undefined
  if (intent === undefined) return id
  const { name, spokenName = {} } = intent
  const names = languages.map((language) => [language, (Object.hasOwn(spokenName, language) ? spokenName[language] : undefined) ?? name] as const)
  return new Set(names.map(([, text]) => text)).size === 1 ? (names[0]?.[1] ?? name) : Object.fromEntries(names)
}

/** Names of the intents that a question may ask back about: its own, and those that hold everywhere. */
export const intentNames = (branches: readonly string[], { document, main, intent }: NodeBuild): Record<string, IntentName> => ({
  ...Object.fromEntries(main.auxiliary.map((global) => [global.intent, nameOf(main, global.intent, main.languages)])),
  ...Object.fromEntries(
    branches.filter((id) => !(builtInIntents as readonly string[]).includes(id)).map((id) => [intent(id), nameOf(document, id, main.languages)]),
  ),
})
