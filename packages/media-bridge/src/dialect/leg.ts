import { digitKeys, frameSamples, type HangUpCause } from '@callchart/protocol'
import { MediaError } from '../errors.js'
import { AudioWriter, leaveBytes } from './audio-writer.js'
import type { CallAudio, CallAudioSink } from './call-audio.js'
import { createFrameAssembler, type FrameAssembler } from './frame-assembler.js'
import type { WireCodec } from './wire-codec.js'
import type { Wire } from './wire.js'

/** Bytes that the switch has not taken yet: it reads nothing any more. */
const maxUnsentBytes = 1_048_576
const maxFaultCount = 200

/** What is the same in every dialect: the bounds of what is taken, faults, audio in and out, and how a leg ends. */
export abstract class Leg implements CallAudio {
  private assembler: FrameAssembler | undefined
  private writer: AudioWriter | undefined
  private faultCount = 0
  private toldOfPartialFrame = false
  private hasEnded = false
  private endCause: HangUpCause | undefined

  constructor(
    protected readonly wire: Wire,
    protected readonly sink: CallAudioSink,
  ) {}

  abstract mark(id: number): void
  abstract clear(): void
  /** Audio that is ready for the line; not called before `begin` nor on a wire that is closed. */
  protected abstract write(bytes: Buffer, frameCount: number): void
  /** Tells the switch that the leg ends, where the dialect has a word for it. */
  protected abstract sayGoodbye(): void

  /** The leg is over: what it holds beside its connection is given back. */
  protected letGo(): void {
    // Nothing, in most dialects.
  }

  /** True: `write` may keep its bytes, so that they are not used again. */
  protected get keepsBytes(): boolean {
    return this.wire.unsentBytes > 0
  }

  protected get isOver(): boolean {
    return this.hasEnded
  }

  protected get isStarted(): boolean {
    return this.assembler !== undefined
  }

  send(pcm: Int16Array): void {
    if (this.wire.unsentBytes > maxUnsentBytes) {
      this.abort('media-error', new MediaError('MEDIA_CONNECTION_LOST', 'The switch takes no audio any more: its connection is given up.'))
      return
    }
    if (this.writer === undefined || !this.wire.isOpen) return
    const bytes = this.writer.encode(pcm, this.keepsBytes)
    this.write(bytes, pcm.length / frameSamples)
    if (this.keepsBytes) leaveBytes(bytes)
  }

  hangUp(): void {
    if (this.hasEnded) return
    this.endCause = 'normal'
    this.sayGoodbye()
    this.wire.close()
  }

  abort(cause: HangUpCause, error: MediaError): void {
    if (this.hasEnded || this.endCause !== undefined) return
    this.sink.fault(error)
    this.endCause = cause
    this.sayGoodbye()
    this.wire.close(error)
  }

  /** The switch has said how its audio is formed. @param spoken of what we send, where it is formed in another way */
  protected begin(heard: WireCodec, variables: Readonly<Record<string, string>>, spoken: WireCodec = heard): void {
    this.reform(heard, spoken)
    this.sink.started({ codec: heard.name, variables })
  }

  /** From now on the audio is formed so. */
  protected reform(heard: WireCodec, spoken: WireCodec): void {
    this.assembler = createFrameAssembler(heard, (pcm) => this.sink.frame(pcm))
    this.writer = new AudioWriter(spoken)
  }

  /** Audio of the party, in pieces of any length. */
  protected hear(bytes: Uint8Array): void {
    const isWhole = this.assembler?.push(bytes) ?? true
    if (isWhole || this.toldOfPartialFrame) return
    this.toldOfPartialFrame = true
    this.sink.fault(
      new MediaError(
        'MEDIA_PARTIAL_FRAME',
        `The switch sent ${bytes.length} bytes of audio, which is no whole number of 20 ms frames: the rest waits for the next message.`,
      ),
    )
  }

  protected takeDigit(digit: string): void {
    const key = digit.toUpperCase()
    if (key.length === 1 && digitKeys.includes(key)) this.sink.digit(key)
    else this.fault(new MediaError('MEDIA_MALFORMED_MESSAGE', 'The switch reported a key that no telephone has: it was ignored.'))
  }

  protected fault(error: MediaError): void {
    this.sink.fault(error)
    this.faultCount += 1
    if (this.faultCount < maxFaultCount) return
    this.abort(
      'media-error',
      new MediaError('MEDIA_TOO_MANY_FAULTS', `The switch sent ${maxFaultCount} bad messages: its connection is ended.`),
    )
  }

  /** The connection broke; `end` follows. */
  protected breakOff(error: MediaError): void {
    this.endCause ??= 'media-error'
    this.sink.fault(error)
  }

  /** The connection is over. @param cause where none was decided before */
  protected end(cause: HangUpCause): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.letGo()
    this.sink.stopped(this.endCause ?? cause)
  }
}
