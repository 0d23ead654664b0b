import { builtInIntents, type BuiltInIntent, type Choice, type Expectation, type KeyIntent, type UnderstandingSource } from '@callchart/protocol'
import type { Lexicon } from './lexicon/lexicon.js'
import { choiceNames } from './readers/choice.js'
import type { Normaliser } from './text/normalise.js'

/** Built-in phrases of a key intent: few, and fewer where the flow brings its own, for each one makes the others harder to tell apart. */
const keyPhrasesAlone = 4
const keyPhrasesBesideOwn = 2
/** So many of each go beside the node's own; the others come where there is room left. */
const firstKeyPhrases: Readonly<Record<KeyIntent, number>> = { human: 2, complaint: 1, displeasure: 0, doNotCall: 1, repeat: 1, goBack: 1, end: 1 }
const firstGlobalPhrases = 2
const maxPhraseLength = 200

/** Phrases of one meaning, the most valuable first. */
interface Group {
  readonly phrases: readonly string[]
  readonly first: number
}

function isBuiltIn(intent: string): intent is BuiltInIntent {
  return builtInIntents.some((builtIn) => builtIn === intent)
}

/** One from each group in turn, until the groups or the limit are exhausted; a phrase counts for the first group that has it. */
function share(groups: readonly (readonly string[])[], limit: number, taken: Set<string>): void {
  const rest = groups.map((group) => [...group])
  while (taken.size < limit && rest.some((group) => group.length > 0)) {
    for (const group of rest) {
      const next = group.findIndex((phrase) => !taken.has(phrase))
      const phrase = next < 0 ? undefined : group[next]
      group.splice(0, next < 0 ? group.length : next + 1)
      if (phrase !== undefined && taken.size < limit) taken.add(phrase)
    }
  }
}

/** The most valuable first: the first so many of the answer are the fair share of so many. */
function fairShare(groups: readonly Group[], limit: number): string[] {
  const taken = new Set<string>()
  share(groups.map(({ phrases, first }) => phrases.slice(0, first)), limit, taken)
  share(groups.map(({ phrases, first }) => phrases.slice(first)), limit, taken)
  return [...taken]
}

/** The first word of every option, then the second of each, so that none is left out for another's synonyms. */
function wordsOfChoices(choices: readonly Choice[]): string[] {
  const names = choices.map((choice) => (choice.words.length > 0 ? choice.words : choiceNames(choice)))
  const most = Math.max(0, ...names.map(({ length }) => length))
  return Array.from({ length: most }, (_, place) => names.flatMap((words) => words[place] ?? [])).flat()
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

  const wordsOf = (intent: string): string[] => [
    ...(own.get(intent) ?? []),
    ...(isBuiltIn(intent) ? spoken(lexicon.builtIns[intent].recogniser) : []),
  ]
  const choicesOf = (intent: string): string[] =>
    source.intents.filter(({ id }) => id === intent).flatMap(({ slots = {} }) => Object.values(slots).flatMap(({ choices = [] }) => spoken(wordsOfChoices(choices))))
  const keyGroup = (keyIntent: KeyIntent): Group => {
    const added = spoken(source.keyIntents[keyIntent] ?? [])
    const builtIn = spoken(lexicon.keyIntents[keyIntent].recogniser).slice(0, added.length > 0 ? keyPhrasesBesideOwn : keyPhrasesAlone)
    return { phrases: [...added, ...builtIn], first: firstKeyPhrases[keyIntent] }
  }

  const choiceGroup = (choice: Expectation['choice']): Group[] =>
    choice === undefined ? [] : [{ phrases: spoken([...choice.map(({ name }) => name), ...lexicon.choice.recogniser]), first: Infinity }]

  return ({ intents, auxiliary = [], keyIntents, value, choice }, limit) =>
    fairShare(
      [
        ...choiceGroup(choice),
        { phrases: spoken(wordsOfChoices(value?.choices ?? [])), first: Infinity },
        ...[...new Set(intents)].map((intent): Group => ({ phrases: wordsOf(intent), first: Infinity })),
        ...[...new Set(intents)].map((intent): Group => ({ phrases: choicesOf(intent), first: Infinity })),
        ...[...new Set(auxiliary.filter((intent) => !intents.includes(intent)))].map((intent): Group => ({
          phrases: wordsOf(intent),
          first: firstGlobalPhrases,
        })),
        ...[...new Set(keyIntents)].map(keyGroup),
      ],
      limit,
    )
}
