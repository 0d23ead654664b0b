import { availableParallelism } from 'node:os'
import { ownModelLanguages } from '@callchart/protocol'
import { SpeechEngineError } from './errors.js'

export interface EngineOptions {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  readonly recogniserWorkers: number
  readonly synthesiserWorkers: number
  readonly logLevel: string
  /** Ends with the process that started it, whose end of our stdin then closes. */
  readonly exitWithParent: boolean
  /** Absent: the embedded recogniser alone. */
  readonly ownModel?: OwnModelOptions
}

/** A streaming speech model of the user's own. */
export interface OwnModelOptions {
  readonly folder: string
  /** BCP 47 tags, or their first parts, of what it understands. */
  readonly languages: readonly string[]
  /** Absent: told from the files. */
  readonly type?: string
  /** Of the audio that the model was trained with. */
  readonly sampleRateHz: number
  readonly threads: number
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

type Environment = Readonly<Record<string, string | undefined>>
type WholeNumber = (name: string, fallback: number, least: number, most: number) => number

/** @throws SpeechEngineError SPEECH_SETTING_INVALID */
export function readOptions(environment: Environment): EngineOptions {
  const wholeNumber: WholeNumber = (name, fallback, least, most) => {
    const text = environment[name] ?? ''
    if (text === '') return fallback
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new SpeechEngineError('SPEECH_SETTING_INVALID', `${name} is "${text}": give a whole number from ${least} to ${most}`)
  }
  const logLevel = environment['LOG_LEVEL'] || 'info'
  if (!logLevels.includes(logLevel)) throw new SpeechEngineError('SPEECH_SETTING_INVALID', `LOG_LEVEL is "${logLevel}": give one of ${logLevels.join(', ')}`)
  const folder = environment['ASR_MODEL_DIR'] ?? ''
  return {
    host: environment['SPEECH_ENGINE_HOST'] || '127.0.0.1',
    port: wholeNumber('SPEECH_ENGINE_PORT', 0, 0, 65_535),
    recogniserWorkers: wholeNumber('SPEECH_ENGINE_ASR_WORKERS', Math.min(4, availableParallelism()), 1, 64),
    synthesiserWorkers: wholeNumber('SPEECH_ENGINE_TTS_WORKERS', Math.min(2, availableParallelism()), 1, 64),
    logLevel,
    exitWithParent: environment['SPEECH_ENGINE_EXIT_WITH_PARENT'] === '1',
    ...(folder === '' ? {} : { ownModel: readOwnModel(folder, environment, wholeNumber) }),
  }
}

const modelRatesHz = [8_000, 16_000]
const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

function readOwnModel(folder: string, environment: Environment, wholeNumber: WholeNumber): OwnModelOptions {
  const languages = ownModelLanguages(environment)
  const wrong = languages.find((language) => !languageTag.test(language))
  if (wrong !== undefined) throw new SpeechEngineError('SPEECH_SETTING_INVALID', `ASR_MODEL_LANGUAGES holds "${wrong}": give language tags by comma, such as zh,en`)
  const sampleRateHz = wholeNumber('ASR_MODEL_SAMPLE_RATE', 16_000, 1, 192_000)
  if (!modelRatesHz.includes(sampleRateHz)) {
    throw new SpeechEngineError('SPEECH_SETTING_INVALID', `ASR_MODEL_SAMPLE_RATE is ${sampleRateHz}: streaming models are trained with audio of ${modelRatesHz.join(' or ')} Hz`)
  }
  const type = environment['ASR_MODEL_TYPE'] || undefined
  const threads = wholeNumber('ASR_MODEL_THREADS', Math.min(2, availableParallelism()), 1, 64)
  return { folder, languages, sampleRateHz, threads, ...(type === undefined ? {} : { type }) }
}
