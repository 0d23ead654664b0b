import type { SpeechAbilities } from '@callchart/flow'
import type { Tracing, WrapUpCode } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { KeepingRule } from './call/unrecognised.js'
import type { RateLimit } from './api/rate-limit.js'
import type { Clock } from './clock.js'
import type { HandoverSettings } from './perform/handover-push.js'
import type { RecordingSettings } from './recordings/recordings.js'
import type { SwitchSettings } from './switch/switch-settings.js'
import type { TlsFiles } from './tls.js'
import type { UnderstandingChoice } from './understanding/services.js'

/** An OpenAI-compatible chat model. */
export interface KnowledgeSettings {
  /** Base address, for example `https://host/v1`. */
  readonly url: string
  readonly model: string
  /** Name of the secret that is sent as a bearer token. */
  readonly secret?: string
}

export interface AwaySettings {
  /** On a disk of this machine: the spools of its processes, and copies of the versions that calls run. */
  readonly folder: string
  /** The most that a process spools. */
  readonly spoolBytes: number
}

export interface RuntimeSettings {
  readonly host: string
  /** How pages and seats reach this runtime, where it stands behind something: `https://bot.example`; absent: by host and port. */
  readonly publicUrl?: string
  /** HTTP API and seats; 0 is any free one. */
  readonly port: number
  /** HTTPS, and HTTP no more but for bridges on this machine; absent: HTTP. */
  readonly tls?: TlsFiles
  /** gRPC for media bridges; 0 is any free one. */
  readonly controlPort: number
  /** Certificates between us and the bridges; absent: their connections are not encrypted. */
  readonly controlTls?: Required<TlsFiles>
  /** Base address (`ws://host:port`) of a bridge that announces itself to nobody: it serves while no other has. */
  readonly mediaUrl?: string
  readonly databaseUrl: string
  /** 32 bytes: the keys of calls and of recordings lie in the database under it. */
  readonly masterKey: Uint8Array
  readonly flowsDir: string
  /** Base URLs by name, for `endpoint://<name>/…` of a flow. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Values by name: flows hold the names only. */
  readonly secrets: Readonly<Record<string, string>>
  /** Hosts that a flow's requests may reach although their address is private. */
  readonly allowedHosts: readonly string[]
  /** Who understands which calls, the first that fits; absent: the embedded interpreter. */
  readonly understanding?: readonly UnderstandingChoice[]
  /** The chat model that answers questions for nodes which ask for one; absent: such questions take the way for a failure. */
  readonly knowledge?: KnowledgeSettings
  /** What the speech engines can do; absent: flows are not checked against it. */
  readonly speech?: SpeechAbilities
  /** Where calls go on while PostgreSQL is away; absent: they do not. */
  readonly away?: AwaySettings
  /** Absent: no call and no message is recorded. */
  readonly recordings?: RecordingSettings
  /** What agents may say of a call after it; absent: a usual list. */
  readonly wrapUpCodes?: readonly WrapUpCode[]
  /** Switches that have their calls controlled from here. */
  readonly switches?: readonly SwitchSettings[]
  /** Who is told what goes with each caller that a flow brings to a human; absent: nobody. */
  readonly handover?: HandoverSettings
  /** Numbers of ours that an outside person may be shown, E.164, beside those of `GET /v1/numbers`; the first where nothing else says which. */
  readonly ownNumbers?: readonly string[]
  /** Of calls, trainings and uploads that one address asks for; absent: a usual one. */
  readonly rateLimit?: RateLimit
  /** Folder of the built web app; absent: there is none. */
  readonly webDir?: string
  /** Origins of web pages beside our own that may change something; by their hosts the server is known, beside the loopback. */
  readonly webOrigins?: readonly string[]
  /** What people publish is written into the flows folder, unless this is false. */
  readonly writesBack?: boolean
  /** One person does everything, and may approve what they submitted; so it is where absent. */
  readonly singleUser?: boolean
  readonly logger: Logger
  /** Where traces of calls go; absent: there are none. */
  readonly tracing?: Tracing
  /** Names, among `endpoints`, of services of our own: their requests carry `traceparent`. */
  readonly tracedEndpoints?: readonly string[]
  /** The log tells what was said, typed and dialled, but for what a flow marks as sensitive. Off where absent. */
  readonly logsPersonal?: boolean
  readonly tuning?: Partial<RuntimeTuning>
}

export interface RuntimeTuning {
  readonly clock: Clock
  /** IANA name: for relative dates in what callers say. */
  readonly timeZone: string
  readonly tokenLifetimeMs: number
  /** Of each turn, the most prompts that are spoken before they are asked for; 0: none. */
  readonly promptsAhead: number
  /** A bridge that is gone for longer has lost the call's media. */
  readonly reattachMs: number
  /** From the hang-up command to the report of it. */
  readonly hangUpGraceMs: number
  /** What follows a hang-up is done within this time. */
  readonly afterCallMs: number
  /** From the chart's own end of a call that is too long to the bridge's. */
  readonly watchdogLagMs: number
  /** Calls whose end was asked of another runtime are looked for this often. */
  readonly hangUpPollMs: number
  /** A bot leg that was asked for attaches within this time, or is asked for again. */
  readonly botLegWaitMs: number
  /** From the end of a bot leg, as its bridge tells it, to what its switch says of it. */
  readonly mediaEndMs: number
  /** From the end that a switch was told to make of a line to its report. */
  readonly lineLeaveMs: number
  /** A human who accepted connects within this time. */
  readonly legWaitMs: number
  /** A human who talked with a caller whose bridge is gone connects to the next one within this time, or the flow goes on without them. */
  readonly legReturnMs: number
  readonly leaseMs: number
  /** Of the control connection of a switch: without word of its runtime another one connects after this time. */
  readonly switchLeaseMs: number
  readonly sweepMs: number
  /** A database that takes longer to answer a call is away, where calls go on without it. */
  readonly databaseAwayMs: number
  /** Whether what was not understood is kept for review: where the caller consented, always or never. */
  readonly keepUnrecognised: KeepingRule
  /** What was kept is deleted after this time. */
  readonly unrecognisedRetentionMs: number
  /** A recording that nothing plays is kept this long after somebody uploaded it. */
  readonly recordingRetentionMs: number
  readonly queuePollMs: number
  readonly seatTokenLifetimeMs: number
}

export const defaultTuning: Omit<RuntimeTuning, 'clock'> = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  tokenLifetimeMs: 60_000,
  promptsAhead: 0,
  reattachMs: 10_000,
  hangUpGraceMs: 60_000,
  afterCallMs: 300_000,
  watchdogLagMs: 30_000,
  hangUpPollMs: 1_000,
  botLegWaitMs: 1_400,
  mediaEndMs: 500,
  lineLeaveMs: 10_000,
  legWaitMs: 15_000,
  legReturnMs: 5_000,
  leaseMs: 15_000,
  switchLeaseMs: 5_000,
  sweepMs: 5_000,
  databaseAwayMs: 1_500,
  keepUnrecognised: 'with-consent',
  unrecognisedRetentionMs: 30 * 86_400_000,
  recordingRetentionMs: 30 * 86_400_000,
  queuePollMs: 2_000,
  seatTokenLifetimeMs: 60_000,
}
