import { setTimeout as pause } from 'node:timers/promises'
import { ApiClient, LegClock, openCallLeg, type CallLeg } from '@callchart/cli'
import { msToSamples } from '@callchart/protocol'
import type { CallTracks } from './call-tracks.js'
import { loadFlow } from './flow.js'
import { comesToHold } from './wait-for.js'

const quietMs = 500
const answerWithinMs = 9_000
const lookEveryMs = 40
/** Longer than any call of these flows may take, faults included. */
const longestCallMs = 120_000

export interface CallersWorld {
  readonly tracks: CallTracks
  readonly clock: LegClock
  /** What callers say: mono PCM16 at 8 kHz. */
  readonly word: Int16Array
}

export interface CallPlan {
  readonly url: string
  readonly code: string
  readonly wantsHuman: boolean
}

/** A person who orders something, and whom nothing but what they hear tells when it is their turn. */
export class LoadCaller {
  /** While they say something. */
  isSpeaking = false
  /** Times that they had to say or press something again. */
  repeats = 0
  /** The bot did not come to an end with them in time. */
  isStuck = false
  readonly beganAtMs = Date.now()
  endedAtMs: number | undefined
  private saidAt = ''

  private constructor(
    private readonly world: CallersWorld,
    private readonly plan: CallPlan,
    readonly callId: string,
    private readonly leg: CallLeg,
  ) {}

  /** @throws CliError of a call that is refused */
  static async calls(world: CallersWorld, plan: CallPlan): Promise<LoadCaller> {
    const { callId, mediaUrl } = await new ApiClient(plan.url).createCall({ flow: loadFlow })
    const leg = await openCallLeg({ mediaUrl, channelId: `caller-${callId.slice(0, 20)}`, variables: {}, telephone: {}, clock: world.clock, onIgnored: () => undefined })
    return new LoadCaller(world, plan, callId, leg)
  }

  get code(): string {
    return this.plan.code
  }

  get wantsHuman(): boolean {
    return this.plan.wantsHuman
  }

  get isOpen(): boolean {
    return this.leg.connection.isOpen
  }

  /** Sound has come in the last 100 ms. */
  get hears(): boolean {
    const last = this.leg.telephone.runs.runs.at(-1)
    return last !== undefined && this.leg.telephone.clockSamples - last.end < msToSamples(100)
  }

  /** Plays their part to the end of the call. */
  async staysOn(): Promise<void> {
    while (this.isOpen && !this.isStuck) {
      await this.act(this.world.tracks.nodeOf(this.callId))
      this.isStuck = Date.now() - this.beganAtMs > longestCallMs
    }
    if (this.isStuck) this.leg.connection.hangUp()
    await this.leg.connection.closed
    this.endedAtMs = Date.now()
    this.world.tracks.over(this.callId)
  }

  private async act(node: string): Promise<void> {
    const { telephone } = this.leg
    if (node !== 'question' && node !== 'code' && node !== 'menu') return void (await pause(lookEveryMs))
    if (!(await this.isTheirTurn(node))) return
    this.repeats += this.saidAt === node ? 1 : 0
    this.saidAt = node
    if (node === 'question') await this.says()
    else await telephone.press(node === 'code' ? this.plan.code : this.plan.wantsHuman ? '2' : '1')
    await this.while(node, answerWithinMs)
  }

  private async says(): Promise<void> {
    this.isSpeaking = true
    await Promise.race([this.leg.telephone.speak(this.world.word), this.leg.connection.closed])
    this.isSpeaking = false
  }

  /** The bot has said something here, and no more. */
  private async isTheirTurn(node: string): Promise<boolean> {
    const { telephone } = this.leg
    const { runs } = telephone.runs
    const since = telephone.clockSamples
    const isQuiet = (): boolean => {
      const last = runs.at(-1)
      return last !== undefined && last.end > since && telephone.clockSamples - last.end > msToSamples(quietMs)
    }
    await comesToHold(() => !this.isAt(node) || isQuiet(), answerWithinMs)
    return this.isAt(node)
  }

  private while(node: string, withinMs: number): Promise<boolean> {
    return comesToHold(() => !this.isAt(node), withinMs)
  }

  private isAt(node: string): boolean {
    return this.isOpen && this.world.tracks.nodeOf(this.callId) === node
  }
}
