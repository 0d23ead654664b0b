/** The queue of Asterisk's chan_websocket: 1,000 frames, XOFF at 900, XON below 800. */
export const queueCapacityFrames = 1_000
export const xoffLevelFrames = 900
export const xonLevelFrames = 800

export type PlayoutEvent =
  | { readonly type: 'xoff' }
  | { readonly type: 'xon' }
  | { readonly type: 'drained' }
  | { readonly type: 'mark'; readonly correlationId: string }
  | { readonly type: 'buffered'; readonly correlationId: string }

type Entry = { readonly frame: Uint8Array } | { readonly event: PlayoutEvent }

/** What waits to be played to one telephone. Time passes only by `play`, which is called every 20 ms. */
export class PlayoutQueue {
  private entries: Entry[] = []
  private frameCount = 0
  private remainder: Uint8Array | undefined
  private isFull = false
  private isPaused = false
  private reportsDrained = false
  private dropped = 0

  constructor(
    private readonly frameBytes: number,
    private readonly onEvent: (event: PlayoutEvent) => void,
  ) {}

  get length(): number {
    return this.frameCount
  }

  get isBuffering(): boolean {
    return this.remainder !== undefined
  }

  get paused(): boolean {
    return this.isPaused
  }

  get overflowed(): boolean {
    return this.isFull
  }

  /** Frames that came when the queue was full. */
  get droppedCount(): number {
    return this.dropped
  }

  /** Whole frames are queued. What is left over is dropped, unless buffering is on: then it waits for more. */
  push(audio: Uint8Array): void {
    const held = this.remainder
    const bytes = held !== undefined && held.length > 0 ? Buffer.concat([held, audio]) : audio
    let offset = 0
    for (; offset + this.frameBytes <= bytes.length; offset += this.frameBytes)
      this.pushFrame(bytes.subarray(offset, offset + this.frameBytes))
    if (held !== undefined) this.remainder = bytes.subarray(offset)
  }

  startBuffering(): void {
    this.remainder ??= new Uint8Array(0)
  }

  /** The last piece is filled up with `silence` to a whole frame. */
  stopBuffering(correlationId: string | undefined, silence: number): void {
    const held = this.remainder
    this.remainder = undefined
    if (held !== undefined && held.length > 0) {
      const last = new Uint8Array(this.frameBytes).fill(silence)
      last.set(held)
      this.pushFrame(last)
    }
    if (correlationId !== undefined) this.entries.push({ event: { type: 'buffered', correlationId } })
  }

  /** Reported when everything queued before it has been played. */
  mark(correlationId: string): void {
    this.entries.push({ event: { type: 'mark', correlationId } })
  }

  /** Empties at once, ends buffering and forgets the marks without a word. @returns the frames that are thrown away */
  flush(): Uint8Array[] {
    const thrown = this.entries.flatMap((entry) => ('frame' in entry ? [entry.frame] : []))
    this.entries = []
    this.frameCount = 0
    this.remainder = undefined
    this.tellIfLow()
    return thrown
  }

  pause(): void {
    this.isPaused = true
  }

  continue(): void {
    this.isPaused = false
  }

  reportDrained(): void {
    this.reportsDrained = true
  }

  /** The frame of this tick; nothing when the queue is empty or paused. Marks at its head are reported first. */
  play(): Uint8Array | undefined {
    if (this.isPaused) return undefined
    for (let head = this.entries.shift(); head !== undefined; head = this.entries.shift()) {
      if ('frame' in head) {
        this.frameCount -= 1
        this.tellIfLow()
        return head.frame
      }
      this.onEvent(head.event)
    }
    if (this.reportsDrained) {
      this.reportsDrained = false
      this.onEvent({ type: 'drained' })
    }
    return undefined
  }

  private pushFrame(frame: Uint8Array): void {
    if (this.frameCount >= queueCapacityFrames) {
      this.dropped += 1
      return
    }
    this.entries.push({ frame })
    this.frameCount += 1
    if (this.frameCount >= xoffLevelFrames && !this.isFull) {
      this.isFull = true
      this.onEvent({ type: 'xoff' })
    }
  }

  private tellIfLow(): void {
    if (!this.isFull || this.frameCount >= xonLevelFrames) return
    this.isFull = false
    this.onEvent({ type: 'xon' })
  }
}
