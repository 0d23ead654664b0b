import type { CallState } from '../call/state.js'
import type { SipHeaders } from './switch-port.js'

/** An ISDN on the way carries no more user-to-user data than this (RFC 7434; ITU-T Q.931, 4.5.30: 131 octets with its head). */
const uuiBytes = 128

/** An outside hop has the mark, so that a call which comes back to us gets no further one. */
export const hopHeader = 'X-Callchart-Hop'

export interface Handover {
  readonly summary: string
  readonly isOutside: boolean
}

/** What whoever takes the caller is told by SIP: `User-to-User` (RFC 7433, hex of compact JSON) with as much of the summary as there is room for. */
export function handoverHeaders({ origin, ready }: CallState, { summary, isOutside }: Handover): SipHeaders {
  const { callId } = origin
  const { flow } = ready.manifest
  return {
    'User-to-User': `${Buffer.from(userData(callId, flow, summary)).toString('hex')};encoding=hex`,
    'X-Callchart-Call': callId,
    'X-Callchart-Flow': flow,
    ...(isOutside && { [hopHeader]: 'outside' }),
  }
}

/** Characters are kept whole; without room for any the summary is left out. */
function userData(call: string, flow: string, summary: string): string {
  const signs = [...summary]
  const withSummary = (count: number): string => JSON.stringify({ call, flow, ...(count > 0 && { summary: signs.slice(0, count).join('') }) })
  let count = Math.min(signs.length, uuiBytes)
  while (count > 0 && Buffer.byteLength(withSummary(count)) > uuiBytes) count -= 1
  return withSummary(count)
}
