import { createClassifier, type Classifier } from '../classifier/classifier.js'
import { backgroundClass, type Sample } from '../classifier/samples.js'
import { parseClassifier, storeClassifier, type StoredClassifier } from '../classifier/stored.js'
import { chooseThreshold, usualCosts, type Judged } from '../classifier/threshold.js'
import { trainClassifier } from '../classifier/train.js'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { NluError } from '../nlu-error.js'
import { normaliserOf } from '../text/normalise.js'
import { areaUnderCurve } from './area-under-curve.js'

export interface LabelledText {
  readonly text: string
  readonly intent: string
}

/** What is learnt from, what the threshold is chosen on, and what is measured with. */
export interface IntentBenchmark {
  /** BCP 47 */
  readonly language: string
  /** Of taking a text for an intent that it is not; asking again costs 1. */
  readonly falseAcceptCost?: number
  readonly train: readonly LabelledText[]
  readonly outOfScopeTrain?: readonly string[]
  /** Without it the threshold comes from cross-validation on `train`. */
  readonly validation?: readonly LabelledText[]
  readonly outOfScopeValidation?: readonly string[]
  readonly test: readonly LabelledText[]
  readonly outOfScopeTest?: readonly string[]
}

export interface IntentBenchmarkResult {
  /** Share of the test texts whose best intent is right, nothing rejected. */
  readonly accuracy: number
  /** Share of them that is right and accepted. */
  readonly inScopeAccuracy: number
  /** Share of the out-of-scope texts that is rejected; null without such texts. */
  readonly oosRecall: number | null
  /** How well confidence tells both apart, 0.5 by chance; null without out-of-scope texts. */
  readonly auroc: number | null
  readonly threshold: number
  readonly trainMs: number
  readonly usPerUtterance: number
  /** Of the classifier as it is stored with a version. */
  readonly modelBytes: number
}

interface Answer {
  readonly intent: string | undefined
  readonly confidence: number
}

/**
 * Measures the embedded classifier alone, without keywords, patterns or key intents.
 *
 * @param now a clock in milliseconds
 * @throws NluError NLU_NOTHING_TO_MEASURE without texts to learn from or to measure with
 */
export function measureIntents(benchmark: IntentBenchmark, now: () => number): IntentBenchmarkResult {
  if (benchmark.train.length === 0 || benchmark.test.length === 0)
    throw new NluError('NLU_NOTHING_TO_MEASURE', 'There must be texts to learn from and texts to measure with: both files need lines of text, a tab and an intent.')
  const normaliser = normaliserOf(lexiconFor(benchmark.language))
  const sampleOf = (classId: string, text: string): Sample => ({ classId, text: normaliser.normalise(text) })
  const samples = [
    ...benchmark.train.map(({ text, intent }) => sampleOf(intent, text)),
    ...(benchmark.outOfScopeTrain ?? []).map((text) => sampleOf(backgroundClass, text)),
  ].filter(({ text }) => text.tokens.length > 0)

  const costs = { ...usualCosts, falseAccept: benchmark.falseAcceptCost ?? usualCosts.falseAccept }
  const started = now()
  const stored: StoredClassifier = storeClassifier(trainClassifier(samples, benchmark.language, costs))
  const trainMs = now() - started
  const classifier: Classifier = createClassifier(parseClassifier(stored))

  const answer = (text: string): Answer => {
    const [best] = classifier.classify(normaliser.normalise(text), () => true)
    return { intent: best?.classId, confidence: best?.confidence ?? 0 }
  }
  const judge = (texts: readonly LabelledText[] = [], outOfScope: readonly string[] = []): Judged[] => [
    ...texts.map(({ text, intent }) => judged(answer(text), intent)),
    ...outOfScope.map((text) => judged(answer(text), undefined)),
  ]
  const validated = judge(benchmark.validation, benchmark.outOfScopeValidation)
  const threshold = benchmark.validation?.length ? chooseThreshold(validated, costs) : classifier.threshold

  const testStarted = now()
  const tested = judge(benchmark.test, benchmark.outOfScopeTest)
  const usPerUtterance = ((now() - testStarted) * 1_000) / tested.length
  return { ...sharesOf(tested, threshold), threshold, trainMs: Math.round(trainMs), usPerUtterance: Math.round(usPerUtterance), modelBytes: JSON.stringify(stored).length }
}

const judged = ({ intent, confidence }: Answer, expected: string | undefined): Judged => ({
  confidence,
  isRight: expected !== undefined && intent === expected,
  isOutOfScope: expected === undefined,
})

function sharesOf(tested: readonly Judged[], threshold: number): Pick<IntentBenchmarkResult, 'accuracy' | 'inScopeAccuracy' | 'oosRecall' | 'auroc'> {
  const inside = tested.filter(({ isOutOfScope }) => !isOutOfScope)
  const outside = tested.filter(({ isOutOfScope }) => isOutOfScope)
  const share = (judged: readonly Judged[], holds: (each: Judged) => boolean): number => judged.filter(holds).length / judged.length
  const confidences = (judged: readonly Judged[]): number[] => judged.map(({ confidence }) => confidence)
  return {
    accuracy: share(inside, ({ isRight }) => isRight),
    inScopeAccuracy: share(inside, ({ isRight, confidence }) => isRight && confidence >= threshold),
    oosRecall: outside.length === 0 ? null : share(outside, ({ confidence }) => confidence < threshold),
    auroc: outside.length === 0 ? null : areaUnderCurve(confidences(inside), confidences(outside)),
  }
}
