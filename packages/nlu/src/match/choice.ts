import type { IntentChoice } from '@callchart/protocol'
import type { ChoiceWords } from '../lexicon/choice-words.js'
import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { isHan } from '../text/tokens.js'
import { normaliserOf, type NormalText, type Normaliser } from '../text/normalise.js'
import { ranks, type Evidence } from './evidence.js'
import { negationOf, type NegationDetector } from './negation.js'

/** Understands an answer to "do you mean this or that?" by place and by name. */
export interface ChoiceDetector {
  detect(utterance: NormalText, choice: IntentChoice): Evidence[]
}

type Place = 'first' | 'second' | 'neither' | 'both'

interface Entry {
  readonly place: Place
  readonly words: readonly string[]
  /** Words without those that tell nothing. */
  readonly core: readonly string[]
  /** Counts where nothing else is said. */
  readonly alone: boolean
}

interface Said {
  readonly place: Place
  readonly matched: string
  readonly whole: boolean
}

/** In a longer sentence "the first one" speaks of something else: "the first one that you sent me was stolen". */
const mostOtherWords = 4
const wholeConfidence = 0.98
const placeConfidence = 0.9
/** A word that only one of the two names has. */
const telltaleConfidence = 0.75

const join = (tokens: readonly string[]): string => tokens.join(' ')

function entriesOf({ choice }: Lexicon, normaliser: Normaliser): Entry[] {
  const entries = (place: Place, phrases: readonly string[], alone: boolean): Entry[] =>
    phrases.map((phrase) => {
      const { tokens, core } = normaliser.normalise(phrase)
      return { place, words: tokens, core, alone }
    })
  return [
    ...entries('neither', choice.neither, false),
    ...entries('both', choice.both, false),
    ...entries('first', choice.first, false),
    ...entries('second', choice.second, false),
    ...entries('first', choice.firstAlone, true),
    ...entries('second', choice.secondAlone, true),
  ].sort((left, right) => right.words.length - left.words.length)
}

interface Found extends Entry {
  readonly at: number
}

/** Entries in the order in which they were said, the longest words first. */
function scan({ tokens, core }: NormalText, entries: readonly Entry[]): Found[] {
  const all = join(core)
  const sayable = entries.filter((entry) => !entry.alone || join(entry.core) === all)
  const found: Found[] = []
  for (let at = 0; at < tokens.length;) {
    const entry = sayable.find((each) => each.words.every((word, offset) => tokens[at + offset] === word))
    if (entry) found.push({ ...entry, at })
    at += entry?.words.length ?? 1
  }
  return found
}

/** The places that were said; one that is denied was not. */
function placesSaid(utterance: NormalText, entries: readonly Entry[], negation: NegationDetector): Said[] {
  const { tokens, core } = utterance
  const found = scan(utterance, entries)
  const others = core.length - found.reduce((count, entry) => count + entry.core.length, 0)
  if (others > mostOtherWords) return []
  return found
    .filter(({ place, at }) => place === 'neither' || !negation.isNegated(tokens, at, false))
    .map((entry) => ({ place: entry.place, matched: join(entry.words), whole: join(entry.core) === join(core) }))
}

function placeEvidence(said: readonly Said[], [first, second]: IntentChoice): Evidence[] {
  const [only] = said
  if (!only || only.place === 'both' || said.some(({ place }) => place !== only.place)) return []
  const id = { first: first.intent, second: second.intent, neither: 'deny' }[only.place]
  return [
    {
      target: { kind: 'intent', id },
      by: 'built-in',
      matched: only.matched,
      confidence: only.whole ? wholeConfidence : placeConfidence,
      rank: only.whole ? ranks.exactPhrase : ranks.keyword,
    },
  ]
}

/** Words that `name` has and `other` has not; letters and single short words tell nothing. */
function telltalesOf(name: NormalText, other: NormalText, { linking }: ChoiceWords): string[] {
  return name.core.filter((word) => !other.tokens.includes(word) && !linking.includes(word) && (isHan(word) || word.length > 2))
}

/** One Han character of a name says little; two, or all that there are, say which. */
function saysOneOf(utterance: NormalText, telltales: readonly string[], negation: NegationDetector): string[] {
  const said = telltales.filter((word) => {
    const at = utterance.tokens.indexOf(word)
    return at >= 0 && !negation.isNegated(utterance.tokens, at, false)
  })
  const least = isHan(telltales[0] ?? '') ? Math.min(2, telltales.length) : 1
  return said.length >= least ? said : []
}

function nameEvidence(utterance: NormalText, choice: IntentChoice, names: readonly [NormalText, NormalText], words: ChoiceWords, negation: NegationDetector): Evidence[] {
  const [first, second] = names
  const told = [saysOneOf(utterance, telltalesOf(first, second, words), negation), saysOneOf(utterance, telltalesOf(second, first, words), negation)]
  return choice.flatMap(({ intent }, index): Evidence[] => {
    const name = names[index]
    if (name && name.core.length > 0 && join(name.core) === join(utterance.core)) {
      return [{ target: { kind: 'intent', id: intent }, by: 'built-in', matched: join(name.core), confidence: wholeConfidence, rank: ranks.exactPhrase }]
    }
    const own = told[index] ?? []
    if (own.length === 0 || (told[1 - index] ?? []).length > 0) return []
    return [{ target: { kind: 'intent', id: intent }, by: 'built-in', matched: join(own), confidence: telltaleConfidence, rank: ranks.likeness }]
  })
}

export const choicesOf = oncePerLexicon(createChoiceDetector)

function createChoiceDetector(lexicon: Lexicon): ChoiceDetector {
  const normaliser = normaliserOf(lexicon)
  const negation = negationOf(lexicon)
  const entries = entriesOf(lexicon, normaliser)
  return {
    detect(utterance, choice) {
      const said = placesSaid(utterance, entries, negation)
      const names = [normaliser.normalise(choice[0].name), normaliser.normalise(choice[1].name)] as const
      return [...placeEvidence(said, choice), ...nameEvidence(utterance, choice, names, lexicon.choice, negation)]
    },
  }
}
