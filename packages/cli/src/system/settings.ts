import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import type { EngineConfig } from '@callchart/media-bridge'
import { wrapUpCodeSchema, type WrapUpCode } from '@callchart/protocol'
import type { HandoverSettings, KnowledgeSettings, RateLimit, SwitchSettings, UnderstandingChoice } from '@callchart/runtime'
import { z } from 'zod'
import { UsageError } from '../errors.js'
import { readTracingSetting, tracingHelp, type TracingSetting } from '../tracing/tracing-setting.js'
import { projectRoot } from './paths.js'
import { masterKeyHelp, readMasterKey } from './master-key.js'
import { readRecordingSetting, recordingHelp, type RecordingSetting } from './recording-setting.js'
import { switchesSchema } from './switch-setting.js'
import { readTlsSettings, tlsHelp, type TlsSettings } from './tls-setting.js'
import { readUnderstanding, SettingRefusal, understandingHelp } from './understanding-setting.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** What a system is started with. Ports: 0 takes a free one. */
export interface SystemSettings extends TlsSettings {
  readonly port: number
  readonly mediaPort: number
  /** Of AudioSocket at the bridge; absent: it is not served. */
  readonly audioSocketPort?: number
  readonly controlPort: number
  /** Absent: the embedded PostgreSQL on the data folder. */
  readonly databaseUrl?: string
  readonly dataDir: string
  /** The most that calls write to the disk while the database is away. */
  readonly spoolBytes: number
  readonly flowsDir: string
  /** What people publish is written into the folder. */
  readonly writesBack?: boolean
  /** Base addresses that flows name as `endpoint://<name>/…`. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  /** `host` or `host:port` that flows may reach although they are private. */
  readonly allowedHosts: readonly string[]
  /** What agents may say of a call after it; absent: a usual list. */
  readonly wrapUpCodes?: readonly WrapUpCode[]
  /** Switches that have their calls controlled from here. */
  readonly switches?: readonly SwitchSettings[]
  /** Who is told what goes with each caller whom a flow brings to a human; absent: nobody. */
  readonly handover?: HandoverSettings
  /** Origins of pages, beside the web app's own, that may connect to the media bridge. */
  readonly webOrigins: readonly string[]
  /** Absent: the embedded understanding alone. */
  readonly understanding?: readonly UnderstandingChoice[]
  /** The model that answers questions; absent: there is none. */
  readonly knowledge?: KnowledgeSettings
  /** Absent: the embedded engine alone. */
  readonly asrEngines?: readonly EngineConfig[]
  readonly ttsEngines?: readonly EngineConfig[]
  /** Of each turn, the most prompts that are spoken before they are asked for. */
  readonly promptsAhead: number
  /** Whether what no branch of a flow took is kept for review, and for how long. */
  readonly unrecognised: { readonly keep: (typeof keepingRules)[number]; readonly days: number }
  /** Absent: neither calls nor messages are recorded. */
  readonly recordings?: RecordingSetting
  /** Of calls and recordings: base64, 256 bit; absent: one that was made for this data folder. */
  readonly masterKey?: string
  /** Absent: calls leave no traces. */
  readonly tracing?: TracingSetting
  /** Names, among `endpoints`, of services that are told which trace a request belongs to. */
  readonly tracedEndpoints: readonly string[]
  /** The log tells what was said and typed, but for what is sensitive. */
  readonly logsPersonal: boolean
  /** Absent: the usual one. */
  readonly rateLimit?: RateLimit
  readonly logLevel: string
  /** Passed on to child processes. */
  readonly environment: Environment
}

/** Of each turn: what a question of a few branches may lead to. */
export const usualPromptsAhead = 8

