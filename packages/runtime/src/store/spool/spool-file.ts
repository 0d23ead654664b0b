import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RuntimeError } from '../../errors.js'
import { readRecordLine, recordLine, type SpoolRecord } from './spool-record.js'

/** What a spool needs of its file. */
export type SpoolHandle = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'read' | 'stat' | 'close'>

export interface SpoolFileOptions {
  /** An append that would make the file longer is refused. */
  readonly capBytes: number
  readonly open?: (path: string) => Promise<SpoolHandle>
}

export interface SpoolChunk {
  readonly records: readonly SpoolRecord[]
  /** Where the next one begins. */
  readonly next: number
}

interface Append {
  readonly bytes: Buffer
  resolve(): void
  reject(error: unknown): void
}

/** About a thousand journal entries. */
const chunkBytes = 500_000

const full = (reason: string, cause?: unknown): RuntimeError =>
  new RuntimeError('RUNTIME_SPOOL_FULL', `The spool takes no more (${reason}): bring PostgreSQL back, and see that the disk of the data folder has room.`, { cause })

const openPrivate = async (path: string): Promise<FileHandle> => {
  const handle = await open(path, 'a', 0o600)
  await handle.close()
  // The name of a new file is on the disk too.
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return open(path, 'r+')
}

/** Records in a file of their order. Those that arrive while one write is on its way to the disk share the next. */
export class SpoolFile {
  #size: number
  #queuedBytes = 0
  #waiting: Append[] = []
  #busy: Promise<void> | undefined

  private constructor(
    private readonly handle: SpoolHandle,
    private readonly capBytes: number,
    size: number,
  ) {
    this.#size = size
  }

  /** What the file holds already stays. */
  static async open(path: string, { capBytes, open: opens = openPrivate }: SpoolFileOptions): Promise<SpoolFile> {
    const handle = await opens(path)
    const { size } = await handle.stat()
    return new SpoolFile(handle, capBytes, size)
  }

  /** On the disk. */
  get bytes(): number {
    return this.#size
  }

  /** Of the cap. */
  get usedShare(): number {
    return (this.#size + this.#queuedBytes) / this.capBytes
  }

  /** Resolves when the records are on the disk. @throws RUNTIME_SPOOL_FULL they are not, and none of them ever will be */
  append(records: readonly SpoolRecord[]): Promise<void> {
    const bytes = Buffer.from(records.map(recordLine).join(''))
    if (this.#size + this.#queuedBytes + bytes.length > this.capBytes) return Promise.reject(full(`its ${this.capBytes} bytes are used`))
    this.#queuedBytes += bytes.length
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, resolve, reject })
      this.#busy ??= this.#flush()
    })
  }

  /** Resolves when no append is under way. */
  async settled(): Promise<void> {
    await this.#busy
  }

  /** Whole records from there on; ends before one that is not as it was written. @param from where one begins */
  async read(from: number, mostBytes = chunkBytes): Promise<SpoolChunk> {
    const end = Math.min(this.#size, from + mostBytes)
    const buffer = Buffer.alloc(end - from)
    const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, from)
    const records: SpoolRecord[] = []
    let next = 0
    for (let lineEnd = buffer.indexOf(10); lineEnd !== -1 && lineEnd < bytesRead; lineEnd = buffer.indexOf(10, next)) {
      const record = readRecordLine(buffer.toString('utf8', next, lineEnd))
      if (record === undefined) return { records, next: from + next }
      records.push(record)
      next = lineEnd + 1
    }
    const isCutShort = records.length === 0 && end < this.#size
    return isCutShort ? this.read(from, mostBytes * 4) : { records, next: from + next }
  }

  /** Forgets everything; appends wait meanwhile. */
  clear(): Promise<void> {
    const cleared = (this.#busy ?? Promise.resolve()).then(async () => {
      await this.handle.truncate(0)
      await this.handle.datasync()
    })
    this.#size = 0
    const busy = cleared.catch(() => undefined).then(() => this.#flush())
    this.#busy = busy
    return cleared
  }

  async close(): Promise<void> {
    await this.#busy
    await this.handle.close()
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0))
    this.#busy = undefined
  }

  /** All or none: what has come to the disk in part is taken away again. */
  async #write(batch: readonly Append[]): Promise<void> {
    const bytes = Buffer.concat(batch.map((append) => append.bytes))
    try {
      for (let done = 0; done < bytes.length; ) done += (await this.handle.write(bytes, done, bytes.length - done, this.#size + done)).bytesWritten
      await this.handle.datasync()
      this.#size += bytes.length
      for (const append of batch) append.resolve()
    } catch (error) {
      // What stays is written over by the next append, and is no whole record before.
      await this.handle.truncate(this.#size).catch(() => undefined)
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'not written'
      for (const append of batch) append.reject(full(reason, error))
    } finally {
      this.#queuedBytes -= bytes.length
    }
  }
}
