import { builtInIntents, type BuiltInIntent } from '@callchart/protocol'
import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf, type NormalText, type Normaliser } from '../text/normalise.js'
import { ranks, type Evidence } from './evidence.js'
import { negationOf } from './negation.js'
import { compileTemplate, findTemplate } from './template.js'

interface Entry {
  readonly words: readonly string[]
  readonly intent: BuiltInIntent | undefined
  readonly strong: boolean
}

interface Found extends Entry {
  readonly start: number
}

/** What of an utterance speaks of yes, no, refusal and not knowing. */
interface Scan {
  readonly said: readonly Found[]
  /** Words that contain a yes or a no without saying one. */
  readonly neutral: number
  /** Words that are none of these. */
  readonly unknown: number
}

export interface BuiltInDetector {
  /** The one that the enabled branches take the utterance for. */
  detect(utterance: NormalText, enabled: ReadonlySet<string>): Evidence | undefined
  /** Every one that is said, whatever is enabled: "no, I do not know" says two. */
  spot(utterance: NormalText): Evidence[]
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
  const all = [
    ...builtIn('doNotKnow'),
    ...builtIn('refuse'),
    ...builtIn('deny'),
    ...builtIn('affirm'),
    ...lexicon.neutral.map(entry(undefined, true)),
  ]
  return all.filter(({ words }) => words.length > 0).sort((left, right) => right.words.length - left.words.length)
}

/** A refusal answers a question that only knows no, and "no thanks" one that only knows refusal. */
function branchFor(intent: BuiltInIntent, enabled: ReadonlySet<string>): BuiltInIntent | undefined {
  if (enabled.has(intent)) return intent
  if (intent === 'refuse' && enabled.has('deny')) return 'deny'
  if (intent === 'deny' && enabled.has('refuse')) return 'refuse'
  return undefined
}

/** Yes, no, leave-me-alone and I-do-not-know, alone or within a longer answer. */
export const builtInsOf = oncePerLexicon(createBuiltInDetector)

function createScanner(lexicon: Lexicon, normaliser: Normaliser): (tokens: readonly string[]) => Scan {
  const entries = new Map<string, Entry[]>()
  for (const entry of entriesOf(lexicon, normaliser)) {
    const first = entry.words[0] ?? ''
    entries.set(first, [...(entries.get(first) ?? []), entry])
  }
  const closings = lexicon.closings.flatMap((closing) => normaliser.normalise(closing).tokens)
  const ignorable = new Set([...lexicon.hesitations, ...lexicon.weakWords, ...closings])
  const negation = negationOf(lexicon)
  /** "Do not go ahead" is a no. */
  const turnNegated = (entry: Found, tokens: readonly string[]): Found =>
    entry.intent === 'affirm' && negation.isNegated(tokens, entry.start, false) ? { ...entry, intent: 'deny' } : entry

  return (tokens) => {
    const found: Found[] = []
    let unknown = 0
    for (let at = 0; at < tokens.length;) {
      const entry = entries.get(tokens[at] ?? '')?.find(({ words }) => words.every((word, offset) => tokens[at + offset] === word))
      if (entry) found.push({ ...entry, start: at })
      else if (!ignorable.has(tokens[at] ?? '')) unknown += 1
      at += entry?.words.length ?? 1
    }
    const said = found.filter(({ intent }) => intent !== undefined).map((entry) => turnNegated(entry, tokens))
    return { said, neutral: found.length - said.length, unknown }
  }
}