export const environmentHelp = `Environment:
  PORT            HTTP port (default 8080; 0 takes a free one)
  MEDIA_PORT      WebSocket port of the media bridge (default: a free one)
  MEDIA_AUDIOSOCKET_PORT  TCP port of the bridge for Asterisk's AudioSocket (default: it is not served)
${tlsHelp}
  CONTROL_PORT    gRPC port between the app and the bridge (default: a free one)
  DATABASE_URL    your own PostgreSQL, postgres://user:password@host:5432/name (default: an embedded one)
  CALLCHART_DATA  folder of the embedded database, the prompt cache and what calls write while the database is away (default .callchart in the project)
  SPOOL_MB        megabytes that they may write there (default 64); beyond it their callers leave by the default route
  FLOWS_DIR       folder of the flow files (default flows in the project)
  FLOWS_WRITE_BACK  on (default): what is published in the web app is written into its file there; off: the folder is only read
  ENDPOINTS       JSON {"name": "https://host/base"}: services that flows call as endpoint://name/path
  SECRETS         names of the environment variables whose values flows may use as secrets, by comma
  ALLOWED_HOSTS   private hosts that flows may call, host or host:port, by comma
  WRAP_UP_CODES   JSON list of what agents may say of a call after it: [{"code": "resolved", "en": "Resolved", "zh": "已解决"}] (default: a usual list)
  SWITCHES        JSON list of telephone switches (docs/switches.md):
                  [{"type": "asterisk-ari", "switchId": "main", "user": "asterisk", "password": "…"},
                   {"type": "asterisk-dialplan", "switchId": "old", "user": "asterisk", "password": "…"},
                   {"type": "twilio", "switchId": "cloud", "accountSid": "AC…", "authToken": "…", "publicUrl": "https://bot.example"}]
  HANDOVER_URL    is told, by POST, of each caller whom a flow brings to a human: summary, variables, transcript, under an Idempotency-Key
  HANDOVER_SECRET name, among SECRETS, of its bearer token
  WEB_ORIGINS     origins of web pages beside the app's own that may use it, such as https://bot.example where a proxy leads to it, by comma
  ASR_ENGINES     JSON list of recognisers, first is tried first (default: the embedded engine):
                  [{"name": "…", "address": "host:443", "tls": true, "apiKey": "…", "metadata": {}, "languages": ["en-US"], "deadlineMs": 3000}]
                  "tlsFiles": {"caFile": "…", "certFile": "…", "keyFile": "…"} are PEM files: an authority of its own, and what we show to an engine that asks
                  "phraseLimit" is the most phrases of a turn that the engine is told (default 500)
                  the address "embedded" is the embedded engine, to keep it in the list beside others
  TTS_ENGINES     the same for speech synthesis; "voice" names the default voice
  SPEAK_AHEAD     of what a call may say next, so many prompts a turn are spoken beforehand, while no caller waits for an engine
                  (default 8; 0 where an engine is paid by the letter and most of it would never be heard)
  ASR_MODEL_DIR   folder of a streaming speech model of your own for the embedded engine, which then hears free speech
                  (see packages/speech-engine/README.md); ASR_MODEL_LANGUAGES names its languages, by comma (default zh)
${understandingHelp}
  KNOWLEDGE_CHAT_URL    OpenAI-compatible base address, such as https://host/v1, of the model that answers questions where a flow asks for one
  KNOWLEDGE_CHAT_MODEL  its name
  KNOWLEDGE_CHAT_SECRET name, among SECRETS, of its bearer token
  KEEP_UNRECOGNISED  what no branch of a flow took is kept for review: with-consent (default; where the variable that the
                  flow names as analysisConsent is true), always or never; numbers are masked
  UNRECOGNISED_DAYS  it is deleted after so many days (default 30)
${recordingHelp}
${masterKeyHelp}
${tracingHelp}
  LOG_PII         on: the log tells what was said and typed and who called, but for what a flow marks as sensitive (default off)
  API_RATE_LIMIT  calls, trainings and uploads that one address may ask for: so many a second, and so many at once, such as 50/500 (default), or off;
                  processes of this machine may ask for any number
  API_PROXIES     addresses or networks of proxies and load balancers, by comma, that tell by X-Forwarded-For who asks (those of this machine are known)
  LOG_LEVEL       trace, debug, info, warn, error, fatal or silent (default info)`

