import { RuntimeError } from '../errors.js'
import type { HeldAbilities } from './held-lines.js'
import type { LineAct } from './line-order.js'
import type { LineHangUp, LineRecorder, RecordingBegun, RingRequest, SendRequest, SipHeaders, SwitchLine, SwitchTarget } from './switch-port.js'

export interface RemoteLineParts {
  readonly switchId: string
  readonly lineId: string
  readonly abilities: HeldAbilities
  /** Asks whichever runtime has the line. @throws what the line there throws, RUNTIME_SWITCH_UNAVAILABLE, RUNTIME_STALE_EPOCH */
  ask(act: LineAct): Promise<unknown>
  /** This runtime has lost the call. */
  stale(error: RuntimeError): void
}

/** A line that another runtime has. What it tells comes by the rows of its call. */
export class RemoteLine implements SwitchLine {
  readonly recorder?: LineRecorder

  constructor(private readonly parts: RemoteLineParts) {
    if (!parts.abilities.records) return
    this.recorder = {
      start: async (recordingId) => (await this.ask({ type: 'record', recordingId })) as RecordingBegun,
      stop: async () => (await this.ask({ type: 'stop-recording' })) === true,
    }
  }

  get switchId(): string {
    return this.parts.switchId
  }

  get lineId(): string {
    return this.parts.lineId
  }

  get abilities(): HeldAbilities {
    return this.parts.abilities
  }

  answer(): Promise<void> {
    return this.tell({ type: 'answer' })
  }

  connectMedia(mediaUrl: string): Promise<void> {
    return this.tell({ type: 'connect-media', mediaUrl })
  }

  dropMedia(): Promise<void> {
    return this.tell({ type: 'drop-media' })
  }

  /** A line whose runtime cannot be reached is found again by another one, which looks for itself. */
  mediaEnded(): void {
    this.tell({ type: 'media-ended' }).catch(() => undefined)
  }

  ring(request: RingRequest): Promise<void> {
    return this.tell({ type: 'ring', request })
  }

  join(legId: string): Promise<void> {
    return this.tell({ type: 'join', legId })
  }

  dropLeg(legId: string): Promise<void> {
    return this.tell({ type: 'drop-leg', legId })
  }

  send(request: SendRequest): Promise<void> {
    return this.tell({ type: 'send', request })
  }

  refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    return this.tell({ type: 'refer', target, headers })
  }

  hold(isHeld: boolean): Promise<void> {
    return this.tell({ type: 'hold', isHeld })
  }

  sendDigits(digits: string): Promise<void> {
    return this.tell({ type: 'send-digits', digits })
  }

  hangUp(cause: LineHangUp): Promise<void> {
    return this.tell({ type: 'hang-up', cause })
  }

  giveBack(): Promise<void> {
    return this.tell({ type: 'give-back' })
  }

  private async tell(act: LineAct): Promise<void> {
    await this.ask(act)
  }

  private async ask(act: LineAct): Promise<unknown> {
    try {
      return await this.parts.ask(act)
    } catch (error) {
      if (error instanceof RuntimeError && error.code === 'RUNTIME_STALE_EPOCH') this.parts.stale(error)
      throw error
    }
  }
}
