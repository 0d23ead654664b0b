import { credentials, Metadata, type ChannelOptions, type Client, type ServiceClientConstructor } from '@grpc/grpc-js'
import type { EngineConfig } from './engine-config.js'

const mebibyte = 1024 * 1024

const options: ChannelOptions = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 5_000,
  /** A minute of speech at 8 kHz is below 1 MiB. */
  'grpc.max_receive_message_length': 16 * mebibyte,
}

/** One channel an engine, connected ahead of the first call. */
export const openChannel = (Service: ServiceClientConstructor, { address, tls }: EngineConfig): Client => {
  const client = new Service(address, tls ? credentials.createSsl() : credentials.createInsecure(), options)
  client.getChannel().getConnectivityState(true)
  return client
}

export const engineMetadata = ({ apiKey, metadata }: EngineConfig): Metadata => {
  const headers = new Metadata()
  for (const [name, value] of Object.entries(metadata ?? {})) headers.set(name, value)
  if (apiKey !== undefined) headers.set('x-goog-api-key', apiKey)
  return headers
}
