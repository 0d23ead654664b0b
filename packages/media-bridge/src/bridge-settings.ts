import type { Prompt, Tracing } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { EngineState } from './control/call-control-client.js'
import type { MediaLegParts } from './media-leg.js'
import type { RecordingSettings } from './recording/recording-desk.js'
import type { BasicCredentials } from './server/admission.js'
import type { TlsFiles } from './server/tls.js'
import type { MutualTlsFiles } from './tls-files.js'
import type { Synthesiser } from './turn/ports.js'

export interface CallBridgeSettings {
  readonly host: string
  /** Of the WebSocket and of /healthz and /metrics; 0 is any free one. */
  readonly port: number
  /** Media over wss, and nothing over ws; absent: ws. */
  readonly tls?: TlsFiles | undefined
  /** Of AudioSocket, over TCP on the same host; absent: it is not served. */
  readonly audioSocketPort?: number | undefined
  /** The runtimes' gRPC addresses, host:port each: a call finds one that lives. */
  readonly controlAddresses: readonly string[]
  /** Certificates of the bridge and of whoever vouches for the runtimes; absent: their connections are not encrypted, as on one machine. */
  readonly controlTls?: MutualTlsFiles | undefined
  readonly bridgeId?: string | undefined
  /** Base address under which switches reach this bridge; from host and port where absent. */
  readonly publicUrl?: string | undefined
  /** Folder of the prompt cache. */
  readonly cacheDir: string
  readonly maxCacheBytes?: number | undefined
  readonly maxCalls?: number | undefined
  /** Asked of every media connection beside its token. */
  readonly basicAuth?: BasicCredentials | undefined
  /** Base address of the runtime's store of uploaded audio, `http://host:port/v1/audio`; absent: the text of such prompts is spoken. */
  readonly audioUrl?: string | undefined
  /** Origins of the pages that may connect, such as `https://bot.example`; absent: no page may. Switches name no origin. */
  readonly webOrigins?: readonly string[] | undefined
  /** Where recordings go; absent: none is made. */
  readonly recordings?: RecordingSettings | undefined
  /** Spoken to a caller whose runtime is gone; synthesised beforehand. */
  readonly apology?: Prompt | undefined
  readonly logger: Logger
  /** Where traces of calls go; absent: there are none. */
  readonly tracing?: Tracing | undefined
}

/** What hears and speaks. */
export interface SpeechParts {
  readonly synthesiser: Synthesiser
  readonly createTurns: MediaLegParts['createTurns']
  /** Which engines answered when they were asked last. */
  readonly engineStates?: () => readonly EngineState[]
  readonly close: () => void | Promise<void>
}
