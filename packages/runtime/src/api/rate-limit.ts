import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import type { Clock } from '../clock.js'

/** What one address may ask for that costs much: so many at once, then so many a second. */
export interface RateLimit {
  readonly perSecond: number
  readonly burst: number
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

/**
 * Who asks; undefined: a process of this machine, which could do worse. A proxy on this machine has added the address that it has seen as
 * the last one of `X-Forwarded-For`; whatever others say there is not believed.
 */
export function askerOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string | undefined {
  const peer = plainAddress(socket.remoteAddress ?? '')
  if (!isLoopback(peer)) return networkOf(peer)
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return forwarded === '' ? undefined : networkOf(plainAddress(forwarded))
}

interface Allowance {
  left: number
  sinceMs: number
}

/** @returns for a request: how long to wait, in milliseconds; 0: it may be answered now */
export function createRateLimit({ perSecond, burst }: RateLimit, clock: Pick<Clock, 'now'>): (request: Pick<IncomingMessage, 'socket' | 'headers'>) => number {
  const allowances = new Map<string, Allowance>()

  return (request) => {
    const asker = askerOf(request)
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
