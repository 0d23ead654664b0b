import type { LineHangUp } from '../switch-port.js'

export const causeOfHangUp: Readonly<Record<LineHangUp, number>> = { normal: 16, busy: 17, declined: 21, congestion: 34 }

/** The words that app_amd sets. Whoever has said nothing is a machine to it, and a human who waits to us. @param cause such as `INITIALSILENCE-2500-2500` */
export function whoAnswered(status: string, cause: string): 'human' | 'machine' | 'unknown' {
  if (status === 'HUMAN') return 'human'
  return status === 'MACHINE' && !cause.startsWith('INITIALSILENCE') ? 'machine' : 'unknown'
}
