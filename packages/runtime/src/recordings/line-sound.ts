import { open, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { readWav, sampleRateHz, wavHeader } from '@callchart/protocol'
import { recordedFilesOf } from '../switch/switch-port.js'

/** A header may have further chunks before the sound. */
const mostHeaderBytes = 4_096
const sampleBytes = 2

/** One direction: 16 bit linear PCM, mono, at 8 kHz. */
interface Side {
  readonly handle: FileHandle
  readonly from: number
  readonly sampleCount: number
  /** Its writer has closed it: the header says how long it is. */
  readonly isClosed: boolean
}

const pathsOf = (folder: string, recordingId: string) => {
  const { received, sent } = recordedFilesOf(recordingId)
  return [join(folder, received), join(folder, sent)] as const
}

/** What a switch has recorded of a line: two files, opened for reading. */
export class LineSound {
  private constructor(private readonly sides: readonly [Side, Side]) {}

  /** @returns `missing` where one of them is not there, `unfit` where one is no such sound @throws where they cannot be read */
  static async open(folder: string, recordingId: string): Promise<LineSound | 'missing' | 'unfit'> {
    const handles: FileHandle[] = []
    try {
      for (const path of pathsOf(folder, recordingId)) handles.push(await open(path, 'r'))
      const [received, sent] = await Promise.all(handles.map(sideOf))
      if (received !== undefined && sent !== undefined) return new LineSound([received, sent])
      await closeAll(handles)
      return 'unfit'
    } catch (error) {
      await closeAll(handles)
      if (isMissing(error)) return 'missing'
      throw error
    }
  }

  /** Of both sides: what the longer one has beyond is not there yet. */
  get sampleCount(): number {
    return Math.min(...this.sides.map(({ sampleCount }) => sampleCount))
  }

  /** Nothing more is written to it. */
  get isClosed(): boolean {
    return this.sides.every(({ isClosed }) => isClosed)
  }

  /** PCM16, the caller left, what the caller is sent right. @param into room for two channels, all of it within the sound */
  async read(sample: number, into: Int16Array): Promise<void> {
    const count = into.length / this.sides.length
    const buffer = Buffer.alloc(count * sampleBytes)
    for (const [channel, { handle, from }] of this.sides.entries()) {
      await handle.read(buffer, 0, buffer.length, from + sample * sampleBytes)
      for (let index = 0; index < count; index += 1) into[index * this.sides.length + channel] = buffer.readInt16LE(index * sampleBytes)
    }
  }

  async close(): Promise<void> {
    await closeAll(this.sides.map(({ handle }) => handle))
  }
}

/** Both files are gone, also where one of them was before. */
export async function removeLineSound(folder: string, recordingId: string): Promise<void> {
  await Promise.all(pathsOf(folder, recordingId).map((path) => rm(path, { force: true })))
}

/** When either was written to last, milliseconds since the epoch; undefined: there is none. */
export async function lastWritten(folder: string, recordingId: string): Promise<number | undefined> {
  const times = await Promise.all(pathsOf(folder, recordingId).map((path) => stat(path).then(({ mtimeMs }) => mtimeMs, () => 0)))
  return Math.max(...times) || undefined
}

const closeAll = (handles: readonly FileHandle[]): Promise<unknown> => Promise.all(handles.map((handle) => handle.close()))

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The header of a file that is being written has a length of nothing, or of what was written by then. */
async function sideOf(handle: FileHandle): Promise<Side | undefined> {
  const { size } = await handle.stat()
  const head = Buffer.alloc(Math.min(size, mostHeaderBytes))
  await handle.read(head, 0, head.length, 0)
  const at = head.indexOf('data')
  const from = at + 8
  const said = at < 0 || from > head.length ? undefined : head.readUInt32LE(at + 4)
  const format = said === undefined ? undefined : readWav(Buffer.concat([head.subarray(0, at), wavHeader(0, { sampleRateHz, encoding: 'linear16' }).subarray(36)]))
  if (said === undefined || format === undefined || format.channelCount !== 1 || format.bitCount !== 16 || format.sampleRateHz !== sampleRateHz) return undefined
  return { handle, from, sampleCount: Math.floor((size - from) / sampleBytes), isClosed: said > 0 && from + said >= size }
}
