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

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/**
 * The classifier's weights as they were stored.
 * @throws {NluError} NLU_BAD_MODEL when they are something else.
 */
export function parseClassifierWeights(stored: unknown): ClassifierWeights {
  if (isRecord(stored) && stored.format === 'linear-1' && Array.isArray(stored.samples) && Array.isArray(stored.classes)) {
    const { samples, classes } = stored
    if (samples.every(isText) && classes.every(isClassWeights)) return { format: 'linear-1', samples, classes }
  }
  throw new NluError('NLU_BAD_MODEL', 'The understanding model has no classifier that this release can read: publish the flow again.')
}
