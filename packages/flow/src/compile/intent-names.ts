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
export const intentNames = (branches: readonly string[], build: NodeBuild): Record<string, IntentName> => ({
  ...Object.fromEntries(build.main.auxiliary.map(({ intent }) => [intent, nameOf(build.main, intent, build.main.languages)])),
  ...Object.fromEntries(
    branches.filter((id) => !(builtInIntents as readonly string[]).includes(id)).map((id) => [build.intent(id), nameOf(build.document, id, build.main.languages)]),
  ),
})
