import { setTimeout as pause } from 'node:timers/promises'
import { msToSamples, samplesToMs } from '@callchart/protocol'
import type { CallTracks } from './call-tracks.js'
import type { Line } from './line.js'
import { comesToHold } from './wait-for.js'

const quietMs = 500
const answerWithinMs = 9_000
const lookEveryMs = 40
/** Longer than any call of these flows may take, faults included. */
const longestCallMs = 150_000

export interface CallersWorld {
  readonly tracks: CallTracks
  /** What callers say: mono PCM16 at 8 kHz. */
  readonly word: Int16Array
}

export interface CallersPlan {
  /** What they press where they are asked for a code. */
  readonly code: string
  readonly wantsHuman: boolean
}

/** Something that a caller did, and when it was over. */
interface Deed {
  readonly node: string
  readonly telephone: Line['telephone']
  readonly atSample: number
}

export interface Reply {
  readonly node: string
  readonly ms: number | undefined
}

/** A person who orders something, and whom what they hear tells when it is their turn. */
export class LoadCaller {
  /** While they say something. */
  isSpeaking = false
  /** Times that they had to say or press something again. */
  repeats = 0
  /** The bot did not come to an end with them in time. */
  isStuck = false
  readonly beganAtMs = Date.now()
  private readonly firstTelephone: Line['telephone']
  private readonly done: Deed[] = []
  /** From a node's beginning to its first sound, for nodes that ask something. */
  readonly heardAfterMs: { readonly node: string; readonly ms: number }[] = []
  private saidAt = ''

  constructor(
    private readonly world: CallersWorld,
    private readonly plan: CallersPlan,
    readonly line: Line,
  ) {
    this.firstTelephone = line.telephone
  }

  /** From the connection to the first sound, on the clock of the telephone. */
  get greetedAfterMs(): number | undefined {
    const [first] = this.firstTelephone.runs.runs
    return first === undefined ? undefined : samplesToMs(first.start)
  }

  /** From the end of what they did to the next sound, on the clock of the telephone; absent where none came while it was there. */
  get replies(): readonly Reply[] {
    return this.done.map(({ node, telephone, atSample }) => {
      const next = telephone.runs.firstFrom(atSample)
      return { node, ms: next === undefined ? undefined : samplesToMs(next.start - atSample) }
    })
  }

  get callId(): string {
    return this.line.callId
  }

  get code(): string {
    return this.plan.code
  }

  get wantsHuman(): boolean {
    return this.plan.wantsHuman
  }

  get isOpen(): boolean {
    return this.line.isOpen
  }

  /** Sound has come in the last 100 ms. */
  get hears(): boolean {
    const { telephone } = this.line
    const last = telephone.runs.runs.at(-1)
    return last !== undefined && telephone.clockSamples - last.end < msToSamples(100)
  }

  /** Plays their part to the end of the call. */
  async staysOn(): Promise<void> {
    while (this.isOpen && !this.isStuck) {
      await this.act(this.world.tracks.nodeOf(this.callId))
      this.isStuck = Date.now() - this.beganAtMs > longestCallMs
    }
    if (this.isStuck) this.line.hangUp()
    await this.line.closed
    this.world.tracks.over(this.callId)
  }

  private async act(node: string): Promise<void> {
    if (node !== 'question' && node !== 'code' && node !== 'menu') return void (await pause(lookEveryMs))
    if (!(await this.isTheirTurn(node))) return
    const isAgain = this.saidAt === node
    const { telephone } = this.line
    this.repeats += isAgain ? 1 : 0
    this.saidAt = node
    // Who is not understood takes the key.
    if (node === 'question' && !isAgain) await this.says()
    else await this.presses(node, this.keysAt(node))
    // Who is asked again on another bot leg answers again.
    await comesToHold(() => !this.isAt(node) || this.line.telephone !== telephone, answerWithinMs)
  }

  /** To the end, or as long as the media are there. */
  private async says(): Promise<void> {
    const { telephone } = this.line
    this.isSpeaking = true
    void telephone.speak(this.world.word).then(({ lastSample }) => {
      this.isSpeaking = false
      this.done.push({ node: 'question', telephone, atSample: lastSample })
    })
    await comesToHold(() => !this.isSpeaking || !this.isOpen || this.line.telephone !== telephone, answerWithinMs)
    this.isSpeaking = false
  }

  private keysAt(node: string): string {
    if (node === 'code') return this.plan.code
    return node === 'menu' && this.plan.wantsHuman ? '2' : '1'
  }

  private async presses(node: string, digits: string): Promise<void> {
    const { telephone } = this.line
    let atSample: number | undefined
    void telephone.press(digits).then((pressedAt) => (atSample = pressedAt))
    await comesToHold(() => atSample !== undefined || !this.isOpen || this.line.telephone !== telephone, answerWithinMs)
    if (atSample !== undefined) this.done.push({ node, telephone, atSample })
  }

  /** The bot has said something here, and no more. */
  private async isTheirTurn(node: string): Promise<boolean> {
    let telephone = this.line.telephone
    let since = telephone.clockSamples
    const sinceMs = Date.now()
    const isNew = this.saidAt !== node
    const isQuiet = (): boolean => {
      if (this.line.telephone !== telephone) [telephone, since] = [this.line.telephone, 0]
      const last = telephone.runs.runs.at(-1)
      if (last === undefined || last.end <= since) return false
      if (isNew && this.heardAfterMs.at(-1)?.node !== node) this.heardAfterMs.push({ node, ms: Date.now() - sinceMs })
      return telephone.clockSamples - last.end > msToSamples(quietMs)
    }
    await comesToHold(() => !this.isAt(node) || isQuiet(), answerWithinMs)
    return this.isAt(node)
  }

  private isAt(node: string): boolean {
    return this.isOpen && this.world.tracks.nodeOf(this.callId) === node
  }
}
