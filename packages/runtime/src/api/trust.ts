import type { IncomingMessage } from 'node:http'
import { isIPv4 } from 'node:net'
import { RuntimeError } from '../errors.js'

/** @param name of a host, without its port */
const isLoopback = (name: string): boolean => name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))

interface Address {
  readonly name: string
  /** With the port, where it is not the usual one. */
  readonly host: string
}

function addressOf(url: string): Address | undefined {
  try {
    const { hostname, host } = new URL(url)
    return { name: hostname, host }
  } catch {
    return undefined
  }
}

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a page of another site sends in the name of whoever looks at it.
 * @param boundTo the address that the server listens on
 * @param webOrigins of pages beside those that it serves there itself; by their hosts it is known too
 */
export function createTrust(boundTo: string, webOrigins: readonly string[]): (request: IncomingMessage, isUpgrade?: boolean) => RuntimeError | undefined {
  const names = new Set(webOrigins.map((origin) => addressOf(origin)?.name))
  const isOurs = ({ name }: Address): boolean => isLoopback(name) || name === boundTo || names.has(name)

  return ({ method = 'GET', headers }, isUpgrade = false) => {
    const own = headers.host === undefined ? undefined : addressOf(`http://${headers.host}`)
    // A name of somebody else that leads here: by it their page would be one of ours (DNS rebinding).
    if (headers.host !== undefined && (own === undefined || !isOurs(own)))
      return new RuntimeError('RUNTIME_HOST_REFUSED', `This server is not known as "${headers.host}": name its origin in WEB_ORIGINS, or use 127.0.0.1.`)
    const { origin } = headers
    if (origin === undefined || (reading.has(method) && !isUpgrade)) return undefined
    const from = addressOf(origin)
    if (webOrigins.includes(origin) || (from !== undefined && from.host === own?.host)) return undefined
    return new RuntimeError('RUNTIME_ORIGIN_REFUSED', `A page of ${origin} may change nothing here: open the web app at the address of this server.`)
  }
}
