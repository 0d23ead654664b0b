import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { recordingIdSchema, type RecordingStorage } from '@callchart/protocol'
import type { TimeSource } from '../clock/ticker.js'
import { MediaError } from '../errors.js'
import { storeOf } from './recording-store.js'
import { SealedFile, type SealedFileParts } from './sealed-file.js'

export interface RecordingSettings {
  /** Where files lie while they are written. Of this bridge alone: what it finds there when it starts is its own, left by a bridge that was killed. */
  readonly spoolDir: string
  readonly storage: RecordingStorage
}

export interface RecordingDeskParts {
  readonly settings: RecordingSettings
  readonly time: TimeSource
  readonly fault: (error: MediaError) => void
}

export interface NewRecording extends Omit<SealedFileParts, 'path'> {
  readonly recordingId: string
}

const retryAfterMs = [1_000, 5_000, 30_000, 60_000, 300_000]
/** A bridge that ends does not wait for a bucket that is away: what is left is brought there by the next one. */
const closeWithinMs = 10_000

/** The files of one bridge's recordings, from their first byte until they are where recordings lie. */
export class RecordingDesk {
  private readonly store
  private readonly discarded = new Set<string>()
  private readonly working = new Set<Promise<void>>()
  private readonly cancels = new Set<() => void>()
  private isClosed = false

  private constructor(private readonly parts: RecordingDeskParts) {
    this.store = storeOf(parts.settings.storage)
  }

  /** Takes up what a killed bridge has left. @throws MediaError MEDIA_CACHE_UNUSABLE where the folder cannot be used */
  static async open(parts: RecordingDeskParts): Promise<RecordingDesk> {
    const { spoolDir } = parts.settings
    const desk = new RecordingDesk(parts)
    try {
      await mkdir(spoolDir, { recursive: true, mode: 0o700 })
      for (const name of await readdir(spoolDir)) if (recordingIdSchema.safeParse(name).success) desk.bring(name, 0)
    } catch (error) {
      throw new MediaError('MEDIA_CACHE_UNUSABLE', `Recordings cannot be written to ${spoolDir}: name a folder that this user may write.`, { cause: error })
    }
    return desk
  }

  create({ recordingId, ...parts }: NewRecording): SealedFile {
    const file = new SealedFile({ ...parts, path: this.pathOf(recordingId) })
    this.track(file.closed.then(() => this.takeClosed(recordingId, file)))
    return file
  }

  /** The file is removed as soon as it is closed. */
  discard(recordingId: string): void {
    this.discarded.add(recordingId)
  }

  /** Calls are over: waits a while for what is under way. */
  async close(): Promise<void> {
    let cancel: (() => void) | undefined
    await Promise.race([this.settle(), new Promise<void>((resolve) => (cancel = this.parts.time.after(closeWithinMs, resolve)))])
    cancel?.()
    this.isClosed = true
    for (const cancelRetry of this.cancels) cancelRetry()
  }

  private async takeClosed(recordingId: string, { hasFile }: SealedFile): Promise<void> {
    const isDiscarded = this.discarded.delete(recordingId)
    if (!hasFile) return
    if (isDiscarded) await rm(this.pathOf(recordingId), { force: true })
    else this.bring(recordingId, 0)
  }

  private async settle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working)
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.working.delete(tracked))
    this.working.add(tracked)
  }

  private bring(name: string, attempt: number): void {
    if (this.isClosed) return
    this.track(this.store(this.pathOf(name), name).catch((error: unknown) => this.retry(name, attempt, error)))
  }

  private retry(name: string, attempt: number, cause: unknown): void {
    const said = cause instanceof Error ? cause.message : 'it cannot be reached'
    this.parts.fault(new MediaError('MEDIA_RECORDING_NOT_STORED', `The recording "${name}" is not stored yet: ${said}`, { cause, retryable: true }))
    if (this.isClosed) return
    const cancel = this.parts.time.after(retryAfterMs[Math.min(attempt, retryAfterMs.length - 1)] ?? 0, () => {
      this.cancels.delete(cancel)
      this.bring(name, attempt + 1)
    })
    this.cancels.add(cancel)
  }

  private pathOf(name: string): string {
    return join(this.parts.settings.spoolDir, name)
  }
}
