import type { HangUpCause, MediaCommand, MediaFact, Prompt } from '@callchart/protocol'
import type { MediaConnection } from '../dialect/call-audio.js'
import { MediaError } from '../errors.js'
import { holdMusic } from '../speak/hold-music.js'
import type { LegTokens } from './leg-tokens.js'
import type { Party, PartySink } from './party.js'

type LegExpect = Extract<MediaCommand, { type: 'leg.expect' }>

/** Expected until it connects, whispering until its whisper was heard, then ready, then joined; held while the caller hears music instead. */
interface Leg {
  readonly legId: string
  readonly token: string
  readonly whisper: readonly Prompt[]
  readonly expectedUntilMs: number
  state: 'expected' | 'connecting' | 'whispering' | 'ready' | 'joined' | 'held'
  party: Party | undefined
}

export interface CallLegsParts {
  readonly caller: Party
  readonly tokens: LegTokens
  readonly openParty: (connection: MediaConnection, sink: PartySink) => Party
  readonly nowMs: () => number
  readonly report: (fact: MediaFact) => void
  readonly fault: (error: MediaError) => void
  /** The caller is alone again. */
  readonly parted: () => void
}

/** The humans that a call brings to its caller. */
export class CallLegs {
  private readonly legs = new Map<string, Leg>()
  private isClosed = false

  constructor(private readonly parts: CallLegsParts) {}

  /** The caller is with a human, on hold or not. */
  get joined(): boolean {
    if (this.legs.size === 0) return false
    for (const leg of this.legs.values()) if (isWithCaller(leg)) return true
    return false
  }

  get empty(): boolean {
    return this.legs.size === 0
  }

  expect({ legId, token, waitMs, whisper }: LegExpect): void {
    if (this.legs.has(legId)) return
    if (this.isClosed) return this.parts.report({ type: 'leg.hung-up', legId, cause: 'normal' })
    const leg: Leg = { legId, token, whisper, expectedUntilMs: this.parts.nowMs() + waitMs, state: 'expected', party: undefined }
    this.legs.set(legId, leg)
    this.parts.tokens.expect(token, (connection) => this.connect(leg, connection))
  }

  /** @returns false when there is no such leg to join */
  join(legId: string): boolean {
    const leg = this.legs.get(legId)
    if (leg?.party === undefined || leg.state === 'connecting') {
      this.parts.fault(new MediaError('MEDIA_LEG_UNKNOWN', `The leg "${legId}" cannot be joined: it is not connected.`))
      return false
    }
    if (isWithCaller(leg)) return true
    leg.state = 'joined'
    this.parts.caller.join(leg.party)
    this.parts.report({ type: 'legs.joined', legId })
    return true
  }

  /** The caller hears music instead of the human, who hears nothing. A leg that is not joined is left as it is. */
  hold(legId: string, music: string): void {
    const leg = this.legs.get(legId)
    if (leg?.state !== 'joined') return
    const { caller } = this.parts
    leg.state = 'held'
    caller.unjoin()
    caller.speaker.startMusic(holdMusic(music))
    this.parts.report({ type: 'leg.held', legId })
  }

  resume(legId: string): void {
    const leg = this.legs.get(legId)
    if (leg?.state !== 'held' || leg.party === undefined) return
    leg.state = 'joined'
    this.parts.caller.join(leg.party)
    this.parts.report({ type: 'leg.resumed', legId })
  }

  hangUp(legId: string): void {
    const leg = this.legs.get(legId)
    if (leg === undefined) return
    if (leg.party === undefined) this.end(leg, 'normal')
    else leg.party.hangUp()
  }

  /** The caller is gone: every leg ends, and a human who is sent for from now on finds nobody. */
  close(): void {
    this.isClosed = true
    this.hangUpAll()
  }

  hangUpAll(): void {
    for (const legId of [...this.legs.keys()]) this.hangUp(legId)
  }

  /** Gives up legs that never came. */
  tick(nowMs: number): void {
    for (const leg of this.legs.values()) if (leg.state === 'expected' && nowMs >= leg.expectedUntilMs) this.end(leg, 'no-media')
  }

  private connect(leg: Leg, connection: MediaConnection): void {
    if (this.legs.get(leg.legId) !== leg) {
      connection.close()
      return
    }
    leg.state = 'connecting'
    leg.party = this.parts.openParty(connection, {
      started: () => this.brief(leg),
      heard: () => undefined,
      digit: () => undefined,
      ticked: () => undefined,
      fault: this.parts.fault,
      stopped: (cause) => this.end(leg, cause),
    })
  }

  private brief(leg: Leg): void {
    leg.state = 'whispering'
    this.parts.report({ type: 'leg.connected', legId: leg.legId })
    leg.party?.speaker.prepare(leg.whisper)
    this.whisper(leg, 0)
  }

  /** A part that cannot be spoken is left out: the human comes all the same. */
  private whisper(leg: Leg, index: number): void {
    if (leg.state !== 'whispering') return
    const prompt = leg.whisper[index]
    if (prompt === undefined) {
      leg.state = 'ready'
      this.parts.report({ type: 'leg.ready', legId: leg.legId })
      return
    }
    const next = (): void => this.whisper(leg, index + 1)
    leg.party?.speaker.play(prompt, {
      started: () => undefined,
      finished: next,
      failed: (cause) => {
        this.parts.fault(new MediaError('MEDIA_SYNTHESIS_FAILED', `The whisper for the leg "${leg.legId}" was not spoken: ${cause}.`))
        next()
      },
    })
  }

  private end(leg: Leg, cause: HangUpCause | 'no-media'): void {
    if (!this.legs.delete(leg.legId)) return
    this.parts.tokens.revoke(leg.token)
    this.parts.report({ type: 'leg.hung-up', legId: leg.legId, cause })
    if (leg.state === 'held') this.parts.caller.speaker.stopMusic()
    if (isWithCaller(leg)) this.parts.parted()
  }
}

const isWithCaller = ({ state }: Leg): boolean => state === 'joined' || state === 'held'
