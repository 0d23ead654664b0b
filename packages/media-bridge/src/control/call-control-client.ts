import { createRequire } from 'node:module'
import { makeClientConstructor, type ClientDuplexStream, type ServiceDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { protoLoaderOptions } from '@callchart/protocol'
import type { MutualTlsFiles } from '../tls-files.js'
import { controlCredentials } from './credentials.js'

/** `callchart.call.v1.BridgeMessage` as the loader writes it. */
export interface BridgeMessage {
  readonly hello?: {
    readonly token: string
    readonly callId?: string
    readonly bridgeId: string
    readonly mediaUrl: string
    readonly lastCommandNumber: number
    readonly epoch: number
  }
  readonly fact?: Record<string, unknown>
}

/** `callchart.call.v1.RuntimeMessage` as the loader reads it. */
export interface RuntimeMessage {
  readonly kind?: 'accepted' | 'command' | 'factAck'
  readonly accepted?: {
    readonly callId: string
    readonly epoch: number
    readonly lastFactNumber: number
    readonly maxCallMs: number
  } | null
  readonly command?: Record<string, unknown> | null
  readonly factAck?: { readonly number: number } | null
}

/** `callchart.call.v1.Announcement` */
export interface Announcement {
  readonly bridgeId: string
  readonly mediaUrl: string
  readonly calls: number
  readonly maxCalls: number
  readonly late: boolean
  readonly draining: boolean
  readonly version: string
  readonly otherRuntimes: readonly string[]
  readonly engines: readonly EngineState[]
}

/** Whether a speech engine answered when it was asked last. */
export interface EngineState {
  readonly name: string
  readonly kind: 'asr' | 'tts'
  readonly up: boolean
}

/** `callchart.call.v1.Presence` */
export interface Presence {
  readonly runtimeId: string
  readonly calls: number
  readonly draining: boolean
}

export type AnnounceStream = ClientDuplexStream<Announcement, Presence>
export type AttachStream = ClientDuplexStream<BridgeMessage, RuntimeMessage>

export interface CallControlClient {
  attach(): AttachStream
  announce(): AnnounceStream
  close(): void
}

/** A dead runtime on another machine is noticed within this time; one on this machine at once. */
const keepaliveMs = 5_000
const keepaliveTimeoutMs = 3_000
/** A reply of the runtime: a turn with 50 prompts of 5,000 characters, twice, and room. */
const maxMessageBytes = 2_097_152

const loadService = (): ServiceDefinition => {
  const path = createRequire(import.meta.url).resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
  const definition = loadSync(path, protoLoaderOptions)
  return definition['callchart.call.v1.CallControl'] as ServiceDefinition
}

/** Client of the runtime's `CallControl`: one connection for all calls, a stream a call. @param address host:port @param tls absent: nothing is encrypted @throws MediaError MEDIA_TLS_UNUSABLE */
export const createCallControlClient = (address: string, tls?: MutualTlsFiles): CallControlClient => {
  const Client = makeClientConstructor(loadService(), 'CallControl')
  const client = new Client(address, controlCredentials(tls), {
    'grpc.keepalive_time_ms': keepaliveMs,
    'grpc.keepalive_timeout_ms': keepaliveTimeoutMs,
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000,
  })
  const methods = client as unknown as { Attach(): AttachStream; Announce(): AnnounceStream }
  return {
    attach: () => methods.Attach(),
    announce: () => methods.Announce(),
    close: () => client.close(),
  }
}
