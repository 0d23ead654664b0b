import { invalid, listOf, readPort, readSettings, valueOf, type Environment, type SystemSettings } from './settings.js'
import { embeddedAddress } from './speech-abilities.js'

export const roles = ['app', 'bridge', 'speech'] as const
export type Role = (typeof roles)[number]

/** One part of a system of several, started by itself. */
export interface RoleSettings extends SystemSettings {
  readonly host: string
  /** How long calls may go on once the part is to end. */
  readonly drainMs: number
}

export interface AppRole extends RoleSettings {
  readonly databaseUrl: string
  readonly publicUrl?: string
}

export interface BridgeRole extends RoleSettings {
  readonly controlAddresses: readonly string[]
  readonly publicUrl?: string
  readonly appUrl?: string
  readonly speechAddress?: string
  readonly maxCalls?: number
}

export interface SpeechRole extends RoleSettings {
  readonly speechPort: number
}

const usual = { port: 8_080, mediaPort: 8_081, controlPort: 8_090, speechPort: 8_070, drainSeconds: 60, maxCalls: 500 } as const
const mostDrainSeconds = 3_600
const mostCalls = 100_000

const everyRole = `  HOST            address to listen on (default 127.0.0.1; 0.0.0.0 is every one of this machine)
  LOG_LEVEL       trace, debug, info, warn, error, fatal or silent (default info)`
const drainHelp = `  DRAIN_SECONDS   how long calls may go on here after SIGTERM (default ${usual.drainSeconds})`

export const roleHelp: Readonly<Record<Role, string>> = {
  app: `Usage: callchart start app

Runs one app (HTTP API, web app, call control) on your own PostgreSQL; any number of them share it. After SIGTERM its calls go on at another app
that its bridges know; where there is none, they may come to their end first.

Environment:
  DATABASE_URL    your PostgreSQL, the same for every app: postgres://user:password@host:5432/name
  PORT            HTTP port (default ${usual.port})
  CONTROL_PORT    gRPC port for media bridges (default ${usual.controlPort})
  PUBLIC_URL      how pages and seats reach the app, such as https://bot.example of a load balancer (default: by host and port)
  API_TLS_CERT, API_TLS_KEY, CONTROL_TLS_CERT, CONTROL_TLS_KEY, CONTROL_TLS_CA, API_RATE_LIMIT, API_PROXIES  as "callchart start --help" says
  RECORDING_KEY   master key of calls and recordings, the same for every app: 32 bytes in base64
  RECORDINGS      where recordings lie: a folder that every app and bridge sees, or an S3 bucket, or off
  ASR_ENGINES, TTS_ENGINES  as the bridges have them: flows are checked against what they can do
${drainHelp}
${everyRole}
and FLOWS_DIR, FLOWS_WRITE_BACK, ENDPOINTS, SECRETS, ALLOWED_HOSTS, SWITCHES, HANDOVER_URL, WEB_ORIGINS, UNDERSTANDING and the others that
"callchart start --help" lists, the same for every app.`,
  bridge: `Usage: callchart start bridge

Runs one media bridge. It announces itself to each app, which sends calls to the bridge with most room. After SIGTERM it takes no further call;
callers whose line a switch controls go to another bridge when nobody speaks.

Environment:
  CONTROL_ADDRESSES  host:port of the call control (CONTROL_PORT) of each app, by comma
  MEDIA_PORT      port for the media of switches (default ${usual.mediaPort})
  MEDIA_PUBLIC_URL  base address at which switches reach this very bridge, such as wss://bridge-2.example (default: by host and port)
  APP_URL         HTTP address of the app, by its load balancer where there is one: recorded prompts come from there, and its pages may connect
  SPEECH_ADDRESS  host:port of "callchart start speech": the engine "embedded"
  ASR_ENGINES, TTS_ENGINES  other engines, as "callchart start --help" says; both or SPEECH_ADDRESS must be given
  MAX_CALLS       calls at a time; new ones are refused then, and up to a quarter more that have lost their bridge are let in (default ${usual.maxCalls})
  RECORDINGS      where recordings lie: a folder that every app and bridge sees, or an S3 bucket, or off
  CALLCHART_DATA  folder of the prompt cache and of recordings on their way (default .callchart in the project)
  MEDIA_AUDIOSOCKET_PORT, MEDIA_TLS_CERT, MEDIA_TLS_KEY, MEDIA_TLS_CLIENT_CA, CONTROL_TLS_CERT, CONTROL_TLS_KEY, CONTROL_TLS_CA, WEB_ORIGINS  as "callchart start --help" says
${drainHelp}
${everyRole}`,
  speech: `Usage: callchart start speech

Runs the embedded speech engine: a gRPC server of google.cloud.speech.v1 and google.cloud.texttospeech.v1.

Environment:
  SPEECH_PORT     gRPC port (default ${usual.speechPort})
  ASR_MODEL_DIR, ASR_MODEL_LANGUAGES  a streaming speech model of your own, as "callchart start --help" says
${everyRole}`,
}

