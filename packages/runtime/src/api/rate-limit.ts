import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'
import type { Clock } from '../clock.js'

/** What one address may ask for that costs much: so many at once, then so many a second. */
export interface RateLimit {
  readonly perSecond: number
  readonly burst: number
  /** Addresses, or networks such as `10.0.0.0/8`, of proxies beside those of this machine: what they say of who asks is believed. */
  readonly proxies?: readonly string[]
}

export const usualRateLimit: RateLimit = { perSecond: 50, burst: 500 }

/** Addresses that are remembered; whoever was here longest ago is forgotten first, and begins anew. */
const mostAddresses = 10_000

const plainAddress = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.')

/** A network of IPv6 has 2^64 addresses of one owner: they count as one (RFC 6177). */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const first = head.split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - tail.split(':').filter((group) => group !== '').length }, () => '0')
  return [...first, ...zeros, ...(tail ?? '').split(':')].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/** @param proxies addresses and networks that can be read */
function proxyList(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return (address) => isLoopback(address) || (address !== '' && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'))
}

/**
 * Who asks; undefined: a process of this machine, which could do worse. A proxy adds the address that it has seen as the last one of
 * `X-Forwarded-For`; whatever others say there is not believed.
 */
export function askerOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, isProxy: (address: string) => boolean = proxyList([])): string | undefined {
  const peer = plainAddress(socket.remoteAddress ?? '')
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map(plainAddress).filter((address) => address !== '')
  if (isProxy(peer)) for (const address of said.reverse()) if (!isProxy(address)) return networkOf(address)
  return isLoopback(peer) && said.length === 0 ? undefined : networkOf(peer)
}

interface Allowance {
  left: number
  sinceMs: number
}

/** @returns for a request: how long to wait, in milliseconds; 0: it may be answered now */
export function createRateLimit({ perSecond, burst, proxies = [] }: RateLimit, clock: Pick<Clock, 'now'>): (request: Pick<IncomingMessage, 'socket' | 'headers'>) => number {
  const isProxy = proxyList(proxies)
  const allowances = new Map<string, Allowance>()

  return (request) => {
    const asker = askerOf(request, isProxy)
    if (asker === undefined || perSecond === Infinity) return 0
    const now = clock.now()
    const { left, sinceMs } = allowances.get(asker) ?? { left: burst, sinceMs: now }
    const grown = Math.min(burst, left + (Math.max(0, now - sinceMs) / 1_000) * perSecond)
    const isAllowed = grown >= 1
    // The last one of the map is whoever asked last.
    allowances.delete(asker)
    allowances.set(asker, { left: isAllowed ? grown - 1 : grown, sinceMs: now })
    const [longestAgo] = allowances.keys()
    if (allowances.size > mostAddresses && longestAgo !== undefined) allowances.delete(longestAgo)
    return isAllowed ? 0 : Math.ceil(((1 - grown) / perSecond) * 1_000)
  }
}
