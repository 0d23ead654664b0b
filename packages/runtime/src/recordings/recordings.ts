import { createHash, randomBytes } from 'node:crypto'
import type { RecordingStorage } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CallRecording } from '../call/call-recording.js'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Store } from '../store/store.js'
import { unwrapKey, wrapKey } from '../store/seal/key-wrap.js'
import { LineImports } from './line-imports.js'
import { filesOf, type RecordingFiles } from './recording-files.js'
import { createRecordingRows, type RecordingRow, type RecordingRows } from './recording-rows.js'
import { SealedAudio } from './sealed-audio.js'
import { Timeline } from './timeline.js'

export interface RecordingSettings {
  readonly storage: RecordingStorage
  readonly retentionMs: number
}

export interface RecordingsParts {
  readonly settings: RecordingSettings
  /** 32 bytes: the keys of recordings lie in the database under it. */
  readonly masterKey: Uint8Array
  readonly db: Store['db']
  readonly clock: Clock
  readonly logger: Logger
  /** Folders into which switches record, by the switch. */
  lineFolders(): ReadonlyMap<string, string>
}

/** Which recording: of a call, or of the message that this turn of it recorded. */
export interface RecordingAddress {
  readonly callId: string
  /** On the wire; absent: the call itself. */
  readonly turnId?: string | undefined
}

/** What can be heard, and a name for exactly these sounds. */
export interface PlayableRecording {
  readonly timeline: Timeline
  readonly etag: string
}

export type NewRecordingFile = RecordingAddress & {
  readonly recordingId: string
  /** The switch that records it; absent: a bridge. */
  readonly switchId?: string
}

const sweepCount = 100
const keyBytes = 32

/** The recordings of all calls: their keys, their rows, and what of their files can still be heard. */
export class Recordings {
  private readonly rows: RecordingRows
  private readonly files: RecordingFiles
  private readonly imports: LineImports

  constructor(private readonly parts: RecordingsParts) {
    const { clock, logger, settings } = parts
    this.rows = createRecordingRows(parts.db)
    this.files = filesOf(settings.storage)
    this.imports = new LineImports({ rows: this.rows, files: this.files, clock, logger, folders: () => parts.lineFolders(), keyOf: ({ recordingId, wrappedKey }) => this.keyOf(recordingId, wrappedKey) })
  }

  close(): void {
    this.imports.close()
  }

  /**
   * The key of a file that is to be written, base64: the same however often it is asked for.
   * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_RECORDING_GONE, RUNTIME_RECORDING_DAMAGED, RUNTIME_RECORDING_UNREACHABLE
   */
  async keyFor({ recordingId, callId, turnId, switchId }: NewRecordingFile): Promise<string> {
    const { masterKey, settings: { storage, retentionMs } } = this.parts
    if (switchId !== undefined) await this.imports.reach(switchId)
    const now = this.parts.clock.now()
    const row = await this.rows.insert({
      recordingId,
      callId,
      turnId,
      switchId,
      kind: turnId === undefined ? 'call' : 'message',
      storage: storage.type,
      wrappedKey: wrapKey(randomBytes(keyBytes), masterKey, recordingId),
      createdAt: new Date(now),
      expiresAt: new Date(now + retentionMs),
    })
    return this.keyOf(recordingId, row?.wrappedKey).toString('base64')
  }

  /** What the journal knows of a file by now. */
  async note(recording: CallRecording): Promise<void> {
    if (recording.switchId !== undefined) {
      await this.rows.updateLine(recording)
      if (recording.end === undefined) return
      return recording.fromMs === undefined ? this.imports.remove(recording.recordingId) : this.imports.soon(recording.recordingId)
    }
    if (recording.end?.bytes === 0 && recording.fault === undefined) return this.rows.forget(recording.recordingId)
    await this.rows.update(recording)
  }

  /**
   * @throws RUNTIME_RECORDING_UNKNOWN, RUNTIME_RECORDING_GONE, RUNTIME_RECORDING_NOT_STORED, RUNTIME_RECORDING_DAMAGED, RUNTIME_RECORDING_UNREACHABLE
   */
  async open(address: RecordingAddress): Promise<PlayableRecording> {
    const kept = await this.keptRows(address)
    const parts = await this.reaching(Promise.all(kept.map(async (row) => ({ fromMs: row.fromMs ?? 0, audio: await this.audioOf(row) }))))
    const etag = createHash('sha256').update(JSON.stringify(kept.map(({ recordingId, bytes, digest }) => [recordingId, bytes, digest]).concat([parts.map(({ audio }) => audio.sampleCount)])))
    return { timeline: new Timeline(parts), etag: `"${etag.digest('hex').slice(0, 32)}"` }
  }

