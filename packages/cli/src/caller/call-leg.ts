import { dialMedia, type MediaConnection } from '../switch/media-connection.js'
import { decodeMuLaw } from '../switch/mu-law.js'
import { startTicker, type Ticker } from '../switch/ticker.js'
import { firstAudible } from './levels.js'
import { Telephone, type TelephoneOptions } from './telephone.js'

/** A place in the sound where sound that was still to be played was thrown away: of silence nobody hears that it is gone. */
export interface FlushAt {
  readonly atSample: number
  /** Those with sound. */
  readonly frames: number
}

/** A telephone on a switch, connected to the bridge: it sends and hears in real time. */
export interface CallLeg {
  readonly telephone: Telephone
  readonly connection: MediaConnection
  readonly flushes: readonly FlushAt[]
  /** Stops the clock and hangs up, if that has not been done. */
  end(): Promise<void>
}

/** Counts on one ticker for all legs of the process, so that their clocks go alike. */
export class LegClock {
  private readonly ticks = new Set<(lost: number) => void>()
  private ticker: Ticker | undefined

  /** @param tick told how many frames before this one are neither sent nor heard */
  add(tick: (lost: number) => void): () => void {
    this.ticks.add(tick)
    this.ticker ??= startTicker((lost) => {
      for (const each of this.ticks) each(lost)
    })
    return () => {
      this.ticks.delete(tick)
      if (this.ticks.size > 0) return
      this.ticker?.stop()
      this.ticker = undefined
    }
  }
}

export interface CallLegOptions {
  readonly mediaUrl: string
  readonly channelId: string
  readonly variables: Readonly<Record<string, string>>
  readonly telephone: TelephoneOptions
  readonly clock: LegClock
  readonly onIgnored: (reason: string) => void
}

/** @throws CliError CLI_MEDIA_REFUSED */
export async function openCallLeg(options: CallLegOptions): Promise<CallLeg> {
  const flushes: FlushAt[] = []
  const telephone = new Telephone(options.telephone, (digit) => connection.leg.endDigit(digit))
  const connection: MediaConnection = await dialMedia(
    options.mediaUrl,
    { channelId: options.channelId, format: 'json', variables: options.variables },
    {
      ignored: options.onIgnored,
      flushed: (unplayed) => {
        const frames = unplayed.filter(hasSound).length
        if (frames === 0) return
        flushes.push({ atSample: telephone.clockSamples, frames })
        telephone.runs.cut()
      },
    },
  )
  const tick = (lost: number): void => {
    telephone.miss(lost)
    telephone.hear(connection.leg.tick(telephone.nextFrame()))
  }
  const stop = options.clock.add(tick)
  void connection.closed.then(stop)
  return {
    telephone,
    connection,
    flushes,
    end: async () => {
      stop()
      if (connection.isOpen) connection.hangUp()
      await connection.closed
    },
  }
}

function hasSound(codes: Uint8Array): boolean {
  const samples = new Int16Array(codes.length)
  decodeMuLaw(codes, samples, 0)
  return firstAudible(samples) >= 0
}
