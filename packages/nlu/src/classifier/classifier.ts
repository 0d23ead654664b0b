import type { NormalText } from '../text/normalise.js'
import { confidenceOf } from './calibration.js'
import { createFeatureExtractor } from './features.js'
import { createMargins } from './linear-model.js'
import { standingsOf } from './standing.js'
import type { TrainedClassifier } from './train.js'

export interface ClassScore {
  readonly classId: string
  /** The chance that it is right, 0..1, learnt from samples that were set aside. */
  readonly confidence: number
}

export interface Classifier {
  /** Confidence below which likeness is no match. */
  readonly threshold: number
  /** The allowed classes, best first. */
  classify(text: NormalText, isAllowed: (classId: string) => boolean): ClassScore[]
}

/** Makes a trained classifier ready for use. */
export function createClassifier({ language, classIds, model, calibration, threshold }: TrainedClassifier): Classifier {
  const { weights, extract } = createFeatureExtractor(language)
  const marginsOf = createMargins(model, weights)
  const idOf = (place: number): string => classIds[model.classNumbers[place] ?? -1] ?? ''
  return {
    threshold,
    classify(text, isAllowed) {
      const { margins, unknownShare } = marginsOf(extract(text.tokens))
      if (unknownShare === 1 || margins.length === 0) return []
      return standingsOf(margins, unknownShare, (place) => isAllowed(idOf(place)))
        .map((standing) => ({ classId: idOf(standing.place), confidence: confidenceOf(calibration, standing) }))
        .sort((left, right) => right.confidence - left.confidence || (left.classId < right.classId ? -1 : 1))
    },
  }
}
