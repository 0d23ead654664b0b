import type { Expectation, RankedIntent, SlotValue, ValueSpec, Why } from '@callchart/protocol'
import type { Classifier } from './classifier/classifier.js'
import { keyIntentOfClass } from './classifier/samples.js'
import type { InterpretOptions } from './contract.js'
import type { BuiltInDetector } from './match/built-in.js'
import type { ChoiceDetector } from './match/choice.js'
import { compareEvidence, heardByLikeness, isAccepted, ranks, type Evidence, type Target } from './match/evidence.js'
import type { KeyIntentDetector } from './match/key-intent-detector.js'
import type { NegationDetector } from './match/negation.js'
import type { KeywordMatcher } from './match/node-intents.js'
import type { PhraseIndex } from './match/phrase-index.js'
import type { Reading } from './readers/reading.js'
import { readValue } from './readers/value.js'
import { ambiguousTarget, doubtedConfidence, siblingsOf, type AmbiguousTarget } from './match/siblings.js'
import { fillSlots, type SlotSpecs } from './slots.js'
import type { NormalText, Normaliser } from './text/normalise.js'

/** Everything that looks at an utterance. */
export interface Matchers {
  /** Slots of the intents that have any. */
  readonly slots: ReadonlyMap<string, SlotSpecs>
  readonly language: string
  readonly normaliser: Normaliser
  readonly keyIntents: KeyIntentDetector
  readonly keywords: KeywordMatcher
  readonly phrases: PhraseIndex
  readonly builtIns: BuiltInDetector
  readonly choices: ChoiceDetector
  readonly classifier: Classifier
  readonly negation: NegationDetector
  /** Classes with a sample that holds a negator: "I do not want my card any more" may mean to close it. */
  readonly negativeClasses: ReadonlySet<string>
}

/** What one alternative was understood as. */
export interface Understanding {
  readonly target: Target | AmbiguousTarget | { readonly kind: 'value'; readonly value: SlotValue } | { readonly kind: 'nothing' }
  readonly confidence: number
  readonly by: Why['by']
  readonly matched?: string
  readonly slots?: Readonly<Record<string, SlotValue>>
  /** Best first. */
  readonly losing: readonly RankedIntent[]
}

/** Of two that are as like, the node's own goes before one that holds everywhere. */
const globalLikeness = 0.95
/** Below it a loser is not worth showing. */
const leastShown = 0.05

function targetOf(classId: string): Target {
  const keyIntent = keyIntentOfClass(classId)
  return keyIntent ? { kind: 'key-intent', id: keyIntent } : { kind: 'intent', id: classId }
}

const targetKey = (target: Target): string => `${target.kind} ${target.id}`

function phraseEvidence({ phrases }: Matchers, utterance: NormalText): Evidence[] {
  return phrases.find(utterance).map(({ classId, matched, confidence, exact }) => {
    const target = targetOf(classId)
    const exactRank = target.kind === 'key-intent' ? ranks.detectedKeyIntent : ranks.exactPhrase
    return {
      target,
      by: target.kind === 'key-intent' ? 'built-in' : 'phrase',
      matched,
      confidence,
      rank: exact ? exactRank : ranks.likeness,
    }
  })
}

/** Whether the turn expects what a class stands for. */
function isExpected(classId: string, { intents, auxiliary, keyIntents }: Expectation): boolean {
  const keyIntent = keyIntentOfClass(classId)
  return keyIntent ? keyIntents.includes(keyIntent) : intents.includes(classId) || auxiliary?.includes(classId) === true
}

function classifierEvidence({ classifier, keyIntents }: Matchers, utterance: NormalText, expectation: Expectation): Evidence[] {
  const matched = utterance.core.join(' ')
  return classifier.classify(utterance, (classId) => isExpected(classId, expectation)).map(({ classId, confidence }): Evidence => {
    const target = targetOf(classId)
    const chance = target.kind === 'key-intent' && !(heardByLikeness.has(target.id) && keyIntents.hasCue(utterance, target.id))
    return { target, by: 'classifier', matched, confidence: chance ? confidence * 0.4 : confidence, rank: ranks.likeness }
  })
}

/** Likeness looks at words, not at what is denied: a negation takes it away. */
function createDamping({ negation, negativeClasses }: Matchers, { tokens }: NormalText): (evidence: Evidence) => Evidence {
  const hasNegator = negation.hasNegator(tokens)
  const declines = hasNegator && negation.declinesSomething(tokens)
  return (evidence) => {
    const { target, rank, by } = evidence
    const isKey = target.kind === 'key-intent'
    if (isKey && target.id === 'doNotCall') return evidence
    if (rank !== ranks.likeness || (by === 'built-in' && !isKey)) return evidence
    const negative = isKey ? hasNegator : declines && !negativeClasses.has(target.id)
    return negative ? { ...evidence, confidence: evidence.confidence * 0.2 } : evidence
  }
}

const globalRanks: ReadonlyMap<number, number> = new Map([
  [ranks.exactPhrase, ranks.exactGlobal],
  [ranks.keyword, ranks.globalKeyword],
])

