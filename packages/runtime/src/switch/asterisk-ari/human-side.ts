import { dialStringOf, headerVariables } from '../dial-string.js'
import type { LegOutcome, RingRequest } from '../switch-port.js'
import { openInto } from './bot-side.js'
import { outcomeOfCause } from '../dial-outcome.js'
import { HumanLeg } from './human-leg.js'
import type { LineState } from './line-state.js'
import { MediaLeg } from './media-leg.js'
import { bridgeName, channelName, type OwnChannel } from './names.js'

type NamedChannel = OwnChannel & { readonly channelId: string }

/** Humans whom a line rings while its caller stays with the bot. */
export class HumanSide {
  private readonly legs = new Map<string, HumanLeg>()

  constructor(private readonly line: LineState) {}

  get joinedLegId(): string | undefined {
    return [...this.legs.values()].find(({ phase }) => phase === 'joined')?.legId
  }

  async ring(request: RingRequest): Promise<void> {
    const { app, lineId, calls, parts } = this.line
    const { legId } = request
    const dialString = dialStringOf(request.target, parts.settings.dialStrings)
    const shows = request.target.type === 'number' ? request.target.shows : request.ani
    const leg = new HumanLeg(legId, channelName(app, { role: 'human', lineId, legId }), request)
    this.legs.set(legId, leg)
    this.line.owns(leg.channelId)
    const refused = await calls.dial({
      channelId: leg.channelId,
      dialString,
      ringMs: request.ringMs,
      ...(shows !== undefined && { shows }),
      originator: lineId,
      role: 'human',
      variables: headerVariables(request.headers),
    })
    if (refused !== undefined) this.over(leg, 'failed', refused)
  }

  /** @returns whether the caller now hears the human */
  async join(legId: string, dropBot: () => Promise<void>): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg?.phase !== 'answered') return
    // First the bots leave: three in a bridge would have it change to mixing of many, which slips the audio.
    await Promise.all([dropBot(), this.dropWhisper(leg)])
    const bridgeId = await this.line.bridge()
    const areThere = (await this.line.calls.enterBridge(bridgeId, leg.channelId)) && (await this.line.callerEnters())
    await this.line.dropBridge(bridgeName(this.line.app, this.line.lineId, legId))
    if (!areThere || this.legs.get(legId) !== leg) return
    leg.phase = 'joined'
    this.line.tell({ type: 'leg.joined', legId })
  }

  /** Nothing is told of it any more. */
  async drop(legId: string): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg === undefined) return
    this.legs.delete(legId)
    await this.clear(leg)
  }

  rings({ legId }: OwnChannel): void {
    if (this.legs.get(legId)?.rings() === true) this.line.tell({ type: 'leg.ringing', legId })
  }

  started({ role, legId }: OwnChannel, channelId: string): void {
    const leg = this.legs.get(legId)
    if (role === 'whisper') return leg?.whisper?.channelId === channelId ? leg.whisper.started() : undefined
    if (leg?.channelId !== channelId || leg.phase !== 'ringing') return
    leg.phase = 'answered'
    this.line.tell({ type: 'leg.answered', legId })
    this.line.soon(() => this.whisper(leg))
  }

  ended({ role, legId }: OwnChannel, channelId: string, cause: number, detail: string): void {
    const leg = this.legs.get(legId)
    this.line.disowns(channelId)
    if (role === 'whisper') {
      // The bridge ends it when all is said; that it never came up is told by whoever opens it.
      if (leg?.whisper?.channelId === channelId) leg.whisper.ended(detail)
      return
    }
    if (leg?.channelId !== channelId) return
    this.over(leg, leg.phase === 'ringing' ? outcomeOfCause(cause) : 'left', detail)
  }

  /**
   * After a time without connection: humans and whispers that are there. Who has answered and is not with the caller is told of again, for an order to
   * join or to drop them may have been lost.
   * @param inBridge channels that are with the caller, and theirs, @param up those that are answered
   */
  found(there: readonly NamedChannel[], inBridge: readonly string[], up: readonly string[]): void {
    const humans = there.filter(({ role }) => role === 'human')
    for (const leg of [...this.legs.values()])
      if (!humans.some(({ channelId }) => channelId === leg.channelId)) this.over(leg, leg.phase === 'ringing' ? 'failed' : 'left', 'it ended while the switch was not connected')
    for (const human of humans) {
      const { legId, channelId } = human
      const isUp = up.includes(channelId)
      const leg = this.legs.get(legId) ?? this.adopt(human, inBridge.includes(channelId) ? 'joined' : isUp ? 'answered' : 'ringing', there)
      if (leg.phase === 'ringing' && isUp) this.started(human, channelId)
      // Of a caller who is in no bridge that is not sure: they may be on hold.
      else if (leg.phase === 'answered' && inBridge.length > 0) this.line.tell({ type: 'leg.answered', legId })
    }
    for (const { channelId } of there) this.line.owns(channelId)
  }

  /** A human whom an earlier process rang, or whom this one could not drop. */
  private adopt({ legId, channelId }: NamedChannel, phase: HumanLeg['phase'], there: readonly NamedChannel[]): HumanLeg {
    const leg = new HumanLeg(legId, channelId, {})
    leg.phase = phase
    const whisper = there.find((each) => each.role === 'whisper' && each.legId === legId)
    if (whisper !== undefined) leg.whisper = new MediaLeg(whisper.channelId, true)
    this.legs.set(legId, leg)
    return leg
  }

  private async whisper(leg: HumanLeg): Promise<void> {
    const { whisperUrl } = leg.request
    if (whisperUrl === undefined || leg.phase !== 'answered' || !this.legs.has(leg.legId)) return
    const why = await this.openWhisper(leg, whisperUrl).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    if (why === undefined) return
    this.line.parts.logger.warn({ legId: leg.legId, detail: why }, 'a human hears no whisper')
    // Throws while the switch is away: `found` tells it then.
    await this.dropWhisper(leg)
    // The call waits for the whisper: told again that the human is there, it has them come all the same.
    if (this.legs.get(leg.legId) === leg) this.line.tell({ type: 'leg.answered', legId: leg.legId })
  }

  /** @returns why it could not */
  private async openWhisper(leg: HumanLeg, whisperUrl: string): Promise<string | undefined> {
    const { app, lineId } = this.line
    leg.whisper = new MediaLeg(channelName(app, { role: 'whisper', lineId, legId: leg.legId }))
    const bridgeId = await this.line.bridge(bridgeName(app, lineId, leg.legId))
    return openInto(this.line, leg.whisper, whisperUrl, bridgeId, () => this.line.calls.enterBridge(bridgeId, leg.channelId))
  }

  private over(leg: HumanLeg, outcome: LegOutcome, detail: string): void {
    if (this.legs.get(leg.legId) !== leg) return
    this.legs.delete(leg.legId)
    this.line.tell({ type: 'leg.ended', legId: leg.legId, outcome, detail })
    this.line.soon(() => this.clear(leg))
  }

  private async clear(leg: HumanLeg): Promise<void> {
    await Promise.all([this.line.dropChannel(leg.channelId), this.dropWhisper(leg)])
    await this.line.dropBridge(bridgeName(this.line.app, this.line.lineId, leg.legId))
  }

  private async dropWhisper({ whisper }: HumanLeg): Promise<void> {
    if (whisper !== undefined) await this.line.dropChannel(whisper.channelId)
  }
}
