import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { createServer, type Server } from 'node:https'
import { MediaError } from '../errors.js'

/** PEM files. A renewed certificate is taken up by itself. */
export interface TlsFiles {
  /** The certificate, and those between it and its root. */
  readonly certFile: string
  readonly keyFile: string
}

const rereadMs = 3_600_000

interface Pems {
  readonly cert: string
  readonly key: string
}

/** @throws MediaError MEDIA_TLS_UNUSABLE */
function readPems({ certFile, keyFile }: TlsFiles): Pems {
  try {
    const pems = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    createSecureContext(pems)
    return pems
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MediaError('MEDIA_TLS_UNUSABLE', `The certificate ${certFile} and its key ${keyFile} cannot be used (${reason}): give PEM files that belong together.`, { cause })
  }
}

const hourly = (run: () => void): (() => void) => {
  const timer = setInterval(run, rereadMs)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * An HTTPS server on these files, TLS 1.2 or newer.
 * @param faulty a renewed certificate cannot be used; the one before it stays
 * @param often looks again and again, and gives the way to stop
 * @throws MediaError MEDIA_TLS_UNUSABLE
 */
export function createTlsServer(files: TlsFiles, faulty: (error: MediaError) => void, often = hourly): Server {
  let pems = readPems(files)
  const server = createServer(pems)
  const stop = often(() => {
    try {
      const next = readPems(files)
      if (next.cert === pems.cert && next.key === pems.key) return
      pems = next
      server.setSecureContext(pems)
    } catch (error) {
      if (error instanceof MediaError) faulty(error)
    }
  })
  server.once('close', stop)
  return server
}
