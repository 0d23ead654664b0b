import type { BuiltInIntent } from '@callchart/protocol'
import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf, type NormalText, type Normaliser } from '../text/normalise.js'
import { ranks, type Evidence } from './evidence.js'
import { negationOf } from './negation.js'

interface Entry {
  readonly words: readonly string[]
  readonly intent: BuiltInIntent | undefined
  readonly strong: boolean
}

interface Found extends Entry {
  readonly start: number
}

export interface BuiltInDetector {
  detect(utterance: NormalText, enabled: ReadonlySet<string>): Evidence | undefined
}

/** Longest first: "not right" before "right". */
function entriesOf(lexicon: Lexicon, normaliser: Normaliser): Entry[] {
  const entry = (intent: BuiltInIntent | undefined, strong: boolean) => (phrase: string) => ({
    words: normaliser.normalise(phrase).tokens,
    intent,
    strong,
  })
  const builtIn = (intent: BuiltInIntent) => [
    ...lexicon.builtIns[intent].strong.map(entry(intent, true)),
    ...lexicon.builtIns[intent].weak.map(entry(intent, false)),
  ]
  const all = [...builtIn('refuse'), ...builtIn('deny'), ...builtIn('affirm'), ...lexicon.neutral.map(entry(undefined, true))]
  return all.filter(({ words }) => words.length > 0).sort((left, right) => right.words.length - left.words.length)
}

function scan(
  tokens: readonly string[],
  entries: ReadonlyMap<string, readonly Entry[]>,
  ignorable: ReadonlySet<string>,
): { found: Found[]; unknown: number } {
  const found: Found[] = []
  let unknown = 0
  for (let at = 0; at < tokens.length;) {
    const entry = entries.get(tokens[at] ?? '')?.find(({ words }) => words.every((word, offset) => tokens[at + offset] === word))
    if (entry) found.push({ ...entry, start: at })
    else if (!ignorable.has(tokens[at] ?? '')) unknown += 1
    at += entry?.words.length ?? 1
  }
  return { found, unknown }
}

/** A refusal answers a question that only knows no, and "no thanks" one that only knows refusal. */
function branchFor(intent: BuiltInIntent, enabled: ReadonlySet<string>): BuiltInIntent | undefined {
  if (enabled.has(intent)) return intent
  if (intent === 'refuse' && enabled.has('deny')) return 'deny'
  if (intent === 'deny' && enabled.has('refuse')) return 'refuse'
  return undefined
}

/** Yes, no and leave-me-alone, alone or leading a longer answer. */
export const builtInsOf = oncePerLexicon(createBuiltInDetector)

function createBuiltInDetector(lexicon: Lexicon): BuiltInDetector {
  const normaliser = normaliserOf(lexicon)
  const entries = new Map<string, Entry[]>()
  for (const entry of entriesOf(lexicon, normaliser)) {
    const first = entry.words[0] ?? ''
    entries.set(first, [...(entries.get(first) ?? []), entry])
  }
  const hesitations = new Set(lexicon.hesitations)
  const closings = lexicon.closings.flatMap((closing) => normaliser.normalise(closing).tokens)
  const ignorable = new Set([...lexicon.hesitations, ...lexicon.weakWords, ...closings])
  const negation = negationOf(lexicon)
  /** "Do not go ahead" is a no. */
  const turnNegated = (entry: Found, tokens: readonly string[]): Found =>
    entry.intent === 'affirm' && negation.isNegated(tokens, entry.start, false) ? { ...entry, intent: 'deny' } : entry

  return {
    detect(utterance, enabled) {
      const { tokens } = utterance
      const { found, unknown } = scan(tokens, entries, ignorable)
      const said = found.filter(({ intent }) => intent !== undefined).map((entry) => turnNegated(entry, tokens))
      const last = said.findLast(({ strong }) => strong) ?? said.at(-1)
      if (!last?.intent) return undefined
      const intent = branchFor(last.intent, enabled)
      if (!intent) return undefined
      const neutral = found.length - said.length
      const affirmed = said.some((entry) => entry.intent === 'affirm' && entry.strong)
      const doubtful = neutral > 0 || (affirmed && said.some((entry) => entry.intent !== 'affirm'))
      const alone = unknown === 0 && neutral === 0
      const trailing = unknown <= 2 && last.start + last.words.length === tokens.length
      const leading = tokens.slice(0, said[0]?.start).every((token) => hesitations.has(token))
      const confidence = builtInConfidence({ alone, leading, trailing, strong: last.strong, words: last.words.length, doubtful })
      return {
        target: { kind: 'intent', id: intent },
        by: 'built-in',
        matched: last.words.join(' '),
        confidence,
        rank: alone ? ranks.keyword : ranks.likeness,
      }
    },
  }
}

interface BuiltInShape {
  /** Nothing else of weight was said. */
  readonly alone: boolean
  readonly leading: boolean
  readonly strong: boolean
  readonly words: number
  /** After a word or two: "I said yes". */
  readonly trailing: boolean
  /** Both a yes and a no were said, or "not sure": the later one holds, with less confidence. */
  readonly doubtful: boolean
}

function builtInConfidence({ alone, leading, trailing, strong, words, doubtful }: BuiltInShape): number {
  const doubt = doubtful ? 0.2 : 0
  if (alone) return (strong ? 0.97 : 0.9) - doubt
  if (leading && strong) return 0.75 - doubt
  if (strong && (words > 1 || trailing)) return 0.65 - doubt
  return leading ? 0.4 : 0.2
}