const pemFile = z.string().min(1).transform((file) => resolve(file))
const engineTlsSchema = z
  .strictObject({ caFile: pemFile.optional(), certFile: pemFile.optional(), keyFile: pemFile.optional() })
  .refine(({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined), 'a certificate and its key belong together')
  .transform(({ caFile, certFile, keyFile }) => ({ ...(caFile !== undefined && { caFile }), ...(certFile !== undefined && { certFile }), ...(keyFile !== undefined && { keyFile }) }))
const engineSchema = z.strictObject({
  name: z.string().min(1).max(100),
  address: z.string().regex(/^(embedded|.+:\d+)$/, 'write host:port, or "embedded"'),
  tls: z.boolean().default(true),
  tlsFiles: engineTlsSchema.optional(),
  apiKey: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  languages: z.array(z.string()).default([]),
  voice: z.string().optional(),
  phraseLimit: z.int().min(1).max(1_000).optional(),
  deadlineMs: z.int().min(100).max(60_000).default(3_000),
})
const enginesSchema = z.array(engineSchema).min(1)
const endpointsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.url({ protocol: /^https?$/ }))
const keepingRules = ['with-consent', 'always', 'never'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

export interface SettingDefaults {
  readonly port: number
  readonly logLevel: string
  /** A free one, where absent. */
  readonly mediaPort?: number
  readonly controlPort?: number
}

/** An empty variable is none. */
export const valueOf = (environment: Environment, name: string): string | undefined => (environment[name] === '' ? undefined : environment[name])

/** What stands between commas. */
export const listOf = (environment: Environment, name: string): string[] =>
  (valueOf(environment, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** @throws UsageError CLI_SETTING_INVALID naming the variable */
export function readSettings(environment: Environment, defaults: SettingDefaults): SystemSettings {
  const value = (name: string): string | undefined => valueOf(environment, name)
  const list = (name: string): string[] => listOf(environment, name)
  const asrEngines = readJson('ASR_ENGINES', value('ASR_ENGINES'), enginesSchema)
  const ttsEngines = readJson('TTS_ENGINES', value('TTS_ENGINES'), enginesSchema)
  const wrapUpCodes = readJson('WRAP_UP_CODES', value('WRAP_UP_CODES'), z.array(wrapUpCodeSchema).min(1).max(100))
  const switches = readJson('SWITCHES', value('SWITCHES'), switchesSchema)
  const databaseUrl = readDatabaseUrl(value('DATABASE_URL'))
  const understanding = understandingOf(value, list('SECRETS'))
  return {
    ...tlsOf(value),
    port: readPort('PORT', value('PORT'), defaults.port),
    mediaPort: readPort('MEDIA_PORT', value('MEDIA_PORT'), defaults.mediaPort ?? 0),
    ...(value('MEDIA_AUDIOSOCKET_PORT') === undefined ? {} : { audioSocketPort: readPort('MEDIA_AUDIOSOCKET_PORT', value('MEDIA_AUDIOSOCKET_PORT'), 0) }),
    controlPort: readPort('CONTROL_PORT', value('CONTROL_PORT'), defaults.controlPort ?? 0),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    dataDir: resolve(value('CALLCHART_DATA') ?? join(projectRoot, '.callchart')),
    spoolBytes: readMegabytes(value('SPOOL_MB')) * 1_000_000,
    flowsDir: resolve(value('FLOWS_DIR') ?? join(projectRoot, 'flows')),
    writesBack: readSwitch('FLOWS_WRITE_BACK', value('FLOWS_WRITE_BACK') ?? 'on'),
    endpoints: readJson('ENDPOINTS', value('ENDPOINTS'), endpointsSchema) ?? {},
    secrets: Object.fromEntries(list('SECRETS').map((name) => [name, readSecret(name, environment[name])])),
    allowedHosts: list('ALLOWED_HOSTS'),
    ...(wrapUpCodes === undefined ? {} : { wrapUpCodes }),
    ...(switches === undefined ? {} : { switches }),
    ...handoverOf(value('HANDOVER_URL'), value('HANDOVER_SECRET'), list('SECRETS')),
    webOrigins: list('WEB_ORIGINS').map(readOrigin),
    ...(understanding === undefined ? {} : { understanding }),
    ...knowledgeOf(value, list('SECRETS')),
    ...(asrEngines === undefined ? {} : { asrEngines }),
    ...(ttsEngines === undefined ? {} : { ttsEngines }),
    promptsAhead: readPromptsAhead(value('SPEAK_AHEAD') ?? String(usualPromptsAhead)),
    unrecognised: { keep: readKeepingRule(value('KEEP_UNRECOGNISED') ?? 'with-consent'), days: readDays(value('UNRECOGNISED_DAYS') ?? '30') },
    ...recordingsOf(value),
    ...tracingOf(value),
    tracedEndpoints: list('TRACED_ENDPOINTS'),
    logsPersonal: readSwitch('LOG_PII', value('LOG_PII') ?? 'off'),
    ...rateLimitOf(value('API_RATE_LIMIT'), list('API_PROXIES')),
    logLevel: readLogLevel(value('LOG_LEVEL') ?? defaults.logLevel),
    environment,
  }
}

export const invalid = (name: string, reason: string): UsageError => new UsageError(`${name} ${reason}`, 'CLI_SETTING_INVALID')

function understandingOf(value: (name: string) => string | undefined, secrets: readonly string[]): UnderstandingChoice[] | undefined {
  const [text, chatModel, secret] = [value('UNDERSTANDING'), value('CHAT_MODEL'), value('UNDERSTANDING_SECRET')]
  if (text === undefined) return undefined
  try {
    return readUnderstanding(text, { ...(chatModel === undefined ? {} : { chatModel }), ...(secret === undefined ? {} : { secret }) }, secrets)
  } catch (error) {
    if (error instanceof SettingRefusal) throw invalid('UNDERSTANDING', `${error.message}: see "callchart start --help".`)
    throw error
  }
}

function recordingsOf(value: (name: string) => string | undefined): Pick<SystemSettings, 'recordings' | 'masterKey'> {
  try {
    const [recordings, masterKey] = [readRecordingSetting(value), readMasterKey(value('RECORDING_KEY'))]
    return { ...(recordings !== undefined && { recordings }), ...(masterKey !== undefined && { masterKey }) }
  } catch (error) {
    if (error instanceof SettingRefusal) throw new UsageError(error.message, 'CLI_SETTING_INVALID')
    throw error
  }
}

function tracingOf(value: (name: string) => string | undefined): Pick<SystemSettings, 'tracing'> {
  try {
    const tracing = readTracingSetting(value)
    return tracing === undefined ? {} : { tracing }
  } catch (error) {
    if (error instanceof SettingRefusal) throw new UsageError(error.message, 'CLI_SETTING_INVALID')
    throw error
  }
}

function knowledgeOf(value: (name: string) => string | undefined, secrets: readonly string[]): Pick<SystemSettings, 'knowledge'> {
  const [url, model, secret] = [value('KNOWLEDGE_CHAT_URL'), value('KNOWLEDGE_CHAT_MODEL'), value('KNOWLEDGE_CHAT_SECRET')]
  if (url === undefined) return {}
  if (!z.url({ protocol: /^https?$/ }).safeParse(url).success) throw invalid('KNOWLEDGE_CHAT_URL', `is "${url}": give a base address such as https://host/v1.`)
  if (model === undefined) throw invalid('KNOWLEDGE_CHAT_MODEL', 'is not set: name the model of KNOWLEDGE_CHAT_URL.')
  if (secret !== undefined && !secrets.includes(secret)) throw invalid('KNOWLEDGE_CHAT_SECRET', `is "${secret}", which SECRETS does not name.`)
  return { knowledge: { url, model, ...(secret === undefined ? {} : { secret }) } }
}

function tlsOf(value: (name: string) => string | undefined): TlsSettings {
  try {
    return readTlsSettings(value)
  } catch (error) {
    if (error instanceof SettingRefusal) throw new UsageError(error.message, 'CLI_SETTING_INVALID')
    throw error
  }
}

function handoverOf(url: string | undefined, secret: string | undefined, secrets: readonly string[]): Pick<SystemSettings, 'handover'> {
  if (url === undefined) return {}
  if (!z.url({ protocol: /^https?$/ }).safeParse(url).success) throw invalid('HANDOVER_URL', 'is no http or https address.')
  if (secret !== undefined && !secrets.includes(secret)) throw invalid('HANDOVER_SECRET', `names "${secret}", which is not among SECRETS.`)
  return { handover: { url, ...(secret !== undefined && { secret }) } }
}

const usualLimit = { perSecond: 50, burst: 500 } as const

function rateLimitOf(text: string | undefined, proxies: readonly string[]): Pick<SystemSettings, 'rateLimit'> {
  for (const proxy of proxies) if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(proxy) || isIP(proxy.split('/')[0] ?? '') === 0) throw invalid('API_PROXIES', `names "${proxy}": give addresses, or networks such as 10.0.0.0/8.`)
  if (text === undefined && proxies.length === 0) return {}
  return { rateLimit: { ...readLimit(text), ...(proxies.length > 0 && { proxies }) } }
}

function readLimit(text: string | undefined): Pick<RateLimit, 'perSecond' | 'burst'> {
  if (text === undefined) return usualLimit
  if (text === 'off') return { perSecond: Infinity, burst: Infinity }
  const [, perSecond = '', burst = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const limit = { perSecond: Number(perSecond), burst: Number(burst) }
  if (limit.perSecond >= 1 && limit.burst >= 1) return limit
  throw invalid('API_RATE_LIMIT', `is "${text}": give so many a second and so many at once, such as 50/500, or off.`)
}

export function readPort(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw invalid(name, `is "${text}": give a port from 0 to 65535.`)
}

function readOrigin(text: string): string {
  if (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text) return text
  throw invalid('WEB_ORIGINS', `names "${text}": write scheme, host and port alone, such as https://bot.example.`)
}

function readSwitch(name: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw invalid(name, `is "${text}": give on or off.`)
}

function readSecret(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  throw invalid('SECRETS', `names ${name}, which is not set: set the variable ${name} to the secret.`)
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || /^postgres(ql)?:\/\//.test(text)) return text
  throw invalid('DATABASE_URL', 'does not begin with postgres://: write postgres://user:password@host:5432/name.')
}

function readKeepingRule(text: string): (typeof keepingRules)[number] {
  const rule = keepingRules.find((known) => known === text)
  if (rule !== undefined) return rule
  throw invalid('KEEP_UNRECOGNISED', `is "${text}": give one of ${keepingRules.join(', ')}.`)
}

function readPromptsAhead(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= 50) return count
  throw invalid('SPEAK_AHEAD', `is "${text}": give a number of prompts from 0 to 50.`)
}

function readDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days
  throw invalid('UNRECOGNISED_DAYS', `is "${text}": give a number of days from 1 to 3650.`)
}

function readMegabytes(text = '64'): number {
  const megabytes = Number(text)
  if (Number.isInteger(megabytes) && megabytes >= 1 && megabytes <= 100_000) return megabytes
  throw invalid('SPOOL_MB', `is "${text}": give a number of megabytes from 1 to 100000.`)
}

function readLogLevel(text: string): string {
  if (logLevels.includes(text)) return text
  throw invalid('LOG_LEVEL', `is "${text}": give one of ${logLevels.join(', ')}.`)
}

function readJson<Schema extends z.ZodType>(name: string, text: string | undefined, schema: Schema): z.infer<Schema> | undefined {
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') : 'it is not JSON'
    throw invalid(name, `cannot be read (${reason}): see "callchart start --help".`)
  }
}
