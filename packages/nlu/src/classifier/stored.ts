import { NluError } from '../nlu-error.js'
import type { ClassifierWeights, ClassWeights } from './classifier.js'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isClassWeights(value: unknown): value is ClassWeights {
  return (
    isRecord(value) && typeof value.classId === 'string' && isRecord(value.scales) && Object.values(value.scales).every(Number.isFinite)
  )
}

/**
 * The classifier's weights as they were stored.
 * @throws {NluError} NLU_BAD_MODEL when they are something else, or belong to other samples than the `sampleCount` at hand.
 */
export function parseClassifierWeights(stored: unknown, sampleCount: number): ClassifierWeights {
  if (!isRecord(stored) || stored.format !== 'linear-1' || !Array.isArray(stored.classes) || !stored.classes.every(isClassWeights)) {
    throw new NluError('NLU_BAD_MODEL', 'The understanding model has no classifier that this release can read: publish the flow again.')
  }
  if (stored.sampleCount !== sampleCount) {
    throw new NluError(
      'NLU_BAD_MODEL',
      `The understanding model was trained on ${String(stored.sampleCount)} samples, its source gives ${sampleCount}: publish the flow again.`,
    )
  }
  return { format: 'linear-1', sampleCount, classes: stored.classes }
}
