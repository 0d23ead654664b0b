import { MediaLeg, transportDataFor } from './media-leg.js'
import { botName } from './names.js'
import { sectionFor } from './settings.js'
import type { LineState } from './line-state.js'

/** The leg between a line and its bot. */
export class BotSide {
  private leg: MediaLeg | undefined

  constructor(private readonly line: LineState) {}

  /** @returns whether the caller can hear the bot; otherwise `media.lost` is told */
  async open(mediaUrl: string): Promise<boolean> {
    await this.drop()
    const leg = new MediaLeg(botName(this.line.app, this.line.lineId))
    this.leg = leg
    const why = await openInto(this.line, leg, mediaUrl, await this.line.bridge(), () => this.line.callerEnters())
    const isOurs = this.leg === leg
    if (why === undefined && isOurs) return true
    if (isOurs) this.leg = undefined
    await this.line.dropChannel(leg.channelId)
    // One that came up and ended since has been told of.
    if (isOurs) this.line.tell({ type: 'media.lost', detail: why ?? '' })
    return false
  }

  async drop(): Promise<void> {
    const { leg } = this
    this.leg = undefined
    if (leg !== undefined) await this.line.dropChannel(leg.channelId)
  }

  started(channelId: string): void {
    if (this.leg?.channelId === channelId) this.leg.started()
  }

  ended(channelId: string, detail: string): void {
    const { leg } = this
    if (leg?.channelId !== channelId) return
    this.line.disowns(channelId)
    // Whoever opens it tells that it never came up.
    if (!leg.ended(detail)) return
    this.leg = undefined
    this.line.tell({ type: 'media.lost', detail })
  }

  /** After a time without connection: the legs that are there. @param isNeeded whether the caller should hear a bot, @param humans legs that are there */
  found(channelIds: readonly string[], isNeeded: boolean, humans: readonly string[]): void {
    if (this.leg !== undefined && !channelIds.includes(this.leg.channelId)) return this.ended(this.leg.channelId, 'it ended while the switch was not connected')
    const there = channelIds[0]
    if (this.leg !== undefined) return this.leg.started()
    if (there !== undefined) {
      this.leg = new MediaLeg(there, true)
      this.line.owns(there)
    } else if (isNeeded) {
      this.line.tell({ type: 'line.found', legIds: humans })
      this.line.tell({ type: 'media.lost', detail: 'there is none' })
    }
  }
}

/** Opens a media leg and puts it together with another channel. @param otherEnters the same bridge; false: it has gone @returns why it could not */
export async function openInto(line: LineState, leg: MediaLeg, mediaUrl: string, bridgeId: string, otherEnters: () => Promise<boolean>): Promise<string | undefined> {
  const { settings, clock } = line.parts
  line.owns(leg.channelId)
  const refused = await line.calls.openMedia({
    channelId: leg.channelId,
    section: sectionFor(settings, mediaUrl),
    format: settings.format ?? 'ulaw',
    transportData: transportDataFor(mediaUrl),
  })
  if (refused !== undefined) return refused
  const why = await leg.isOpen(clock)
  if (why !== undefined) return why
  const areThere = (await otherEnters()) && (await line.calls.enterBridge(bridgeId, leg.channelId))
  return areThere ? undefined : 'caller or bot had gone'
}
