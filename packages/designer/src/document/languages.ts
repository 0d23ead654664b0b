import type { DraftDocument, DraftNode, Json, JsonObject } from '@callchart/flow'
import { isObject, withEach } from './node-fields.js'

/** Fields in which something stands per language; those of nodes are tried on every kind. */
const nodeFields = [
  ...['prompt', 'filler', 'more', 'announcement', 'whisper', 'positionPrompt', 'offer'],
  ...['noInput.prompts', 'noMatch.prompts', 'noAnswer.prompts', 'invalid.prompts', 'invalidDigit.prompts', 'disambiguation.prompt'],
  ...['confirm.prompt', 'confirm.prompts', 'confirm.correction', 'choices.*.words', 'faq.*.questions', 'faq.*.answer'],
].map((path) => path.split('.'))
const flowFields = [
  ...['voices', 'pronunciations', 'bannedWords', 'auxiliary.*.pullBack', 'keyIntents.*.phrases'],
  ...['intents.*.spokenName', 'intents.*.phrases', 'intents.*.keywords', 'intents.*.patterns', 'intents.*.slots.*.choices.*.words'],
].map((path) => path.split('.'))

function without(value: Json, language: string): Json {
  if (!isObject(value) || !Object.hasOwn(value, language)) return value
  const { [language]: _gone, ...others } = value
  return others
}

const withoutFields = <Owner extends JsonObject>(owner: Owner, fields: readonly (readonly string[])[], language: string): Owner =>
  fields.reduce<Json>((result, path) => withEach(result, path, (value) => without(value, language)) ?? result, owner) as Owner

/** A node that switches to the language switches no more. */
const withoutSwitch = (node: DraftNode, language: string): DraftNode => {
  if (node.kind !== 'set' || node.language !== language) return node
  const { language: _gone, ...rest } = node
  return rest
}

/** The document without a language and everything that stands in it. */
export function withoutLanguage(document: DraftDocument, language: string): DraftDocument {
  const nodes = document.nodes.map((node) => withoutSwitch(withoutFields(node, nodeFields, language), language))
  const languages = document.languages.filter((each) => each !== language)
  return withoutFields({ ...document, languages, ...(nodes.some((node, index) => node !== document.nodes[index]) && { nodes }) }, flowFields, language)
}
