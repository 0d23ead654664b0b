import { isIP, type LookupFunction } from 'node:net'
import { anyLookup, isPublicAddress, publicLookup, systemResolver } from './address.js'
import { failed, type RequestFailure, type RequestSettings } from './outcome.js'

/** Where an attempt goes, and how it may find its way there. */
export interface RequestTarget {
  readonly url: URL
  readonly lookup: LookupFunction
}

const invalid = (detail: string): RequestFailure => failed('RUNTIME_REQUEST_INVALID', detail)

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** As it stands where it is no such encoding: then no endpoint has the name. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function endpointTarget(given: URL, settings: RequestSettings): URL | RequestFailure {
  const name = decoded(given.hostname)
  const address = Object.hasOwn(settings.endpoints, name) ? settings.endpoints[name] : undefined
  if (address === undefined)
    return failed('RUNTIME_ENDPOINT_UNKNOWN', `No endpoint "${name}" is set: add it to the settings, or correct the flow.`)
  const url = parseUrl(address)
  if (url === undefined) return failed('RUNTIME_ENDPOINT_UNKNOWN', `Endpoint "${name}" has no valid URL in the settings.`)
  const base = url.pathname.replace(/\/$/, '')
  // A backslash means nothing in endpoint: but is a slash in http:, which would let "..\" climb out of the endpoint's path.
  url.pathname = base + given.pathname.replaceAll('\\', '%5C')
  url.search = given.search
  return url.pathname === base || url.pathname.startsWith(`${base}/`) ? url : invalid(`The path leaves endpoint "${name}".`)
}

function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
  const names = [url.host, url.hostname, url.hostname.replace(/^\[(.*)\]$/, '$1')]
  return allowedHosts.some((allowed) => names.includes(allowed.toLowerCase()))
}

/** A literal address is never looked up, so it is checked here; the URL parser has made hexadecimal, octal and decimal forms plain. */
function isPrivateLiteral(url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 && !isPublicAddress(host)
}

function checkedUrl(url: URL): RequestFailure | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return invalid(`"${url.protocol}" is not http or https.`)
  if (url.username !== '' || url.password !== '') return invalid('A URL holds no user or password: use the auth of the request.')
  return undefined
}

/** Resolves `endpoint://name/path` and refuses what a flow may not reach. */
export function findTarget(text: string, settings: RequestSettings): RequestTarget | RequestFailure {
  const resolve = settings.resolveHost ?? systemResolver
  const given = parseUrl(text)
  if (given === undefined) return invalid('The URL of the request cannot be read: give an absolute URL, or endpoint://name/path.')
  if (given.protocol === 'endpoint:') {
    const url = endpointTarget(given, settings)
    if (!(url instanceof URL)) return url
    return checkedUrl(url) ?? { url, lookup: anyLookup(resolve) }
  }
  const refusal = checkedUrl(given)
  if (refusal !== undefined) return refusal
  if (isAllowedHost(given, settings.allowedHosts)) return { url: given, lookup: anyLookup(resolve) }
  return isPrivateLiteral(given) ? addressRefused(given.host) : { url: given, lookup: publicLookup(resolve) }
}

export function addressRefused(host: string): RequestFailure {
  return failed(
    'RUNTIME_REQUEST_ADDRESS_REFUSED',
    `${host} is not a public address: an admin may add it to the allowed hosts, or name it as an endpoint.`,
  )
}