/** @throws UsageError CLI_SETTING_INVALID naming the variable */
export function readAppRole(environment: Environment): AppRole {
  const common = commonOf(environment)
  const { databaseUrl, masterKey } = common
  if (databaseUrl === undefined) throw invalid('DATABASE_URL', 'is not set: every app works on the same PostgreSQL, postgres://user:password@host:5432/name.')
  if (masterKey === undefined) throw invalid('RECORDING_KEY', 'is not set: every app needs the same one, such as "openssl rand -base64 32" prints.')
  const publicUrl = readUrl(environment, 'PUBLIC_URL', /^https?:$/)
  return { ...common, databaseUrl, ...(publicUrl !== undefined && { publicUrl, webOrigins: [...common.webOrigins, new URL(publicUrl).origin] }) }
}

/** @throws UsageError CLI_SETTING_INVALID naming the variable */
export function readBridgeRole(environment: Environment): BridgeRole {
  const common = commonOf(environment)
  const controlAddresses = listOf(environment, 'CONTROL_ADDRESSES').map((address) => readAddress('CONTROL_ADDRESSES', address))
  if (controlAddresses.length === 0) throw invalid('CONTROL_ADDRESSES', 'is not set: name host:port of the call control of each app, by comma.')
  const speech = valueOf(environment, 'SPEECH_ADDRESS')
  expectEngines(common, speech)
  const publicUrl = readUrl(environment, 'MEDIA_PUBLIC_URL', /^wss?:$/)
  if (publicUrl === undefined && isEveryAddress(common.host)) throw invalid('MEDIA_PUBLIC_URL', `is not set, and HOST is ${common.host}: give the address at which switches reach this bridge.`)
  const appUrl = readUrl(environment, 'APP_URL', /^https?:$/)
  const maxCalls = readCount(environment, 'MAX_CALLS', mostCalls)
  return {
    ...common,
    controlAddresses,
    ...(speech !== undefined && { speechAddress: readAddress('SPEECH_ADDRESS', speech) }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(appUrl !== undefined && { appUrl }),
    ...(maxCalls !== undefined && { maxCalls }),
  }
}

/** @throws UsageError CLI_SETTING_INVALID naming the variable */
export function readSpeechRole(environment: Environment): SpeechRole {
  return { ...commonOf(environment), speechPort: readPort('SPEECH_PORT', valueOf(environment, 'SPEECH_PORT'), usual.speechPort) }
}

const isEveryAddress = (host: string): boolean => host === '0.0.0.0' || host === '::'

function commonOf(environment: Environment): RoleSettings {
  const drainSeconds = readCount(environment, 'DRAIN_SECONDS', mostDrainSeconds) ?? usual.drainSeconds
  return { ...readSettings(environment, { ...usual, logLevel: 'info' }), host: valueOf(environment, 'HOST') ?? '127.0.0.1', drainMs: drainSeconds * 1_000 }
}

function expectEngines({ asrEngines, ttsEngines }: RoleSettings, speech: string | undefined): void {
  if (speech !== undefined) return
  const lists = { ASR_ENGINES: asrEngines, TTS_ENGINES: ttsEngines }
  for (const [name, engines] of Object.entries(lists))
    if (engines === undefined || engines.some(({ address }) => address === embeddedAddress))
      throw invalid('SPEECH_ADDRESS', `is not set, and ${name} ${engines === undefined ? 'names no engine' : 'names "embedded"'}: give host:port of "callchart start speech", or other engines.`)
}

function readAddress(name: string, text: string): string {
  if (/^[^\s/:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(text)) return text
  throw invalid(name, `names "${text}": write host:port.`)
}

function readUrl(environment: Environment, name: string, protocol: RegExp): string | undefined {
  const text = valueOf(environment, name)
  if (text === undefined) return undefined
  if (URL.canParse(text) && protocol.test(new URL(text).protocol)) return text.replace(/\/+$/, '')
  throw invalid(name, `is "${text}": give an address such as ${protocol.test('wss:') ? 'wss://bridge.example' : 'https://bot.example'}.`)
}

function readCount(environment: Environment, name: string, most: number): number | undefined {
  const text = valueOf(environment, name)
  if (text === undefined) return undefined
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= most) return count
  throw invalid(name, `is "${text}": give a whole number from 0 to ${most}.`)
}
