import type { LineHangUp } from '../switch-port.js'

export const causeOfHangUp: Readonly<Record<LineHangUp, number>> = { normal: 16, busy: 17, declined: 21, congestion: 34 }

/** The words that app_amd sets. */
export function whoAnswered(status: string): 'human' | 'machine' | 'unknown' {
  if (status === 'HUMAN') return 'human'
  return status === 'MACHINE' ? 'machine' : 'unknown'
}
