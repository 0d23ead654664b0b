import { Server } from '@grpc/grpc-js'
import type { Logger } from 'pino'
import { portInUse } from '../listening.js'
import { controlServerCredentials, type TlsFiles } from '../tls.js'
import { serveAnnounce, type AnnounceStream, type Presence } from './announce.js'
import { serveAttach, type AttachCall, type AttachStream } from './attach.js'
import type { BridgeList } from './bridge-list.js'
import { callControlService } from './wire.js'

export interface ControlServer {
  /** `host:port` for bridges. */
  readonly address: string
  close(): Promise<void>
}

export interface ControlSettings {
  readonly host: string
  /** 0 is any free one. */
  readonly port: number
  /** Bridges show certificates, as the runtime does; absent: nothing is encrypted, as on one machine. */
  readonly tls?: Required<TlsFiles> | undefined
  readonly logger: Logger
}

/** A fact is small: an utterance with ten alternatives is its largest. */
const longestMessageBytes = 1_000_000
/** The network to a bridge may be gone without a word: its streams then end within this time. */
const keepaliveMs = 5_000
const keepaliveTimeoutMs = 3_000

export interface ControlParts {
  readonly attach: AttachCall
  readonly bridges: BridgeList
  readonly presence: () => Presence
}

/**
 * Serves callchart.call.v1.CallControl.
 *
 * @throws RUNTIME_PORT_IN_USE, RUNTIME_TLS_UNUSABLE
 */
export async function startControlServer(settings: ControlSettings, { attach, bridges, presence }: ControlParts): Promise<ControlServer> {
  const server = new Server({
    'grpc.max_receive_message_length': longestMessageBytes,
    'grpc.keepalive_time_ms': keepaliveMs,
    'grpc.keepalive_timeout_ms': keepaliveTimeoutMs,
  })
  server.addService(callControlService().definition, {
    attach: (stream: AttachStream) => serveAttach(stream, attach, settings.logger),
    announce: (stream: AnnounceStream) => serveAnnounce(stream, bridges, presence, settings.logger),
  })
  const port = await bind(server, settings)
  return {
    address: `${settings.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), 1_000)
        server.tryShutdown(() => {
          clearTimeout(force)
          resolve()
        })
      }),
  }
}

function bind(server: Server, { host, port, tls }: ControlSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, controlServerCredentials(tls), (error, bound) => {
      if (error === null) resolve(bound)
      else reject(portInUse(error, port, 'of the call control'))
    })
  })
}
