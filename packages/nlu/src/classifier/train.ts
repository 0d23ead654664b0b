import { confidenceOf, fitCalibration, type Calibration } from './calibration.js'
import { crossValidate } from './cross-validate.js'
import { createFeatureExtractor } from './features.js'
import { trainLinearModel, type LinearModel } from './linear-model.js'
import { backgroundClass, keyIntentOfClass, type Sample } from './samples.js'
import { chooseThreshold, usualCosts, type MistakeCosts } from './threshold.js'

/** A classifier as it was trained. */
export interface TrainedClassifier {
  readonly language: string
  readonly classIds: readonly string[]
  readonly model: LinearModel
  readonly calibration: Calibration
  /** Confidence below which likeness is no match. */
  readonly threshold: number
}

/** Trains the classes of the samples, and learns from samples set aside how far its confidence may be trusted. Deterministic. */
export function trainClassifier(samples: readonly Sample[], language: string, costs: MistakeCosts = usualCosts): TrainedClassifier {
  const { weights, extract } = createFeatureExtractor(language)
  const classIds = [...new Set(samples.map(({ classId }) => classId))].filter((classId) => classId !== backgroundClass)
  const numbers = new Map(classIds.map((classId, number) => [classId, number]))
  const examples = samples.map(({ classId, text }) => ({ features: extract(text.tokens), classNumber: numbers.get(classId) ?? -1 }))
  const heldOut = crossValidate(examples, weights)
  const calibration = fitCalibration(heldOut.flatMap(({ best }) => best))
  // A key intent has a threshold of its own: what its samples are taken for says nothing of the flow's.
  const isOwn = (place: number): boolean => keyIntentOfClass(samples[place]?.classId ?? '') === undefined
  const judged = heldOut
    .filter(({ example }) => isOwn(example))
    .flatMap(({ best: [first], isOutOfScope }) =>
      first ? [{ confidence: confidenceOf(calibration, first), isRight: first.isRight, isOutOfScope }] : [],
    )
  return { language, classIds, model: trainLinearModel(examples, weights), calibration, threshold: chooseThreshold(judged, costs) }
}
