import { createServer, type Server } from 'node:https'
import { MediaError } from '../errors.js'
import { readPems, type OwnCertificate, type Pems } from '../tls-files.js'
import { requestTimeouts } from './listen.js'

/** PEM files. A renewed certificate is taken up by itself. */
export interface TlsFiles extends OwnCertificate {
  /** Authorities of the certificates that switches must show; absent: they show none. */
  readonly clientCaFile?: string | undefined
}

const rereadMs = 3_600_000

const pemsOf = ({ certFile, keyFile, clientCaFile }: TlsFiles): Pems => readPems({ certFile, keyFile, ...(clientCaFile !== undefined && { caFile: clientCaFile }) })

const areSame = (one: Pems, other: Pems): boolean =>
  (['cert', 'key', 'ca'] as const).every((name) => one[name] === other[name] || (one[name] !== undefined && other[name] !== undefined && one[name].equals(other[name])))

const hourly = (run: () => void): (() => void) => {
  const timer = setInterval(run, rereadMs)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * An HTTPS server on these files, TLS 1.2 or newer. With a `clientCaFile` whoever shows no certificate of it is cut off before a request is read.
 * @param faulty a renewed certificate cannot be used; the one before it stays
 * @param often looks again and again, and gives the way to stop
 * @throws MediaError MEDIA_TLS_UNUSABLE
 */
export function createTlsServer(files: TlsFiles, faulty: (error: MediaError) => void, often = hourly): Server {
  let pems = pemsOf(files)
  const server = createServer({ ...requestTimeouts, ...pems, minVersion: 'TLSv1.2', requestCert: files.clientCaFile !== undefined, rejectUnauthorized: true })
  const stop = often(() => {
    try {
      const next = pemsOf(files)
      if (areSame(next, pems)) return
      pems = next
      server.setSecureContext(pems)
    } catch (error) {
      if (error instanceof MediaError) faulty(error)
    }
  })
  server.once('close', stop)
  return server
}
