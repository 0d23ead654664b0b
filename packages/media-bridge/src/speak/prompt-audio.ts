import type { MediaError } from '../errors.js'

/** Samples of one prompt while they come in and after: mono PCM16 at 8 kHz. Shared by all who play it. */
export class PromptAudio {
  private pcm: Int16Array
  private filled = 0
  private readonly listeners = new Set<() => void>()
  private isDone = false
  private error: MediaError | undefined

  constructor(pcm?: Int16Array) {
    this.pcm = pcm ?? new Int16Array(16_000)
    if (pcm === undefined) return
    this.filled = pcm.length
    this.isDone = true
  }

  /** Samples that can be read now. */
  get length(): number {
    return this.filled
  }

  /** True when no more will come. */
  get complete(): boolean {
    return this.isDone
  }

  /** Why it broke off, if it did. */
  get failure(): MediaError | undefined {
    return this.error
  }

  get bytes(): number {
    return this.pcm.byteLength
  }

  /** Everything so far; valid until more comes. */
  samples(): Int16Array {
    return this.pcm.subarray(0, this.filled)
  }

  /** Fills `target` from sample `from` on. @returns how many there were */
  read(from: number, target: Int16Array): number {
    const count = Math.max(0, Math.min(target.length, this.filled - from))
    for (let index = 0; index < count; index += 1) target[index] = this.pcm[from + index] ?? 0
    return count
  }

  append(chunk: Int16Array): void {
    const needed = this.filled + chunk.length
    if (needed > this.pcm.length) {
      const larger = new Int16Array(Math.max(needed, this.pcm.length * 2))
      larger.set(this.samples())
      this.pcm = larger
    }
    this.pcm.set(chunk, this.filled)
    this.filled = needed
    this.tell()
  }

  /** No more will come. @param failure set when it broke off */
  end(failure?: MediaError): void {
    if (this.isDone) return
    this.error = failure
    this.isDone = true
    this.pcm = this.pcm.slice(0, this.filled)
    this.tell()
    this.listeners.clear()
  }

  /** Tells of more samples and of the end. @returns ends it */
  watch(listener: () => void): () => void {
    if (!this.isDone) this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener()
  }
}