function createBuiltInDetector(lexicon: Lexicon): BuiltInDetector {
  const normaliser = normaliserOf(lexicon)
  const scan = createScanner(lexicon, normaliser)
  /** What may stand in front of an answer. */
  const hesitations = new Set([...lexicon.hesitations, ...lexicon.openings.filter((opening) => normaliser.normalise(opening).tokens.length === 1)])
  const templates = builtInIntents.map((intent) => ({
    intent,
    templates: (lexicon.builtIns[intent].templates ?? []).map((template) => compileTemplate(template, lexicon)),
  }))

  const evidenceOf = (
    { said, neutral, unknown }: Scan,
    last: Found,
    { tokens }: NormalText,
    as: BuiltInIntent,
  ): Evidence => {
    const affirmed = said.some((entry) => entry.intent === 'affirm' && entry.strong)
    const doubtful = neutral > 0 || (affirmed && said.some((entry) => entry.intent !== 'affirm'))
    const alone = unknown === 0 && neutral === 0
    const ends = last.start + last.words.length === tokens.length
    const leading = last.start < leadOf(said, tokens)
    const confidence = builtInConfidence({ alone, leading, trailing: ends && unknown <= (last.words.length > 1 ? 5 : 2), strong: last.strong, doubtful })
    const rank = alone ? ranks.keyword : ranks.likeness
    return { target: { kind: 'intent', id: as }, by: 'built-in', matched: last.words.join(' '), confidence, rank }
  }

  /** How many tokens the utterance begins with before anything else is said. */
  const leadOf = (said: readonly Found[], tokens: readonly string[]): number => {
    const byStart = new Map(said.map((entry) => [entry.start, entry]))
    let end = 0
    for (;;) {
      const next = byStart.get(end)
      if (next && (next.strong || next.words.length === 1)) end += next.words.length
      else if (hesitations.has(tokens[end] ?? '')) end += 1
      else return end
    }
  }

  /** The later one holds; one in the middle of a longer sentence holds less than one in front. */
  const bestOf = (scanned: Scan, utterance: NormalText, as: (intent: BuiltInIntent) => BuiltInIntent | undefined): Evidence | undefined => {
    const said = scanned.said.filter(({ intent }) => intent !== undefined && as(intent) !== undefined)
    const lead = leadOf(scanned.said, utterance.tokens)
    const strong = said.filter((entry) => entry.strong)
    const candidates = [strong.at(-1) ?? said.at(-1), strong.findLast(({ start }) => start < lead)]
    const all = candidates.flatMap((entry) => {
      const intent = entry?.intent && as(entry.intent)
      return entry && intent ? [evidenceOf(scanned, entry, utterance, intent)] : []
    })
    return all.find(({ confidence }) => confidence > leastSaid) ?? all[0]
  }

  /** Said in a sentence of its own: "it is not that one", "I can not remember my number". */
  const sentences = (utterance: NormalText): Evidence[] =>
    templates.flatMap(({ intent, templates }) => {
      const matched = templates.map((template) => findTemplate(template, utterance)).find((found) => found !== undefined)
      if (matched === undefined) return []
      return [{ target: { kind: 'intent', id: intent }, by: 'built-in', matched, confidence: sentenceConfidence, rank: ranks.likeness }]
    })

  return {
    detect(utterance, enabled) {
      const all = scan(utterance.tokens)
      // What has no branch says nothing of its own: "I do not know" is neither yes nor no.
      const said = all.said.filter(({ intent }) => intent !== 'doNotKnow' || enabled.has(intent))
      const scanned = { ...all, said, neutral: all.neutral + all.said.length - said.length }
      const found = bestOf(scanned, utterance, (intent) => branchFor(intent, enabled))
      const sentence = sentences(utterance).find(({ target }) => enabled.has(target.id))
      return found && (!sentence || found.confidence >= sentence.confidence) ? found : sentence
    },
    spot(utterance) {
      const scanned = scan(utterance.tokens)
      const found = builtInIntents.flatMap(
        (intent) => bestOf(scanned, utterance, (said) => (said === intent || impliedBy[intent] === said ? intent : undefined)) ?? [],
      )
      return [...found, ...sentences(utterance)]
    },
  }
}

/** Who refuses says no. */
const impliedBy: Readonly<Partial<Record<BuiltInIntent, BuiltInIntent>>> = { deny: 'refuse' }
const sentenceConfidence = 0.7
/** Less is a word in the middle of something else. */
const leastSaid = 0.41

interface BuiltInShape {
  /** Nothing else of weight was said. */
  readonly alone: boolean
  readonly leading: boolean
  readonly strong: boolean
  /** At the end, after a word or two if it is one word: "I said yes". */
  readonly trailing: boolean
  /** Both a yes and a no were said, or "not sure": the later one holds, with less confidence. */
  readonly doubtful: boolean
}

function builtInConfidence({ alone, leading, trailing, strong, doubtful }: BuiltInShape): number {
  const doubt = doubtful ? 0.2 : 0
  if (alone) return (strong ? 0.97 : 0.9) - doubt
  if (leading && strong) return 0.75 - doubt
  if (strong && trailing) return 0.65 - doubt
  return leading ? 0.4 : 0.2
}
