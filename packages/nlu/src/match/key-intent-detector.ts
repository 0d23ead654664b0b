import { keyIntents, type KeyIntent, type UnderstandingSource } from '@callchart/protocol'
import type { DeclinedBy, Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf, type NormalText, type Normaliser } from '../text/normalise.js'
import { edgesOf, saidOnce, type Edges } from './edges.js'
import { ranks, yieldsToNode, type Evidence } from './evidence.js'
import { humanSignsOf, type HumanSignDetector } from './human-signs.js'
import { negationOf, type NegationDetector } from './negation.js'
import { compileTemplate, type CompiledTemplate } from './template.js'

interface Detector {
  readonly keyIntent: KeyIntent
  readonly declinedBy: DeclinedBy
  readonly exact: ReadonlySet<string>
  readonly yielding: ReadonlySet<string>
  readonly templates: readonly CompiledTemplate[]
  /** Padded word sequences. */
  readonly cues: readonly string[]
  readonly wishes: readonly string[]
  /** The flow's own phrases. */
  readonly own: readonly string[]
}

export interface KeyIntentDetector {
  detect(utterance: NormalText, enabled: readonly KeyIntent[], answerExpected: boolean): Evidence[]
  /** Whether a word was said without which likeness to a key intent is chance; the words of the flow's own phrases count. */
  hasCue(utterance: NormalText, keyIntent: KeyIntent): boolean
}

const join = (tokens: readonly string[]): string => tokens.join(' ')

function setOf(texts: readonly NormalText[]): ReadonlySet<string> {
  // One word that is left of a phrase is not the phrase: "again" of "again please".
  const forms = texts.flatMap(({ tokens, core }) => (core.length > 1 ? [join(tokens), join(core)] : [join(tokens)]))
  return new Set(forms.filter((text) => text !== ''))
}

const normalOf = (phrases: readonly string[], normaliser: Normaliser): NormalText[] => phrases.map((phrase) => normaliser.normalise(phrase))

/** The detectors of a language, before a flow adds phrases. */
const detectorsOf = oncePerLexicon((lexicon) => {
  const normaliser = normaliserOf(lexicon)
  return keyIntents.map((keyIntent): Detector => {
    const words = lexicon.keyIntents[keyIntent]
    return {
      keyIntent,
      declinedBy: words.declinedBy,
      exact: setOf(normalOf(words.phrases, normaliser)),
      yielding: new Set(normalOf(words.yielding ?? [], normaliser).map(({ tokens }) => join(tokens))),
      templates: words.templates.map((template) => compileTemplate(template, lexicon)),
      cues: normalOf(words.cues, normaliser).map(({ padded }) => padded),
      wishes: normalOf(words.wishes ?? [], normaliser).map(({ padded }) => padded),
      own: [],
    }
  })
})

function withOwnPhrases(detector: Detector, phrases: readonly string[], normaliser: Normaliser): Detector {
  if (phrases.length === 0) return detector
  const own = normalOf(phrases, normaliser)
  const phrasesSaid = own.filter(({ core }) => core.length > 1).map(({ core }) => ` ${join(core)} `)
  return { ...detector, exact: new Set([...detector.exact, ...setOf(own)]), own: phrasesSaid }
}

/** How many tokens stand before an offset of padded text. */
function tokenIndex(padded: string, offset: number): number {
  return padded.slice(1, offset + 1).split(' ').length - 1
}

/** The utterance with less and less at its ends: all of its words, and what is left without fillers. */
interface Stages {
  readonly tokens: readonly string[]
  readonly core: readonly string[]
  /** A no, or a not, stands somewhere: it may be what the ends lose. */
  readonly negated: boolean
}

function wholeEvidence(
  { keyIntent, exact, yielding, declinedBy }: Detector,
  utterance: NormalText,
  stages: Stages,
): Evidence | undefined {
  const evidence = { target: { kind: 'key-intent', id: keyIntent }, by: 'built-in' } as const
  const rank = yieldsToNode[keyIntent] ? ranks.exactGlobal : ranks.exactKeyIntent
  const whole = [join(utterance.tokens), join(utterance.core)]
  const matched = whole.find((text) => exact.has(text))
  if (matched !== undefined) return { ...evidence, matched, confidence: 1, rank }
  if (declinedBy === 'no' && stages.negated) return undefined
  const inside = stages.tokens.find((text) => exact.has(text)) ?? stages.core.find((text) => exact.has(text))
  if (inside !== undefined) return { ...evidence, matched: inside, confidence: 0.97, rank }
  const weak = stages.tokens.find((text) => yielding.has(text))
  return weak === undefined ? undefined : { ...evidence, matched: weak, confidence: 0.9, rank: ranks.yielding }
}

