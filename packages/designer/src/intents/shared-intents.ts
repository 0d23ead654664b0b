import { sameJson, type DraftDocument, type Json, type JsonObject } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import type { Command } from '../document/command.js'
import { isObject, withField } from '../document/node-fields.js'

/** Another flow of the library and what it listens for. */
export interface OtherFlow {
  readonly flow: string
  readonly name: string
  readonly intents: Readonly<Record<string, JsonObject>>
}

const flowEnd = '.flow.json'

/** Flows of the library beside this one that have intents. */
export function otherFlows({ files }: Pick<ResourcesView, 'files'>, own: string): OtherFlow[] {
  return files.flatMap(({ name, text }): OtherFlow[] => {
    if (!name.endsWith(flowEnd)) return []
    try {
      const document = JSON.parse(text) as Json
      if (!isObject(document) || typeof document.id !== 'string' || document.id === own || !isObject(document.intents)) return []
      const intents = Object.entries(document.intents).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
      if (intents.length === 0) return []
      return [{ flow: document.id, name: typeof document.name === 'string' ? document.name : document.id, intents: Object.fromEntries(intents) }]
    } catch {
      return []
    }
  })
}

/** How an intent of another flow stands to the one of the same id here. */
export type Sharing = 'new' | 'same' | 'differs'

const languagesAlone = (intent: Json | undefined, languages: readonly string[]): Json => {
  if (!isObject(intent)) return null
  const fields = ['phrases', 'keywords', 'patterns', 'spokenName'] as const
  const kept = fields.map((field): [string, Json] => [field, Object.fromEntries(Object.entries(isObject(intent[field]) ? intent[field] : {}).filter(([language, list]) => languages.includes(language) && !(Array.isArray(list) && list.length === 0)))])
  return { name: intent.name ?? '', slots: intent.slots ?? {}, ...Object.fromEntries(kept) }
}

/** Languages that this flow does not speak make no difference to it. */
export function sharingOf(document: DraftDocument, id: string, theirs: JsonObject): Sharing {
  const mine = isObject(document.intents) ? document.intents[id] : undefined
  if (mine === undefined) return 'new'
  return sameJson(languagesAlone(mine, document.languages), languagesAlone(theirs, document.languages)) ? 'same' : 'differs'
}

/** Theirs in the languages of this flow; what this one says in further languages stays. */
function taken(document: DraftDocument, id: string, theirs: JsonObject): JsonObject {
  const mine = isObject(document.intents) && isObject(document.intents[id]) ? document.intents[id] : {}
  const merged = ['phrases', 'keywords', 'patterns', 'spokenName'].flatMap((field): [string, Json][] => {
    const [own, other] = [mine[field], theirs[field]].map((value) => (isObject(value) ? value : {}))
    const lists = Object.fromEntries([...Object.entries(own ?? {}), ...Object.entries(other ?? {}).filter(([language]) => document.languages.includes(language))])
    return Object.keys(lists).length === 0 ? [] : [[field, lists]]
  })
  const { phrases: _p, keywords: _k, patterns: _r, spokenName: _s, ...rest } = theirs
  return { ...rest, ...Object.fromEntries(merged) }
}

/** Copies intents of another flow, those that are here already as theirs are; one step. */
export const takeIntents = (other: OtherFlow, ids: readonly string[]): Command => ({
  kind: 'addIntent',
  apply: (document) =>
    ids.reduce((changed, id) => {
      const theirs = other.intents[id]
      if (theirs === undefined) return changed
      return withField(changed, ['intents', id], taken(changed, id, theirs))
    }, document),
})

/** Other flows whose intent of the same id is not what it is here. */
export const differingFlows = (document: DraftDocument, id: string, others: readonly OtherFlow[]): OtherFlow[] =>
  others.filter(({ intents }) => intents[id] !== undefined && sharingOf(document, id, intents[id]) === 'differs')
