import { builtInIntents, type BuiltInIntent, type Expectation, type KeyIntent, type UnderstandingSource } from '@callchart/protocol'
import type { Lexicon } from './lexicon/lexicon.js'
import type { Normaliser } from './text/normalise.js'

/** Built-in phrases of a key intent: few, and fewer where the flow brings its own, for each one makes the others harder to tell apart. */
const keyPhrasesAlone = 4
const keyPhrasesBesideOwn = 2
const maxPhraseLength = 200

type Group = readonly string[]

function isBuiltIn(intent: string): intent is BuiltInIntent {
  return builtInIntents.some((builtIn) => builtIn === intent)
}

/** One from each group in turn, until the groups or the limit are exhausted; a phrase counts for the first group that has it. */
function fairShare(groups: readonly Group[], limit: number): string[] {
  const taken = new Set<string>()
  const shares = groups.map((): string[] => [])
  const rest = groups.map((group) => [...group])
  while (taken.size < limit && rest.some((group) => group.length > 0)) {
    for (const [index, group] of rest.entries()) {
      const next = group.findIndex((phrase) => !taken.has(phrase))
      const phrase = next < 0 ? undefined : group[next]
      group.splice(0, next < 0 ? group.length : next + 1)
      if (phrase === undefined || taken.size >= limit) continue
      taken.add(phrase)
      shares[index]?.push(phrase)
    }
  }
  return shares.flat()
}

/** Answers what a recogniser should listen for in a turn. */
export function createRecogniserPhrases(
  source: UnderstandingSource,
  lexicon: Lexicon,
  normaliser: Normaliser,
): (expectation: Expectation, limit: number) => string[] {
  const spoken = (phrases: readonly string[]): string[] =>
    phrases.map((phrase) => normaliser.spokenForm(phrase)).filter((phrase) => phrase !== '' && phrase.length <= maxPhraseLength)
  const own = new Map<string, string[]>()
  for (const intent of source.intents)
    own.set(intent.id, [...(own.get(intent.id) ?? []), ...spoken([...intent.phrases, ...intent.keywords])])

  const intentGroup = (intent: string): Group => [
    ...(own.get(intent) ?? []),
    ...(isBuiltIn(intent) ? spoken(lexicon.builtIns[intent].recogniser) : []),
  ]
  const keyGroup = (keyIntent: KeyIntent): Group => {
    const added = spoken(source.keyIntents[keyIntent] ?? [])
    const builtIn = spoken(lexicon.keyIntents[keyIntent].recogniser).slice(0, added.length > 0 ? keyPhrasesBesideOwn : keyPhrasesAlone)
    return [...added, ...builtIn]
  }

  return (expectation, limit) =>
    fairShare(
      [...new Set([...expectation.intents, ...(expectation.auxiliary ?? [])])].map(intentGroup).concat([...new Set(expectation.keyIntents)].map(keyGroup)),
      limit,
    )
}
