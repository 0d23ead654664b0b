/** A chunk that does not come in the time of so many others, about 100 ms, is not waited for. */
const maxHeldCount = 5

/** Puts chunks that overtook each other back into their order. */
export class ChunkOrder {
  private next: number | undefined
  private readonly held = new Map<number, Buffer>()

  constructor(private readonly emit: (bytes: Buffer) => void) {}

  /** One that comes when its place is past is left out. */
  push(chunk: number, bytes: Buffer): void {
    this.next ??= chunk
    if (chunk < this.next) return
    this.held.set(chunk, bytes)
    if (this.held.size > maxHeldCount) this.next = Math.min(...this.held.keys())
    for (let ready = this.take(); ready !== undefined; ready = this.take()) this.emit(ready)
  }

  private take(): Buffer | undefined {
    if (this.next === undefined) return undefined
    const bytes = this.held.get(this.next)
    if (bytes === undefined) return undefined
    this.held.delete(this.next)
    this.next += 1
    return bytes
  }
}
