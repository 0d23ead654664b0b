import { resolve } from 'node:path'
import { SettingRefusal } from './understanding-setting.js'

/** Files of certificates: of the bridge for switches, of the API, and between bridge and app. */
export interface TlsSettings {
  /** Media over wss; with `clientCaFile` switches show certificates. */
  readonly mediaTls?: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile?: string }
  /** The API and the web app over https; with `clientCaFile` whoever asks shows a certificate. */
  readonly apiTls?: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile?: string }
  /** App and bridge show each other certificates. */
  readonly controlTls?: { readonly certFile: string; readonly keyFile: string; readonly caFile: string }
}

export const tlsHelp = `  MEDIA_TLS_CERT  PEM file of the bridge's certificate, and MEDIA_TLS_KEY of its key: media then comes over wss alone
  MEDIA_TLS_CLIENT_CA  PEM file of authorities: a switch then shows a certificate of one of them (and so does a browser that calls from the page)
  API_TLS_CERT    PEM file of the certificate of the API and the web app, and API_TLS_KEY of its key: they are then served over https
  API_TLS_CLIENT_CA  PEM file of authorities: whoever asks the API then shows a certificate of one of them
  CONTROL_TLS_CERT   PEM file of the certificate that app and bridge show each other, CONTROL_TLS_KEY of its key, and CONTROL_TLS_CA of the
                  authority of the other side's (default: on one machine their connection is not encrypted)`

type Value = (name: string) => string | undefined

/** Certificate and key belong together. @throws SettingRefusal naming the variable */
function pairOf(value: Value, prefix: string): { readonly certFile: string; readonly keyFile: string } | undefined {
  const [cert, key] = [value(`${prefix}_CERT`), value(`${prefix}_KEY`)]
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined)
    throw new SettingRefusal(`${prefix}_${cert === undefined ? 'CERT' : 'KEY'} is not set: a certificate and its key belong together.`)
  return { certFile: resolve(cert), keyFile: resolve(key) }
}

function serverOf(value: Value, prefix: string): TlsSettings['apiTls'] {
  const [pair, ca] = [pairOf(value, prefix), value(`${prefix}_CLIENT_CA`)]
  if (ca !== undefined && pair === undefined) throw new SettingRefusal(`${prefix}_CLIENT_CA is of no use without ${prefix}_CERT and ${prefix}_KEY.`)
  return pair && { ...pair, ...(ca !== undefined && { clientCaFile: resolve(ca) }) }
}

function mutualOf(value: Value): TlsSettings['controlTls'] {
  const [pair, ca] = [pairOf(value, 'CONTROL_TLS'), value('CONTROL_TLS_CA')]
  if (pair === undefined && ca === undefined) return undefined
  if (pair === undefined || ca === undefined)
    throw new SettingRefusal(`CONTROL_TLS_${ca === undefined ? 'CA' : 'CERT'} is not set: app and bridge both show a certificate, and know the authority of the other's.`)
  return { ...pair, caFile: resolve(ca) }
}

/** @throws SettingRefusal naming the variable */
export function readTlsSettings(value: Value): TlsSettings {
  const [mediaTls, apiTls, controlTls] = [serverOf(value, 'MEDIA_TLS'), serverOf(value, 'API_TLS'), mutualOf(value)]
  return { ...(mediaTls && { mediaTls }), ...(apiTls && { apiTls }), ...(controlTls && { controlTls }) }
}
