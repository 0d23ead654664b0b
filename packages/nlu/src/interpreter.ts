import type { Alternative, Expectation, Interpretation, RankedIntent } from '@callchart/protocol'
import { weighAlternatives, type Weighed } from './alternatives.js'
import { createClassifier } from './classifier/classifier.js'
import { parseClassifier } from './classifier/stored.js'
import { samplesOf } from './classifier/samples.js'
import { understandingFormat, type InterpretOptions, type Interpreter, type UnderstandingModel } from './contract.js'
import { lexiconFor } from './lexicon/lexicon-for.js'
import { builtInsOf } from './match/built-in.js'
import { choicesOf } from './match/choice.js'
import { createKeyIntentDetector } from './match/key-intent-detector.js'
import { negationOf } from './match/negation.js'
import { createKeywordMatcher } from './match/node-intents.js'
import { createPhraseIndex } from './match/phrase-index.js'
import { backgroundClass } from './classifier/samples.js'
import { NluError } from './nlu-error.js'
import { createRecogniserPhrases } from './recogniser-phrases.js'
import { normaliserOf } from './text/normalise.js'
import { understand, type Matchers, type Understanding } from './understand.js'

const maxAlternatives = 10
const maxLosing = 5

function createMatchers({ source, classifier }: UnderstandingModel): Matchers {
  const lexicon = lexiconFor(source.language)
  const normaliser = normaliserOf(lexicon)
  const negation = negationOf(lexicon)
  const samples = samplesOf(source, lexicon, normaliser)
  return {
    language: source.language,
    slots: new Map(source.intents.flatMap(({ id, slots }) => (slots === undefined ? [] : [[id, slots] as const]))),
    normaliser,
    negation,
    keyIntents: createKeyIntentDetector(source, lexicon, normaliser),
    keywords: createKeywordMatcher(source, lexicon, normaliser),
    phrases: createPhraseIndex(samples.filter(({ classId }) => classId !== backgroundClass)),
    builtIns: builtInsOf(lexicon),
    choices: choicesOf(lexicon),
    classifier: createClassifier(parseClassifier(classifier)),
    negativeClasses: new Set(samples.filter(({ text }) => negation.hasNegator(text.tokens)).map(({ classId }) => classId)),
  }
}

function nameOf({ target }: Understanding): string | undefined {
  if (target.kind === 'value') return 'value'
  return target.kind === 'nothing' || target.kind === 'ambiguous' ? undefined : target.id
}

/** What lost in the chosen alternative, and what the others were understood as. */
function losersOf(chosen: Weighed, all: readonly Weighed[]): RankedIntent[] {
  const winner = nameOf(chosen.understanding)
  const best = new Map<string, number>()
  const others = all
    .filter((each) => each !== chosen)
    .flatMap(({ understanding, confidence }) => {
      const intent = nameOf(understanding)
      return intent === undefined ? [] : [{ intent, confidence }]
    })
  for (const { intent, confidence } of [...chosen.understanding.losing, ...others]) {
    if (intent !== winner) best.set(intent, Math.max(confidence, best.get(intent) ?? 0))
  }
  const losers = [...best].map(([intent, confidence]): RankedIntent => ({ intent, confidence: round(confidence) }))
  return losers.sort((left, right) => right.confidence - left.confidence || (left.intent < right.intent ? -1 : 1)).slice(0, maxLosing)
}

const round = (confidence: number): number => Math.round(Math.min(1, Math.max(0, confidence)) * 1_000) / 1_000

function toInterpretation(chosen: Weighed, losing: readonly RankedIntent[]): Interpretation {
  const { target, by, matched } = chosen.understanding
  const base = {
    text: chosen.text,
    confidence: round(chosen.confidence),
    slots: chosen.understanding.slots ?? {},
    why: { by, losing, ...(matched === undefined ? {} : { matched }) },
  }
  switch (target.kind) {
    case 'intent':
      return { ...base, type: 'intent', intent: target.id }
    case 'auxiliary':
      return { ...base, type: 'auxiliary', intent: target.id }
    case 'key-intent':
      return { ...base, type: 'key-intent', keyIntent: target.id }
    case 'value':
      return { ...base, type: 'value', value: target.value }
    case 'ambiguous':
      return { ...base, type: 'ambiguous', intents: target.intents, slotsByIntent: target.slotsByIntent }
    case 'nothing':
      return { ...base, type: 'no-match' }
  }
}

/**
 * Makes a trained model ready to be asked; it may be asked any number of times and keeps nothing between.
 * @throws {NluError} NLU_BAD_MODEL when the model was stored in a form this release cannot read.
 */
export function createInterpreter(model: UnderstandingModel): Interpreter {
  if (model.format !== understandingFormat) {
    throw new NluError('NLU_BAD_MODEL', `The understanding model has the unknown format "${String(model.format)}": publish the flow again.`)
  }
  const matchers = createMatchers(model)
  return {
    threshold: matchers.classifier.threshold,
    interpret(alternatives: readonly Alternative[], expectation: Expectation, options: InterpretOptions): Interpretation {
      const weighed = weighAlternatives(alternatives.slice(0, maxAlternatives), (text) => understand(text, expectation, options, matchers))
      const [first, ...rest] = weighed
      if (!first) return { type: 'no-match', text: '', confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } }
      const chosen = rest.reduce((best, each) => (each.confidence > best.confidence ? each : best), first)
      return toInterpretation(chosen, losersOf(chosen, weighed))
    },
    recogniserPhrases: createRecogniserPhrases(model.source, lexiconFor(model.source.language), matchers.normaliser),
  }
}
