import type { RingRequest } from '../switch-port.js'
import type { MediaLeg } from './media-leg.js'

/** A human of the switch whom a line rings, and who is then with the caller. */
export class HumanLeg {
  phase: 'ringing' | 'answered' | 'joined' = 'ringing'
  whisper: MediaLeg | undefined
  private hasRung = false

  constructor(
    readonly legId: string,
    readonly channelId: string,
    readonly request: Pick<RingRequest, 'whisperUrl'>,
  ) {}

  /** @returns whether that is news: Asterisk may say it twice (180 and 183) */
  rings(): boolean {
    const isNews = !this.hasRung && this.phase === 'ringing'
    this.hasRung = true
    return isNews
  }
}