  /**
   * Destroys the keys, and then the files: from the first on nobody can hear it any more.
   * @param by who asked for it
   * @throws RUNTIME_RECORDING_UNKNOWN, RUNTIME_RECORDING_GONE
   */
  async destroy(address: RecordingAddress, by: string): Promise<void> {
    await this.destroyRows(await this.keptRows(address), address, by)
  }

  /** The same of everything that was recorded of a call, if anything was; nobody need tell of which. */
  async destroyAll(callId: string, by: string): Promise<void> {
    const rows = [...(await this.rows.ofCall(callId, 'call')), ...(await this.rows.ofCall(callId, 'message'))]
    const kept = rows.filter(({ wrappedKey }) => wrappedKey !== null)
    if (kept.length > 0) await this.destroyRows(kept, { callId }, by)
  }

  private async destroyRows(rows: readonly RecordingRow[], address: RecordingAddress, by: string): Promise<void> {
    const kept = rows.map(({ recordingId }) => recordingId)
    await this.rows.destroyKeys(kept, by, new Date(this.parts.clock.now()))
    this.parts.logger.info({ ...address, recordings: kept.length, by }, 'recording destroyed')
    await this.removeFiles(kept)
  }

  /** Destroys what is kept for long enough, and removes files that could not be removed before. */
  async sweep(): Promise<void> {
    const now = new Date(this.parts.clock.now())
    for (;;) {
      const expired = await this.rows.expired(now, sweepCount)
      await this.rows.destroyKeys(expired, 'retention', now)
      if (expired.length > 0) this.parts.logger.info({ recordings: expired.length, by: 'retention' }, 'recordings destroyed')
      if (expired.length < sweepCount) break
    }
    for (;;) {
      const left = await this.rows.toRemove(sweepCount)
      if ((await this.removeFiles(left)) < sweepCount) break
    }
    await this.imports.tidy()
  }

  /** Brings here what switches have recorded and could not be brought before. */
  importLines(): Promise<void> {
    return this.imports.sweep()
  }

  private async keptRows({ callId, turnId }: RecordingAddress): Promise<RecordingRow[]> {
    const rows = await this.rows.ofCall(callId, turnId === undefined ? 'call' : 'message', turnId)
    const begun = rows.filter(({ fromMs }) => fromMs !== null)
    if (begun.length === 0) throw new RuntimeError('RUNTIME_RECORDING_UNKNOWN', `Nothing was recorded of call ${callId}${turnId === undefined ? '' : ` by its turn ${turnId}`}.`)
    const kept = begun.filter(({ wrappedKey }) => wrappedKey !== null)
    if (kept.length === 0) throw gone(callId, begun[0]?.destroyedBy ?? 'retention')
    return kept
  }

  private async audioOf({ recordingId, wrappedKey }: RecordingRow): Promise<SealedAudio> {
    const audio = await SealedAudio.open({ files: this.files, name: recordingId, key: this.keyOf(recordingId, wrappedKey) })
    if (audio !== undefined) return audio
    throw new RuntimeError('RUNTIME_RECORDING_NOT_STORED', `The recording "${recordingId}" is not stored yet: ask again in a while.`, { retryable: true })
  }

  private keyOf(recordingId: string, wrapped: Uint8Array | null | undefined): Buffer {
    if (wrapped === null || wrapped === undefined) throw gone(recordingId, 'retention')
    const key = unwrapKey(wrapped, this.parts.masterKey, recordingId)
    if (key !== undefined) return key
    throw new RuntimeError('RUNTIME_RECORDING_DAMAGED', `The key of recording "${recordingId}" is under another master key: bring that one back.`)
  }

  /** @returns how many are gone */
  private async removeFiles(recordingIds: readonly string[]): Promise<number> {
    let removed = 0
    for (const recordingId of recordingIds) {
      try {
        await this.files.remove(recordingId)
        await this.imports.remove(recordingId)
        await this.rows.fileRemoved(recordingId, new Date(this.parts.clock.now()))
        removed += 1
      } catch (error) {
        this.parts.logger.warn({ recordingId, err: error }, 'file of a recording not removed yet')
      }
    }
    return removed
  }

  private async reaching<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work
    } catch (error) {
      if (error instanceof RuntimeError) throw error
      throw new RuntimeError('RUNTIME_RECORDING_UNREACHABLE', 'The place where recordings lie does not answer: check the folder or the bucket.', { cause: error, retryable: true })
    }
  }
}

const gone = (of: string, by: string): RuntimeError => new RuntimeError('RUNTIME_RECORDING_GONE', `The recording of ${of} was destroyed (${by === 'retention' ? 'its time was over' : `by ${by}`}).`)
