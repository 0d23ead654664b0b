import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'

/** Not reachable from the public internet, or not one host: IANA special-purpose address registries, RFC 6890. */
const specialV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Only 2000::/3 is global unicast; in it lie IETF protocols, documentation and 6to4, which wraps an IPv4 address. */
const specialV6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

/** A list a family: in a common one every IPv4 address would also be looked up as the IPv6 address that wraps it. */
const special = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [network, prefix] of specialV4) special.ipv4.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of specialV6) special.ipv6.addSubnet(network, prefix, 'ipv6')

/** Whether everybody on the internet means the same one host by this address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 6 ? 'ipv6' : 'ipv4'
  return !special[family].check(address, family)
}

/** Raised inside the connection attempt: nothing was sent. */
export class PrivateAddressError extends Error {}

const resolveAll = promisify(systemLookup)
export const systemResolver = (host: string): Promise<LookupAddress[]> => resolveAll(host, { all: true })

type Resolver = (host: string) => Promise<readonly LookupAddress[]>

/** A lookup for `net.connect` that gives only the addresses that `isUsable` lets through. */
function filteringLookup(resolve: Resolver, isUsable: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    const refuse = (error: Error): void => done(error, '', 0)
    resolve(host).then(
      (found) => {
        const usable = found.filter(({ address }) => isUsable(address))
        const [first] = usable
        if (first === undefined) refuse(new PrivateAddressError(`${host} has no public address`))
        else if (options.all === true) done(null, usable)
        else done(null, first.address, first.family)
      },
      (error: unknown) => refuse(error instanceof Error ? error : new Error(String(error))),
    )
  }
}

/**
 * Looks the host up for the very connection that is being made and lets only public addresses through: what was checked is what is
 * connected to, so a name that changes its address between the check and the connection gains nothing.
 */
export const publicLookup = (resolve: Resolver): LookupFunction => filteringLookup(resolve, isPublicAddress)

/** For hosts that the admin allows. */
export const anyLookup = (resolve: Resolver): LookupFunction => filteringLookup(resolve, () => true)
