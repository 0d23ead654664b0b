import { credentials, Metadata, type ChannelCredentials, type ChannelOptions, type Client, type ServiceClientConstructor } from '@grpc/grpc-js'
import { readPems } from '../tls-files.js'
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

const credentialsFor = ({ tls, tlsFiles = {} }: EngineConfig): ChannelCredentials => {
  if (!tls) return credentials.createInsecure()
  const { ca = null, key = null, cert = null } = readPems(tlsFiles)
  return credentials.createSsl(ca, key, cert)
}

/** One channel an engine, connected ahead of the first call. @throws MediaError MEDIA_TLS_UNUSABLE */
export const openChannel = (Service: ServiceClientConstructor, config: EngineConfig): Client => {
  const client = new Service(config.address, credentialsFor(config), options)
  client.getChannel().getConnectivityState(true)
  return client
}

export const engineMetadata = ({ apiKey, metadata }: EngineConfig): Metadata => {
  const headers = new Metadata()
  for (const [name, value] of Object.entries(metadata ?? {})) headers.set(name, value)
  if (apiKey !== undefined) headers.set('x-goog-api-key', apiKey)
  return headers
}
