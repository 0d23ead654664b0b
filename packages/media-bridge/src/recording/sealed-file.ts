import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { samplesToMs, sealedChunkBytes, sealedHeaderBytes, sealedLayout, sealedNonce, sealSaltBytes, sealTagBytes, writeSealedHeader } from '@callchart/protocol'

/** A disk that is so far behind is given up: ten seconds of audio. */
const mostPendingChunks = 10

/** What there is of a file: nobody knows its digest where not all of it was written. */
export interface SealedEnd {
  readonly durationMs: number
  readonly bytes: number
  /** Sha-256 in hex. */
  readonly digest: string
}

/** What a recording needs of its file. */
export type SealedHandle = Pick<FileHandle, 'write' | 'datasync' | 'close'>

export interface SealedFileParts {
  readonly path: string
  readonly channelCount: 1 | 2
  /** 32 bytes; nowhere but in memory. */
  readonly key: Uint8Array
  /** Once: nothing more is taken. */
  readonly failed: (cause: string) => void
  readonly open?: (path: string) => Promise<SealedHandle>
}

/** Whoever has this name already is not written over. */
const openNew = (path: string): Promise<SealedHandle> => open(path, 'wx', 0o600)

const causeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'write-failed')

/**
 * A recording while it is written: a chunk is sealed in memory as soon as it is full and then written behind the back of the call. Nothing
 * reaches the disk in the clear, and what waits for the disk is bounded.
 */
export class SealedFile {
  /** All is written that will be, and the file is closed. */
  readonly closed: Promise<void>
  private readonly header: Uint8Array
  private readonly salt = randomBytes(sealSaltBytes)
  private readonly hash = createHash('sha256')
  private readonly pending: Uint8Array[] = []
  private chunkCount = 0
  private sealedBytes = sealedHeaderBytes
  private writtenBytes = 0
  private isOpened = false
  private isEnded = false
  private failure: string | undefined
  private wake: (() => void) | undefined

  constructor(private readonly parts: SealedFileParts) {
    const { channelCount } = parts
    this.header = writeSealedHeader({ channelCount, chunkBytes: sealedChunkBytes(channelCount), salt: this.salt })
    this.push(this.header)
    this.closed = this.write()
  }

  get hasFailed(): boolean {
    return this.failure !== undefined
  }

  /** Known once it is closed. Where it has none, whatever lies at its path is somebody else's. */
  get hasFile(): boolean {
    return this.isOpened
  }

  /** @param chunk whole, but for the last one; read before it returns */
  append(chunk: Uint8Array): void {
    if (this.isEnded || this.hasFailed || chunk.length === 0) return
    if (this.pending.length >= mostPendingChunks) return this.fail('disk-too-slow')
    const cipher = createCipheriv('aes-256-gcm', this.parts.key, sealedNonce(this.salt, this.chunkCount), { authTagLength: sealTagBytes })
    cipher.setAAD(this.header)
    const sealed = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    this.chunkCount += 1
    this.sealedBytes += sealed.length
    this.push(sealed)
  }

  /** Nothing more comes. Known at once, for the disk is not waited for. */
  end(): SealedEnd {
    this.isEnded = true
    this.wake?.()
    const bytes = this.hasFailed ? this.writtenBytes : this.sealedBytes
    const { channelCount } = this.parts
    const { audioBytes } = sealedLayout(bytes, { channelCount, chunkBytes: sealedChunkBytes(channelCount) })
    return { durationMs: samplesToMs(audioBytes / channelCount), bytes, digest: this.hasFailed ? '' : this.hash.digest('hex') }
  }

  private push(bytes: Uint8Array): void {
    this.hash.update(bytes)
    this.pending.push(bytes)
    this.wake?.()
  }

  private fail(cause: string): void {
    if (this.hasFailed) return
    this.failure = cause
    this.wake?.()
    this.parts.failed(cause)
  }

  private async write(): Promise<void> {
    let handle: SealedHandle | undefined
    try {
      handle = await (this.parts.open ?? openNew)(this.parts.path)
      this.isOpened = true
      while (!this.hasFailed) {
        const next = this.pending.splice(0)
        for (const chunk of next) await this.writeWhole(handle, chunk)
        if (next.length > 0) continue
        if (this.isEnded) break
        await new Promise<void>((resolve) => (this.wake = resolve))
      }
      await handle.datasync()
    } catch (error) {
      this.fail(causeOf(error))
    } finally {
      await handle?.close().catch(() => undefined)
    }
  }

  /** A disk that is nearly full takes a part, and says that it is full when it is given the rest. */
  private async writeWhole(handle: SealedHandle, chunk: Uint8Array): Promise<void> {
    for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten
    this.writtenBytes += chunk.length
  }
}
