import { digitKeys } from '@callchart/protocol'
import { UsageError } from '../errors.js'
import { hangUpPlaces, type HangUpPlace, type Step } from './step.js'

/** Options of the command line that are steps; their order is the order of the call. */
export const stepOptions = {
  say: { type: 'string', multiple: true },
  press: { type: 'string', multiple: true },
  wav: { type: 'string', multiple: true },
  silence: { type: 'string', multiple: true },
  interrupt: { type: 'string', multiple: true },
  hangup: { type: 'boolean', multiple: true },
  'hangup-after': { type: 'string', multiple: true },
  'hangup-at': { type: 'string', multiple: true },
  'hangup@announcement': { type: 'boolean', multiple: true },
  'hangup@queue': { type: 'boolean', multiple: true },
  'hangup@ringing': { type: 'boolean', multiple: true },
  'hangup@whisper': { type: 'boolean', multiple: true },
} as const

export interface OptionToken {
  readonly kind: string
  readonly name?: string
  readonly value?: string | undefined
}

const bad = (message: string): UsageError => new UsageError(message, 'CLI_BAD_STEP')

/**
 * The steps among the tokens of `util.parseArgs`, in their order.
 * @throws UsageError CLI_BAD_STEP
 */
export function parseSteps(tokens: readonly OptionToken[]): Step[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'option' || token.name === undefined || !(token.name in stepOptions)) return []
    return [parseStep(token.name, token.value ?? '')]
  })
}

function parseStep(option: string, value: string): Step {
  switch (option) {
    case 'say':
      return { type: 'say', text: wordsOf(option, value) }
    case 'interrupt':
      return parseInterrupt(value)
    case 'press':
      return parsePress(value)
    case 'wav':
      return parseWav(value)
    case 'silence':
      return { type: 'silence', ms: parseDuration('--silence', value) }
    case 'hangup':
      return { type: 'hang-up' }
    case 'hangup-after':
      return { type: 'hang-up', afterMs: parseDuration('--hangup-after', value) }
    case 'hangup-at':
      return { type: 'hang-up', at: parsePlace(value) }
    default:
      return { type: 'hang-up', at: parsePlace(option.slice('hangup@'.length)) }
  }
}

function parsePlace(value: string): HangUpPlace {
  const place = hangUpPlaces.find((each) => each === value && each !== 'accepted')
  if (place === undefined) throw bad(`--hangup-at ${value} is no stage of a transfer: announcement, queue, ringing or whisper.`)
  return place
}

function wordsOf(option: string, text: string): string {
  if (text.trim() === '') throw bad(`--${option} has no words: give them in quotes, as in --${option} "yes please".`)
  return text.trim()
}

function parseInterrupt(value: string): Step {
  const { body, atMs } = splitTime(value)
  if (atMs === undefined)
    throw bad(`--interrupt "${value}" has no time: add the milliseconds into the prompt, as in --interrupt "${value}"@800.`)
  return { type: 'say', text: wordsOf('interrupt', body), atMs }
}

function parsePress(value: string): Step {
  const { body, atMs } = splitTime(value)
  const digits = body.toUpperCase()
  const wrong = [...digits].find((digit) => !digitKeys.includes(digit))
  if (digits === '' || wrong !== undefined)
    throw bad(
      `--press "${value}" has ${wrong === undefined ? 'no keys' : `the key "${wrong}"`}: a telephone has ${digitKeys}; a time follows as @800.`,
    )
  return { type: 'press', digits, ...timed(atMs) }
}

function parseWav(value: string): Step {
  const { body, atMs } = splitTime(value)
  if (body === '') throw bad('--wav has no file: name one, as in --wav question.wav or --wav question.wav@800.')
  return { type: 'wav', file: body, ...timed(atMs) }
}

const timed = (atMs: number | undefined): { readonly atMs?: number } => (atMs === undefined ? {} : { atMs })

function splitTime(value: string): { body: string; atMs: number | undefined } {
  const match = /^(.*)@(\d+)$/s.exec(value)
  return match === null ? { body: value, atMs: undefined } : { body: match[1] ?? '', atMs: Number(match[2]) }
}

/** `6s`, `1.5s`, `800ms` or bare milliseconds. @throws UsageError CLI_BAD_STEP */
export function parseDuration(option: string, value: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(value.trim())
  if (match === null) throw bad(`${option} ${value} is no length of time: write 6s, 1.5s or 800ms.`)
  return Math.round(Number(match[1]) * (match[2] === 's' ? 1_000 : 1))
}

/** `20dB`, `-25dB` or the bare number. @throws UsageError CLI_BAD_STEP */
export function parseDecibels(option: string, value: string): number {
  const match = /^([+-]?\d+(?:\.\d+)?)(?:dB)?$/i.exec(value.trim())
  if (match === null) throw bad(`${option} ${value} is no level: write 20dB or -25dB.`)
  return Number(match[1])
}

export interface EchoSetting {
  readonly gainDb: number
  readonly delayMs: number
}

/** `-25dB@150`: level against what is heard, and delay of at least one frame. @throws UsageError CLI_BAD_STEP */
export function parseEcho(value: string): EchoSetting {
  const { body, atMs } = splitTime(value)
  if (atMs === undefined || atMs < 20) throw bad(`--echo ${value} has no delay of at least 20 ms: write -25dB@150.`)
  const gainDb = parseDecibels('--echo', body)
  if (gainDb > 0) throw bad(`--echo ${value} is louder than what is heard: write a level of 0 dB or less, as in -25dB@150.`)
  return { gainDb, delayMs: atMs }
}
