import type { Trial } from './calibration.js'
import { createMargins, trainLinearModel, type Example } from './linear-model.js'
import { createRandom, shuffle } from './random.js'
import { standingsOf } from './standing.js'

/** A sample as it was understood by a model that had not seen it. */
export interface HeldOut {
  /** Its place among the examples. */
  readonly example: number
  /** Best classes first, two at most, with their standings. */
  readonly best: readonly (Trial & { readonly classNumber: number })[]
  /** The model had not learnt its class. */
  readonly isOutOfScope: boolean
}

/** From so many examples on, one fold of four has enough of them, and the others are nearly all that the final model learns from. */
const manyExamples = 1_000
/** With fewer classes none is left out. */
const leastClasses = 4
/** In its fold one class in so many is left out altogether: a sibling that the flow does not know. */
const leaveOutOneIn = 6

/** A fold for each example: the examples of a class are dealt out evenly. */
function dealFolds(examples: readonly Example[], foldCount: number): Int32Array {
  const order = Int32Array.from(examples, (_, place) => place)
  shuffle(order, createRandom(20_240_307))
  const dealt = new Map<number, number>()
  const folds = new Int32Array(examples.length)
  for (const place of order) {
    const classNumber = examples[place]?.classNumber ?? -1
    const turn = dealt.get(classNumber) ?? Math.max(0, classNumber)
    folds[place] = turn % foldCount
    dealt.set(classNumber, turn + 1)
  }
  return folds
}

/** How examples are set aside. */
export interface ValidationPlan {
  readonly foldCount: number
  /** The folds that are understood; the others are only learnt from. */
  readonly tested: readonly number[]
  /** Whether whole classes are left out too. */
  readonly leavesOut: boolean
}

const usualPlan = (count: number): ValidationPlan =>
  count >= manyExamples ? { foldCount: 4, tested: [0], leavesOut: true } : { foldCount: 3, tested: [0, 1, 2], leavesOut: true }

/**
 * Understands examples by a model that was trained without them: all of them, or a quarter of many. Where classes are left out, some of
 * each fold have none of their examples learnt, so that it shows how utterances look that are near to what is known and yet none of it.
 */
export function crossValidate(examples: readonly Example[], blockWeights: readonly number[], plan = usualPlan(examples.length)): HeldOut[] {
  const folds = dealFolds(examples, plan.foldCount)
  const classCount = new Set(examples.map(({ classNumber }) => classNumber)).size
  const isLeftOut = (classNumber: number, fold: number): boolean =>
    plan.leavesOut && classCount >= leastClasses && classNumber >= 0 && classNumber % leaveOutOneIn === fold

  return plan.tested.flatMap((fold) => {
    const known = examples.filter(({ classNumber }, place) => folds[place] !== fold && !isLeftOut(classNumber, fold))
    const model = trainLinearModel(known, blockWeights)
    const marginsOf = createMargins(model, blockWeights)
    const learnt = new Set(model.classNumbers)
    return examples.flatMap(({ features, classNumber }, example): HeldOut[] => {
      if (folds[example] !== fold || model.classNumbers.length === 0) return []
      const { margins, unknownShare } = marginsOf(features)
      const best = standingsOf(margins, unknownShare, () => true)
        .sort((left, right) => right.margin - left.margin)
        .slice(0, 2)
        .map(({ place, margin, gap }) => {
          const chosen = model.classNumbers[place] ?? -1
          return { classNumber: chosen, margin, gap, unknownShare, isRight: chosen === classNumber }
        })
      return [{ example, best, isOutOfScope: !learnt.has(classNumber) }]
    })
  })
}