/** "No no agent": a wish behind words of yes and no, which may decline it where an answer is expected. */
function answeredEvidence(
  { keyIntent, exact }: Detector,
  { core }: NormalText,
  edges: Edges,
  answerExpected: boolean,
): Evidence | undefined {
  const answer = edges.afterAnswer(core)
  if (!answer || !exact.has(join(answer.rest)) || (answerExpected && answer.no)) return undefined
  const rank = ranks.detectedKeyIntent
  return { target: { kind: 'key-intent', id: keyIntent }, by: 'built-in', matched: join(answer.rest), confidence: 0.9, rank }
}

/** No grammar was made for the sentence, but its words keep the company of a wish for a human: less than a keyword of the node. */
function signEvidence(signs: HumanSignDetector, { tokens }: NormalText): Evidence | undefined {
  const matched = signs.find(tokens)
  return matched === undefined ? undefined : { target: { kind: 'key-intent', id: 'human' }, by: 'built-in', matched, confidence: 0.85, rank: ranks.yielding }
}

function templateEvidence(
  { keyIntent, templates, declinedBy }: Detector,
  utterance: NormalText,
  negation: NegationDetector,
  answerExpected: boolean,
): Evidence | undefined {
  const declined = (start: number): boolean =>
    declinedBy !== 'nothing' && negation.isNegated(utterance.tokens, start, answerExpected && declinedBy === 'no')
  /** Where wishes were taken back, with all that could be made of their words. */
  const takenBack: { readonly start: number; readonly end: number }[] = []
  for (const template of templates) {
    for (const match of template.matchAll(utterance)) {
      if (takenBack.some(({ start, end }) => match.index >= start && match.index < end)) continue
      if (declined(tokenIndex(utterance.padded, match.index))) {
        takenBack.push({ start: match.index, end: match.index + (match[1]?.length ?? 0) })
        continue
      }
      const rank = keyIntent === 'displeasure' ? ranks.yielding : ranks.detectedKeyIntent
      return { target: { kind: 'key-intent', id: keyIntent }, by: 'built-in', matched: match[1]?.trim() ?? '', confidence: 0.95, rank }
    }
  }
  return undefined
}

/** Who leaves in anger is heard as angry: nobody calls them again. */
function withoutOutdone(found: readonly Evidence[]): Evidence[] {
  const isAngry = found.some(({ target }) => target.id === 'displeasure')
  return found.filter(({ target }) => !(isAngry && target.id === 'end'))
}

/** Finds a key intent in whatever was said; never where the caller says that it is not wanted. */
export function createKeyIntentDetector(source: UnderstandingSource, lexicon: Lexicon, normaliser: Normaliser): KeyIntentDetector {
  const negation = negationOf(lexicon)
  const humanSigns = humanSignsOf(lexicon)
  const edges = edgesOf(lexicon)
  const detectors = detectorsOf(lexicon).map((detector) => withOwnPhrases(detector, source.keyIntents[detector.keyIntent] ?? [], normaliser))
  return {
    hasCue: ({ padded, core }, keyIntent) => {
      const detector = detectors.find((each) => each.keyIntent === keyIntent)
      const said = [padded, ` ${join(core)} `]
      const has = (words: readonly string[]): boolean => words.some((word) => said.some((text) => text.includes(word)))
      if (!detector || has(detector.own)) return detector !== undefined
      return has(detector.cues) && (detector.wishes.length === 0 || has(detector.wishes))
    },
    detect: (utterance, enabled, answerExpected) => {
      const stagesOf = (tokens: readonly string[]): string[] => edges.stripped(saidOnce(tokens)).map(join)
      const stages = { tokens: stagesOf(utterance.tokens), core: stagesOf(utterance.core), negated: negation.hasNegator(utterance.tokens) }
      const found = detectors
        .filter(({ keyIntent }) => enabled.includes(keyIntent))
        .map(
          (detector) =>
            wholeEvidence(detector, utterance, stages) ??
            answeredEvidence(detector, utterance, edges, answerExpected && detector.declinedBy === 'no') ??
            templateEvidence(detector, utterance, negation, answerExpected) ??
            (detector.keyIntent === 'human' ? signEvidence(humanSigns, utterance) : undefined),
        )
      return withoutOutdone(found.filter((evidence) => evidence !== undefined))
    },
  }
}
