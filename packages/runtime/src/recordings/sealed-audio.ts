import { createDecipheriv } from 'node:crypto'
import { muLawToPcm, readSealedHeader, sealedChunkOf, sealedHeaderBytes, sealedLayout, sealedNonce, sealTagBytes, type SealedHeader, type SealedLayout } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { RecordingFiles } from './recording-files.js'

/** A file, its key, and where it lies. */
export interface SealedSource {
  readonly files: RecordingFiles
  readonly name: string
  readonly key: Uint8Array
}

const damaged = (name: string, what: string): RuntimeError =>
  new RuntimeError('RUNTIME_RECORDING_DAMAGED', `The recording "${name}" ${what}: bring back its file, and the master key under which it was made.`)

/** A sealed recording that is read from anywhere. */
export class SealedAudio {
  private constructor(
    private readonly source: SealedSource,
    private readonly header: SealedHeader,
    private readonly headerBytes: Uint8Array,
    private layout: SealedLayout,
  ) {}

  /** A last chunk that was not written whole is left out. @returns undefined where there is no such file @throws RUNTIME_RECORDING_DAMAGED */
  static async open(source: SealedSource): Promise<SealedAudio | undefined> {
    const { files, name } = source
    const fileBytes = await files.sizeBytes(name)
    if (fileBytes === undefined) return undefined
    const headerBytes = await files.read(name, 0, sealedHeaderBytes)
    const header = readSealedHeader(headerBytes)
    if (header === undefined) throw damaged(name, 'is no recording')
    const audio = new SealedAudio(source, header, headerBytes, sealedLayout(fileBytes, header))
    await audio.dropTornEnd()
    return audio
  }

  get channelCount(): number {
    return this.header.channelCount
  }

  /** Of each channel. */
  get sampleCount(): number {
    return this.layout.audioBytes / this.channelCount
  }

  /**
   * PCM16LE, channels interleaved, from a sample on. @throws RUNTIME_RECORDING_DAMAGED
   * @param into as many samples of every channel as there is room; they lie within the recording
   */
  async read(sample: number, into: Int16Array): Promise<void> {
    const { chunkBytes } = this.header
    const first = sample * this.channelCount
    const [firstChunk, lastChunk] = [Math.floor(first / chunkBytes), Math.floor((first + into.length - 1) / chunkBytes)]
    const audio = await this.chunks(firstChunk, lastChunk)
    for (let index = 0; index < into.length; index += 1) into[index] = muLawToPcm[audio[first - firstChunk * chunkBytes + index] ?? 0xff] ?? 0
  }

  /** The audio of these chunks, in one piece, by one reading. */
  private async chunks(from: number, to: number): Promise<Uint8Array> {
    const { files, name } = this.source
    const [first, last] = [sealedChunkOf(from, this.header, this.layout), sealedChunkOf(to, this.header, this.layout)]
    const sealed = await files.read(name, first.from, last.from + last.bytes - first.from)
    return Buffer.concat(
      Array.from({ length: to - from + 1 }, (_, index) => {
        const { from: at, bytes } = sealedChunkOf(from + index, this.header, this.layout)
        return this.opened(from + index, sealed.subarray(at - first.from, at - first.from + bytes))
      }),
    )
  }

  private opened(chunk: number, sealed: Uint8Array): Uint8Array {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.source.key, sealedNonce(this.header.salt, chunk), { authTagLength: sealTagBytes })
      decipher.setAAD(this.headerBytes).setAuthTag(sealed.subarray(-sealTagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(0, -sealTagBytes)), decipher.final()])
    } catch {
      throw damaged(this.source.name, 'cannot be opened')
    }
  }

  /** What a crash cut is no damage, as long as the chunk before it is good. */
  private async dropTornEnd(): Promise<void> {
    const { chunkCount } = this.layout
    if (chunkCount === 0) return
    try {
      await this.chunks(chunkCount - 1, chunkCount - 1)
    } catch (error) {
      if (chunkCount === 1) throw error
      await this.chunks(chunkCount - 2, chunkCount - 2)
      this.layout = { chunkCount: chunkCount - 1, audioBytes: (chunkCount - 1) * this.header.chunkBytes }
    }
  }
}
