import type { CallAudio, CallAudioSink, MediaConnection } from '../../../packages/media-bridge/src/dialect/call-audio.js'

const frameSamples = 160
/** Of a sign of life; prompts are softer here. */
const loudestSign = 2_500

/** The switch's end of one leg: it plays what it is given, a frame every 20 ms, and gives marks back when they are reached. */
export class ScriptedLine implements CallAudio {
  private queued = 0
  private sent = 0
  private readonly marks: { readonly id: number; readonly at: number }[] = []
  private sink: CallAudioSink | undefined
  isOver = false
  /** The bridge ended the leg. */
  wasHungUp = false
  /** Audio that came when nobody was on the line. */
  lateSends = 0
  /** Audio louder than any prompt or sign of life: music. */
  musicSends = 0

  readonly connection: MediaConnection = {
    dialect: 'scripted',
    reportsDigits: true,
    open: (sink) => {
      this.sink = sink
      return this
    },
    close: () => undefined,
  }

  answers(): void {
    this.sink?.started({ codec: 'ulaw', variables: {} })
  }

  /** The party's next 20 ms, and 20 ms of what was queued played to them. */
  passes(frame: Int16Array): void {
    if (this.isOver) return
    this.queued = Math.max(0, this.queued - frameSamples)
    for (const mark of this.marks.splice(0, this.marks.filter(({ at }) => at <= this.consumed).length)) this.sink?.marked(mark.id, 'played')
    this.sink?.frame(frame)
  }

  presses(digit: string): void {
    if (!this.isOver) this.sink?.digit(digit)
  }

  /** The party puts the receiver down. */
  leaves(): void {
    if (this.isOver) return
    this.isOver = true
    this.sink?.stopped('normal')
  }

  private get consumed(): number {
    return this.sent - this.queued
  }

  send(pcm: Int16Array): void {
    if (this.isOver) this.lateSends += 1
    if (pcm.some((sample) => Math.abs(sample) > loudestSign)) this.musicSends += 1
    this.sent += pcm.length
    this.queued += pcm.length
  }

  mark(id: number): void {
    this.marks.push({ id, at: this.sent })
  }

  clear(): void {
    this.sent -= this.queued
    this.queued = 0
    for (const { id } of this.marks.splice(0)) this.sink?.marked(id, 'cleared')
  }

  hangUp(): void {
    this.wasHungUp = true
    queueMicrotask(() => this.leaves())
  }

  abort(): void {
    this.hangUp()
  }
}
