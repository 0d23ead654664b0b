import { credentials, type ChannelCredentials } from '@grpc/grpc-js'
import { readPems, type MutualTlsFiles } from '../tls-files.js'

/**
 * How the bridge shows itself to the runtime, and knows it: by certificates of both sides, or not at all on one machine.
 * @throws MediaError MEDIA_TLS_UNUSABLE
 */
export function controlCredentials(files: MutualTlsFiles | undefined): ChannelCredentials {
  if (files === undefined) return credentials.createInsecure()
  const { ca = null, key = null, cert = null } = readPems(files)
  return credentials.createSsl(ca, key, cert)
}
