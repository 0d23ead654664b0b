import { setTimeout as pause } from 'node:timers/promises'
import { openCallLeg, type CallLeg, type CallPlan, type LegClock } from '@callchart/cli'
import { msToSamples, samplesToMs, type CallView, type CreateCallRequest } from '@callchart/protocol'
import { lastAudible, firstAudible } from './sound.js'
import type { TestSystem } from './system.js'
import { tapMedia, type MediaTap } from './media-tap.js'

const pollMs = 60
const patienceMs = 60_000

export interface CallerOptions {
  readonly request?: Partial<CreateCallRequest>
  readonly echo?: NonNullable<CallPlan['echo']>
  /** The test may put messages of its own among those of the switch. */
  readonly tapped?: boolean
}

const isWithin = (nodeId: string, { statePath }: CallView): boolean => `${statePath.join('.')}.`.startsWith(`${nodeId}.`)

type Holds = (view: CallView) => boolean

/** What a caller needs of the system that they call. */
export type CallersSystem = Pick<TestSystem, 'api' | 'speech'>

/** A person on a telephone: what they do is a verb, what they meet is awaited. */
export class Caller {
  /** End of the latest thing said or pressed. */
  private actedUntilSample = -1
  private anchorSample = 0

  private constructor(
    private readonly system: CallersSystem,
    readonly callId: string,
    readonly leg: CallLeg,
    private readonly tap: MediaTap | undefined,
  ) {}

  static async connects(system: CallersSystem, callId: string, mediaUrl: string, clock: LegClock, options: CallerOptions): Promise<Caller> {
    const telephone = options.echo === undefined ? {} : { echo: options.echo }
    const tap = options.tapped === true ? await tapMedia(mediaUrl) : undefined
    const leg = await openCallLeg({ mediaUrl: tap?.url ?? mediaUrl, channelId: `caller-${callId.slice(0, 20)}`, variables: {}, telephone, clock, onIgnored: () => undefined })
    return new Caller(system, callId, leg, tap)
  }

  view(): Promise<CallView> {
    return this.system.api.call(this.callId)
  }

  /** @throws Error when the call ends before it holds, or too much time has passed */
  async until(what: string, holds: Holds): Promise<CallView> {
    const giveUpAt = Date.now() + patienceMs
    for (;;) {
      const view = await this.view()
      if (holds(view)) return view
      if (view.status === 'ended' || Date.now() > giveUpAt) throw new Error(`the call ${view.status === 'ended' ? 'ended' : 'went on'} without ${what}: ${describe(view)}`)
      await pause(pollMs)
    }
  }

  /** The bot listens at a node (in a sub-flow: `site.node`), and has begun to after the caller's latest word or key. */
  isAsked(nodeId: string): Promise<CallView> {
    const latest = samplesToMs(this.actedUntilSample)
    return this.until(`listening at ${nodeId}`, (view) => view.listening !== null && view.listening.sinceMs > latest && isWithin(nodeId, view))
  }

  /** The call is in a node, whether the bot still speaks or already listens. */
  isAt(nodeId: string): Promise<CallView> {
    return this.until(`being in ${nodeId}`, (view) => isWithin(nodeId, view))
  }

  isIn(nodeId: string): Promise<CallView> {
    return this.until(`coming to ${nodeId}`, ({ path }) => path.includes(nodeId))
  }

  async says(text: string, voiceName?: string): Promise<void> {
    await this.sounds(await this.system.speech(text, voiceName))
  }

  async sounds(samples: Int16Array): Promise<void> {
    this.anchorSample = this.leg.telephone.clockSamples
    this.actedUntilSample = (await this.leg.telephone.speak(samples)).lastSample
  }

  async presses(digits: string): Promise<void> {
    this.anchorSample = this.leg.telephone.clockSamples
    this.actedUntilSample = await this.leg.telephone.press(digits)
  }

  /** Waits for the first sound since the latest deed, and for this part of it. */
  async hearsFor(ms: number): Promise<void> {
    const { telephone } = this.leg
    const giveUpSample = telephone.clockSamples + msToSamples(patienceMs)
    let run = telephone.runs.firstFrom(this.anchorSample)
    for (; run === undefined; run = telephone.runs.firstFrom(this.anchorSample)) {
      if (!this.leg.connection.isOpen || telephone.clockSamples > giveUpSample) throw new Error('the caller heard nothing')
      await telephone.reach(telephone.clockSamples + 1)
    }
    await telephone.reach(run.start + msToSamples(ms))
  }

  async waits(ms: number): Promise<void> {
    await this.leg.telephone.reach(this.leg.telephone.clockSamples + msToSamples(ms))
  }

  /** The switch sends what it should not. */
  sends(message: string | Uint8Array): void {
    if (this.tap === undefined) throw new Error('the call is not tapped')
    this.tap.send(message)
  }

  hangsUp(): void {
    this.leg.connection.hangUp()
  }

  /** The bot ends the call, and the record of it is complete. */
  async isHungUpOn(): Promise<CallView> {
    const view = await this.until('an end', ({ status }) => status === 'ended')
    await this.leg.connection.closed
    return view
  }

  /** Here on the telephone's clock. */
  get now(): number {
    return this.leg.telephone.clockSamples
  }

  /** From the first to the last audible sample after the caller's latest word or key. */
  heardMsSinceDeed(): number {
    return this.heardMsSince(this.actedUntilSample)
  }

  /** From the first to the last audible sample after the latest cut. */
  heardMsSinceCut(): number {
    return this.heardMsSince(this.leg.flushes.at(-1)?.atSample ?? this.now)
  }

  heardMsSince(sample: number): number {
    const runs = this.leg.telephone.runs.runs.filter(({ start }) => start >= sample)
    const [first, last] = [runs[0], runs.at(-1)]
    return first === undefined || last === undefined ? 0 : samplesToMs(last.end - first.start)
  }

  /** How long a text is to be heard at least: its sentences, without the pauses between them. */
  async lengthOf(text: string): Promise<number> {
    const sentences = await Promise.all(text.split(/(?<=[.?!]) /).map((sentence) => this.system.speech(sentence)))
    return samplesToMs(sentences.reduce((sum, samples) => sum + lastAudible(samples) - firstAudible(samples), 0))
  }

  /** How often sound that was still to be played was thrown away. */
  get cuts(): number {
    return this.leg.flushes.length
  }
}

/** What the bot said, in order. */
export const spokenBy = (who: 'bot' | 'caller', { transcript }: CallView): string[] => transcript.filter((entry) => entry.who === who).map(({ text }) => text)

const describe = ({ path, statePath, transcript }: CallView): string =>
  `${path.join(' -> ')} in ${statePath.join('.')}\n${transcript.map(({ who, text, intent, startMs, endMs }) => `  ${startMs}-${endMs} ${who}: ${text} ${intent ?? ''}`).join('\n')}`
