import type { Clock } from '../../clock.js'
import { dialplanWord } from '../dial-string.js'

/** From the request to the application's news of the channel: a bridge that cannot be reached fails within websocket_client.conf's attempts. */
const openWithinMs = 3_000

/** One connection of the switch to the media bridge: the bot's, or a whisper's. */
export class MediaLeg {
  private isUp = false
  private settle: (why: string | undefined) => void = () => undefined
  private readonly opening: Promise<string | undefined>

  /** @param isUp one that is there already */
  constructor(
    readonly channelId: string,
    isUp = false,
  ) {
    this.opening = new Promise((resolve) => (this.settle = resolve))
    if (isUp) this.started()
  }

  started(): void {
    this.isUp = true
    this.settle(undefined)
  }

  /** @returns whether it had come up before, so that nobody who waits for it learns of its end */
  ended(detail: string): boolean {
    this.settle(detail)
    return this.isUp
  }

  /** Resolves with the reason where it does not come up. */
  async isOpen(clock: Clock): Promise<string | undefined> {
    const cancel = clock.after(openWithinMs, () => this.settle(`no connection within ${openWithinMs} ms`))
    const why = await this.opening
    cancel()
    return why
  }
}

/** chan_websocket takes the query of the address as `v(…)`; the rest of it stands in the switch's own section. */
export function transportDataFor(mediaUrl: string): string {
  const query = [...new URL(mediaUrl).searchParams].map(([name, value]) => `${dialplanWord(name)}=${dialplanWord(value)}`)
  return `f(json)${query.length === 0 ? '' : `v(${query.join(',')})`}`
}
