import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { MediaError } from './errors.js'

/** What one side of an encrypted connection shows, in PEM files. */
export interface OwnCertificate {
  /** The certificate, and those between it and its root. */
  readonly certFile: string
  readonly keyFile: string
}

/** Whom the other side is to be vouched for by. */
export interface TrustedAuthority {
  /** PEM file of one or more certificates of authorities. */
  readonly caFile: string
}

/** Both sides show a certificate, and each is vouched for by an authority that the other trusts. */
export type MutualTlsFiles = OwnCertificate & TrustedAuthority

/** What lies in the files. */
export interface Pems {
  readonly cert?: Buffer
  readonly key?: Buffer
  readonly ca?: Buffer
}

/** Reads the files that are named, and sees whether they can be used together. @throws MediaError MEDIA_TLS_UNUSABLE */
export function readPems({ certFile, keyFile, caFile }: Partial<MutualTlsFiles>): Pems {
  try {
    const pems = {
      ...(certFile !== undefined && { cert: readFileSync(certFile) }),
      ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
      ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    }
    createSecureContext(pems)
    return pems
  } catch (cause) {
    const files = [certFile, keyFile, caFile].filter((file) => file !== undefined).join(', ')
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MediaError('MEDIA_TLS_UNUSABLE', `The files ${files} cannot be used (${reason}): give PEM files, of a certificate and the key that belongs to it.`, { cause })
  }
}