/** Evidence for what the turn expects: an intent of the node, a key intent, or an intent that holds everywhere. */
function expectedEvidence(evidence: Evidence, expectation: Expectation): Evidence[] {
  const { target, rank, confidence } = evidence
  if (target.kind === 'key-intent') return expectation.keyIntents.includes(target.id) ? [evidence] : []
  if (expectation.intents.includes(target.id)) return [evidence]
  if (expectation.auxiliary?.includes(target.id) !== true) return []
  return [
    {
      ...evidence,
      target: { kind: 'auxiliary', id: target.id },
      rank: globalRanks.get(rank) ?? rank,
      confidence: rank === ranks.likeness ? confidence * globalLikeness : confidence,
    },
  ]
}

/** The best evidence for each thing that the turn expects, best first. */
function gatherEvidence(text: string, utterance: NormalText, expectation: Expectation, matchers: Matchers): Evidence[] {
  const enabled = new Set(expectation.intents)
  // "No, agent" with its comma is an answer and then a wish; without it, "no agent" may decline one.
  const answerExpected = (enabled.has('deny') || enabled.has('refuse')) && !/\bn(?:o|ope)\s*[,.!;]/iu.test(text.slice(0, 200))
  const builtIn = matchers.builtIns.detect(utterance, enabled)
  const all = [
    ...matchers.keyIntents.detect(utterance, expectation.keyIntents, answerExpected),
    ...matchers.keywords.match(utterance, text, new Set([...enabled, ...(expectation.auxiliary ?? [])])),
    ...phraseEvidence(matchers, utterance),
    ...(builtIn ? [builtIn] : []),
    ...(expectation.choice ? matchers.choices.detect(utterance, expectation.choice) : []),
    ...classifierEvidence(matchers, utterance, expectation),
  ]
  const damp = createDamping(matchers, utterance)
  const best = new Map<string, Evidence>()
  for (const evidence of all
    .map(damp)
    .flatMap((evidence) => expectedEvidence(evidence, expectation))
    .sort(compareEvidence)) {
    if (!best.has(targetKey(evidence.target))) best.set(targetKey(evidence.target), evidence)
  }
  return [...best.values()]
}

function isSameValue(left: SlotValue, right: SlotValue): boolean {
  const plain = (value: SlotValue): string | number => (typeof value === 'object' ? value.amount : value)
  return plain(left) === plain(right)
}

/** Said in an answer of one's own words it belongs to the answer: "back", or anger at something. */
const yieldsToText = ({ target, rank }: Evidence): boolean => rank === ranks.yielding && target.id !== 'end'

/** Whether a value that was read goes before the best intent. */
function valueWins(reading: Reading<SlotValue>, evidence: Evidence | undefined, spec: ValueSpec): boolean {
  const isFreeText = spec.type === 'text' || spec.type === 'name' || spec.type === 'address'
  if (!evidence) return true
  // "Yes, the fifteenth" and "no, not the fifteenth" answer whether it is the fifteenth.
  if (evidence.by === 'built-in' && spec.current !== undefined && isSameValue(reading.value, spec.current)) return false
  if (evidence.rank >= ranks.detectedKeyIntent) return false
  if (isFreeText) return evidence.rank < ranks.keyword && (evidence.confidence < 0.8 || yieldsToText(evidence))
  if (evidence.by === 'built-in') return true
  return reading.confidence >= (evidence.rank >= ranks.globalKeyword ? 0.75 : Math.min(0.6, evidence.confidence))
}

function ranked(evidence: readonly Evidence[]): RankedIntent[] {
  return evidence
    .map(({ target, confidence }): RankedIntent => ({ intent: target.id, confidence }))
    .filter(({ confidence }) => confidence >= leastShown)
    .sort((left, right) => right.confidence - left.confidence)
}

/** Understands one text among what the turn expects. */
export function understand(text: string, expectation: Expectation, options: InterpretOptions, matchers: Matchers): Understanding {
  const utterance = matchers.normaliser.normalise(text)
  if (utterance.tokens.length === 0) return { target: { kind: 'nothing' }, confidence: 0, by: 'nothing', losing: [] }
  const evidence = gatherEvidence(text, utterance, expectation, matchers)
  const winner = evidence.find((each) => isAccepted(each, matchers.classifier.threshold))
  const reading = expectation.value && readValue(text, expectation.value, { ...options, language: matchers.language, bare: true })
  if (expectation.value && reading && valueWins(reading, winner, expectation.value)) {
    return {
      target: { kind: 'value', value: reading.value },
      confidence: reading.confidence,
      by: 'reader',
      matched: reading.matched,
      losing: ranked(evidence),
    }
  }
  const slotsFor = (intent: string): Readonly<Record<string, SlotValue>> => {
    const specs = matchers.slots.get(intent)
    return specs ? fillSlots(text, specs, { ...options, language: matchers.language }) : {}
  }
  const siblings = expectation.disambiguates ? siblingsOf(evidence, winner, matchers.classifier.threshold) : undefined
  if (siblings) {
    const [{ by, matched }] = siblings
    return { target: ambiguousTarget(siblings, slotsFor), confidence: doubtedConfidence(siblings), by, matched, losing: ranked(evidence) }
  }
  if (!winner) return { target: { kind: 'nothing' }, confidence: 0, by: 'nothing', losing: ranked(evidence) }
  const losing = ranked(evidence.filter((each) => each !== winner))
  const { target, confidence, by, matched } = winner
  return { target, confidence, by, matched, losing, slots: target.kind === 'key-intent' ? {} : slotsFor(target.id) }
}
