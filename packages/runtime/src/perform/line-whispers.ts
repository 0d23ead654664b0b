import type { TransferEffect } from '@callchart/flow'
import type { MediaFact } from '@callchart/protocol'
import type { CallHands } from './hands.js'

/** `leg.expect` takes no more. */
const longestWaitMs = 120_000

const prefix = 'whisper-'
const onWire = (legId: string): string => `${prefix}${legId}`

interface Whisper {
  /** Number of the bot leg whose bridge says it. */
  readonly botLeg: number
  /** Due until the human has answered; heard from when the bridge has their media. */
  stage: 'due' | 'awaited' | 'heard'
}

export interface WhisperRequest {
  readonly token: string
  readonly waitMs: number
  readonly whisper: TransferEffect['whisper']
}

/** What humans whom a switch rings hear before they are joined: said by the bridge of the caller's bot leg, and gone with it. */
export class LineWhispers {
  private readonly open = new Map<string, Whisper>()

  constructor(private readonly hands: CallHands) {}

  expect(legId: string, { token, waitMs, whisper }: WhisperRequest): void {
    this.open.set(legId, { botLeg: this.hands.state.botLeg.number, stage: 'due' })
    this.hands.command({ type: 'leg.expect', legId: onWire(legId), token, waitMs: Math.min(waitMs, longestWaitMs), whisper: [...whisper] })
  }

  /** The human is there. @returns whether they hear it first; told of them again before any of it was heard, they do not */
  answered(legId: string): boolean {
    const whisper = this.open.get(legId)
    if (whisper === undefined || whisper.stage === 'awaited' || this.isLost(whisper)) return false
    if (whisper.stage === 'due') whisper.stage = 'awaited'
    return true
  }

  /** @returns legs whose whisper is over by this fact of the bridge, heard or not */
  noteFact(fact: MediaFact): readonly string[] {
    const lost = this.forgetLost()
    if (!('legId' in fact) || !fact.legId.startsWith(prefix)) return lost
    const legId = fact.legId.slice(prefix.length)
    const whisper = this.open.get(legId)
    if (whisper === undefined) return lost
    if (fact.type === 'leg.connected') whisper.stage = 'heard'
    if (fact.type !== 'leg.ready' && fact.type !== 'leg.hung-up') return lost
    this.forget(legId)
    return [...lost, legId]
  }

  /** @returns legs whose whisper went with its bot leg */
  forgetLost(): readonly string[] {
    const lost = [...this.open].filter(([, whisper]) => this.isLost(whisper)).map(([legId]) => legId)
    for (const legId of lost) this.forget(legId)
    return lost
  }

  forget(legId: string): void {
    this.open.delete(legId)
  }

  /** The bridge says no more of it, whichever runtime has asked for it. */
  end(legId: string): void {
    this.forget(legId)
    if (this.hands.state.botLeg.state === 'connected') this.hands.command({ type: 'leg.hang-up', legId: onWire(legId) })
  }

  private isLost({ botLeg }: Whisper): boolean {
    const { number, state } = this.hands.state.botLeg
    return botLeg !== number || state === 'gone'
  }
}
