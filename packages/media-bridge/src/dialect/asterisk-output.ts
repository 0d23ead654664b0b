import { frameSamples } from '@callchart/protocol'
import type { WebSocket } from 'ws'
import { writeSwitchCommand, type MessageForm, type SwitchCommand } from './asterisk-message.js'
import type { WireCodec } from './wire-codec.js'

/** Bytes that the switch has not taken yet: it reads nothing any more. */
const maxUnsentBytes = 1_048_576
/** Frames in one message: 25 of slin16 are 16 kB, and the switch takes 65,535 bytes. */
const maxFramesPerSend = 25

const markPrefix = 'm'

/** What goes to the switch: audio, commands, and the marks that it has not reported yet. */
export class AsteriskOutput {
  private form: MessageForm = 'json'
  private codec: WireCodec | undefined
  /** Views of one scratch buffer, by the number of frames in them. */
  private views: Buffer[] = []
  private readonly openMarks: number[] = []

  constructor(private readonly socket: WebSocket) {}

  /** True when the switch has stopped to take what it is sent. */
  get isStuck(): boolean {
    return this.socket.bufferedAmount > maxUnsentBytes
  }

  useForm(form: MessageForm): void {
    this.form = form
  }

  useCodec(codec: WireCodec): void {
    this.codec = codec
    const scratch = Buffer.alloc(maxFramesPerSend * codec.frameBytes)
    this.views = Array.from({ length: maxFramesPerSend + 1 }, (_, frames) => scratch.subarray(0, frames * codec.frameBytes))
  }

  /** Does nothing before there is a codec and after the end of the connection. */
  send(pcm: Int16Array): void {
    const { codec } = this
    if (codec === undefined || this.socket.readyState !== this.socket.OPEN) return
    const frameCount = pcm.length / frameSamples
    const bytes = this.bytesFor(frameCount, codec.frameBytes)
    for (let index = 0; index < frameCount; index += 1) codec.encode(pcm, index * frameSamples, bytes, index * codec.frameBytes)
    this.socket.send(bytes)
  }

  command(command: SwitchCommand, correlationId?: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(writeSwitchCommand(this.form, command, correlationId))
  }

  mark(id: number): void {
    this.openMarks.push(id)
    this.command('MARK_MEDIA', `${markPrefix}${id}`)
  }

  /** @returns the mark that the switch speaks of, if it is still open: one that is not was flushed while its report was on the way */
  closeMark(correlationId: string): number | undefined {
    const id = Number(correlationId.slice(markPrefix.length))
    const at = this.openMarks.indexOf(id)
    return at < 0 ? undefined : this.openMarks.splice(at, 1)[0]
  }

  /** The switch forgets its marks on a flush and says nothing of them. @returns those that were open */
  flush(): number[] {
    this.command('FLUSH_MEDIA')
    return this.openMarks.splice(0)
  }

  /** The scratch buffer is free again only when the socket holds nothing of it. */
  private bytesFor(frameCount: number, frameBytes: number): Buffer {
    const view = this.socket.bufferedAmount > 0 ? undefined : this.views[frameCount]
    return view ?? Buffer.allocUnsafe(frameCount * frameBytes)
  }
}
