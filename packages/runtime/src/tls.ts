import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createSecureContext } from 'node:tls'
import { ServerCredentials } from '@grpc/grpc-js'
import type { Clock } from './clock.js'
import { RuntimeError } from './errors.js'

/** PEM files of a certificate, with those between it and its root, and of its key. */
export interface TlsFiles {
  readonly certFile: string
  readonly keyFile: string
  /** Authorities of the certificates that the other side must show; absent: it shows none. */
  readonly clientCaFile?: string | undefined
}

interface Pems {
  readonly cert: Buffer
  readonly key: Buffer
  readonly ca?: Buffer
}

const rereadMs = 3_600_000

/** @throws RUNTIME_TLS_UNUSABLE */
function readPems({ certFile, keyFile, clientCaFile }: TlsFiles): Pems {
  try {
    const pems = { cert: readFileSync(certFile), key: readFileSync(keyFile), ...(clientCaFile !== undefined && { ca: readFileSync(clientCaFile) }) }
    createSecureContext(pems)
    return pems
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RuntimeError('RUNTIME_TLS_UNUSABLE', `The files ${[certFile, keyFile, clientCaFile].filter((file) => file !== undefined).join(', ')} cannot be used (${reason}): give PEM files, of a certificate and the key that belongs to it.`, { cause })
  }
}

/**
 * A client that has connected says its request within this time, byte by byte or not: connections that say nothing would else be had for
 * nothing (Node's own limits are 60 s and 300 s). The largest body is 20 MB.
 */
const usualTimeouts = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 10_000 } as const

/** Further connections wait in the operating system. */
const mostConnections = 10_000

/**
 * The server of the HTTP API: HTTPS on these files, TLS 1.2 or newer, or HTTP where there are none. A renewed certificate is taken up by itself.
 * @param faulty a renewed certificate cannot be used; the one before it stays
 * @throws RUNTIME_TLS_UNUSABLE
 */
export function createApiServer(api: RequestListener, files: TlsFiles | undefined, clock: Clock, faulty: (error: unknown) => void, timeouts: ServerOptions = usualTimeouts): Server {
  const server = files === undefined ? createHttpServer(timeouts, api) : createRenewed(api, files, clock, faulty)
  server.maxConnections = mostConnections
  return server
}

function createRenewed(api: RequestListener, files: TlsFiles, clock: Clock, faulty: (error: unknown) => void): Server {
  const server = createHttpsServer({ ...usualTimeouts, ...readPems(files), minVersion: 'TLSv1.2', requestCert: files.clientCaFile !== undefined, rejectUnauthorized: true }, api)
  let stop = (): void => undefined
  const look = (): void => {
    stop = clock.after(rereadMs, look)
    try {
      server.setSecureContext(readPems(files))
    } catch (error) {
      faulty(error)
    }
  }
  stop = clock.after(rereadMs, look)
  server.once('close', () => stop())
  return server
}

/**
 * How the runtime shows itself to bridges, and knows them: by certificates of both sides, or not at all on one machine.
 * @throws RUNTIME_TLS_UNUSABLE
 */
export function controlServerCredentials(files: Required<TlsFiles> | undefined): ServerCredentials {
  if (files === undefined) return ServerCredentials.createInsecure()
  const { cert, key, ca = null } = readPems(files)
  return ServerCredentials.createSsl(ca, [{ cert_chain: cert, private_key: key }], true)
}
