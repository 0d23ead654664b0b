import { fromByteArray, toByteArray } from 'base64-js'
import { NluError } from '../nlu-error.js'
import type { Calibration } from './calibration.js'
import type { TrainedClassifier } from './train.js'

/** A trained classifier as plain JSON: typed arrays as base64 of their little-endian bytes. */
export interface StoredClassifier {
  readonly format: 'linear-2'
  readonly language: string
  readonly classIds: readonly string[]
  readonly classNumbers: readonly number[]
  readonly calibration: Calibration
  readonly threshold: number
  readonly textCount: number
  readonly hashes: string
  readonly frequencies: string
  readonly features: string
  readonly factors: string
  readonly weights: string
}

type Bytes = Uint32Array | Uint16Array | Float32Array | Int8Array

const toText = ({ buffer, byteOffset, byteLength }: Bytes): string => fromByteArray(new Uint8Array(buffer, byteOffset, byteLength))
/** A buffer of its own, so that it begins where numbers may begin. */
const toBuffer = (text: string): ArrayBuffer => Uint8Array.from(toByteArray(text)).buffer

export function storeClassifier({ language, classIds, model, calibration, threshold }: TrainedClassifier): StoredClassifier {
  const { counts, table, classNumbers } = model
  return {
    format: 'linear-2',
    language,
    classIds,
    classNumbers,
    calibration,
    threshold,
    textCount: counts.textCount,
    hashes: toText(counts.hashes),
    frequencies: toText(counts.frequencies),
    features: toText(table.features),
    factors: toText(table.factors),
    weights: toText(table.weights),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf =
  <Item>(isItem: (value: unknown) => value is Item) =>
  (value: unknown): value is Item[] =>
    Array.isArray(value) && value.every(isItem)
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isTexts = isListOf(isText)
const isNumbers = isListOf(isNumber)
const byteTexts = ['hashes', 'frequencies', 'features', 'factors', 'weights', 'language'] as const
const calibrationNumbers = ['margin', 'gap', 'unknownShare', 'constant'] as const

function isStored(value: unknown): value is StoredClassifier {
  return (
    isRecord(value) &&
    value.format === 'linear-2' &&
    isTexts(value.classIds) &&
    isNumbers(value.classNumbers) &&
    isNumber(value.threshold) &&
    isNumber(value.textCount) &&
    byteTexts.every((name) => isText(value[name])) &&
    isRecord(value.calibration) &&
    calibrationNumbers.every((name) => isRecord(value.calibration) && isNumber(value.calibration[name]))
  )
}

function read(stored: StoredClassifier): TrainedClassifier {
  const { language, classIds, classNumbers, calibration, threshold, textCount } = stored
  const counts = {
    textCount,
    hashes: new Uint32Array(toBuffer(stored.hashes)),
    frequencies: new Uint16Array(toBuffer(stored.frequencies)),
  }
  const table = {
    classCount: classNumbers.length,
    features: new Uint32Array(toBuffer(stored.features)),
    factors: new Float32Array(toBuffer(stored.factors)),
    weights: new Int8Array(toBuffer(stored.weights)),
  }
  return { language, classIds, model: { counts, table, classNumbers }, calibration, threshold }
}

const isWhole = ({ classIds, model: { counts, table, classNumbers } }: TrainedClassifier): boolean =>
  counts.hashes.length === counts.frequencies.length &&
  table.features.length === table.factors.length &&
  table.weights.length === table.features.length * table.classCount &&
  table.features.every((feature) => feature <= counts.hashes.length) &&
  classNumbers.every((number) => classIds[number] !== undefined)

/**
 * The classifier as it was stored.
 * @throws {NluError} NLU_BAD_MODEL when it is something else.
 */
export function parseClassifier(stored: unknown): TrainedClassifier {
  const fault = 'The understanding model has no classifier that this release can read: publish the flow again.'
  if (!isStored(stored)) throw new NluError('NLU_BAD_MODEL', fault)
  try {
    const classifier = read(stored)
    if (isWhole(classifier)) return classifier
  } catch (cause) {
    throw new NluError('NLU_BAD_MODEL', fault, { cause })
  }
  throw new NluError('NLU_BAD_MODEL', fault)
}
