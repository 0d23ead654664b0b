import type { LegOutcome } from './switch-port.js'

/** Q.850 causes. Each seen with Asterisk 22.10.1: 486 -> 17, 603 -> 21, ring time over -> 19. */
export function outcomeOfCause(cause: number): LegOutcome {
  switch (cause) {
    case 17:
      return 'busy'
    case 18:
    case 19:
      return 'no-answer'
    case 21:
      return 'declined'
    default:
      return 'failed'
  }
}

/** What Dial() of a dialplan left behind: DIALSTATUS, and HANGUPCAUSE where that leaves it open (a 603 is CHANUNAVAIL 21, nobody registered CHANUNAVAIL 3). */
export function outcomeOfDial(status: string, cause: number): LegOutcome {
  switch (status) {
    case 'ANSWER':
      return 'left'
    case 'BUSY':
      return cause === 21 ? 'declined' : 'busy'
    case 'DONTCALL':
    case 'TORTURE':
      return 'declined'
    case 'NOANSWER':
    case 'CANCEL':
      // HANGUPCAUSE is then still that of an earlier dial.
      return 'no-answer'
    default:
      return outcomeOfCause(cause)
  }
}
