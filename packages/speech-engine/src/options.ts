import { availableParallelism } from 'node:os'
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
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** @throws SpeechEngineError SPEECH_SETTING_INVALID */
export function readOptions(environment: Readonly<Record<string, string | undefined>>): EngineOptions {
  const wholeNumber = (name: string, fallback: number, least: number, most: number): number => {
    const text = environment[name] ?? ''
    if (text === '') return fallback
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new SpeechEngineError('SPEECH_SETTING_INVALID', `${name} is "${text}": give a whole number from ${least} to ${most}`)
  }
  const logLevel = environment['LOG_LEVEL'] || 'info'
  if (!logLevels.includes(logLevel)) throw new SpeechEngineError('SPEECH_SETTING_INVALID', `LOG_LEVEL is "${logLevel}": give one of ${logLevels.join(', ')}`)
  return {
    host: environment['SPEECH_ENGINE_HOST'] || '127.0.0.1',
    port: wholeNumber('SPEECH_ENGINE_PORT', 0, 0, 65_535),
    recogniserWorkers: wholeNumber('SPEECH_ENGINE_ASR_WORKERS', Math.min(4, availableParallelism()), 1, 64),
    synthesiserWorkers: wholeNumber('SPEECH_ENGINE_TTS_WORKERS', Math.min(2, availableParallelism()), 1, 64),
    logLevel,
    exitWithParent: environment['SPEECH_ENGINE_EXIT_WITH_PARENT'] === '1',
  }
}
