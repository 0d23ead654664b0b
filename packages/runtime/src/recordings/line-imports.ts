import { randomUUID } from 'node:crypto'
import { access, constants, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { msToSamples, samplesToMs } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { recordedFilesOf } from '../switch/switch-port.js'
import { leadMs, withLead, type LineSides } from './line-lead.js'
import { lastWritten, LineSound, removeLineSound } from './line-sound.js'
import type { RecordingFiles } from './recording-files.js'
import { lostFault, type RecordingRow, type RecordingRows } from './recording-rows.js'
import { sealSound } from './seal-sound.js'

export interface LineImportParts {
  readonly rows: Pick<RecordingRows, 'read' | 'imported' | 'lost' | 'toImport'>
  readonly files: Pick<RecordingFiles, 'store'>
  readonly clock: Clock
  readonly logger: Logger
  /** Folders into which switches record, by the switch. */
  folders(): ReadonlyMap<string, string>
  /** @throws RUNTIME_RECORDING_GONE, RUNTIME_RECORDING_DAMAGED */
  keyOf(row: RecordingRow): Uint8Array
}

/** A switch closes its files within moments; what takes longer is looked for at every sweep. */
const triesMs = [200, 1_000, 3_000]
/** A file that grows no more was left by a switch that died. */
const abandonedMs = 60_000
/** From the end of a recording. */
const lostAfterMs = 86_400_000
const sweepCount = 50

/**
 * Brings what switches have recorded of lines to where recordings lie: read from the switch's folder, cut where the journal says that the recording
 * ended, sealed under a key of its own, and removed from the folder.
 */
export class LineImports {
  private readonly timers = new Set<CancelTimer>()
  private readonly working = new Set<string>()
  /** The next sweep begins behind it: recordings that fail each time hold up no others. Undefined: with the first. */
  private sweptTo: string | undefined

  constructor(private readonly parts: LineImportParts) {}

  /** @throws RUNTIME_RECORDING_UNREACHABLE what this switch records could not be read, or not be removed */
  async reach(switchId: string): Promise<void> {
    const folder = this.parts.folders().get(switchId)
    const cannot = async (cause?: unknown): Promise<never> => {
      throw new RuntimeError('RUNTIME_RECORDING_UNREACHABLE', `The folder ${folder ?? ''} into which switch "${switchId}" records cannot be read and written: make it, and let Asterisk and Callchart write there.`, { cause, retryable: true })
    }
    if (folder === undefined) return cannot()
    await access(folder, constants.R_OK | constants.W_OK).catch(cannot)
  }

  /** Soon, and as often as need be. */
  soon(recordingId: string, tried = 0): void {
    const waitMs = triesMs[tried]
    if (waitMs === undefined) return
    const cancel = this.parts.clock.after(waitMs, () => {
      this.timers.delete(cancel)
      void this.bring(recordingId).then((isDone) => (isDone ? undefined : this.soon(recordingId, tried + 1)))
    })
    this.timers.add(cancel)
  }

  /** What was not there, or could not be stored, before; and files that no recording asks for. */
  async sweep(): Promise<void> {
    const { clock, rows } = this.parts
    const waiting = await rows.toImport(new Date(clock.now()), sweepCount, this.sweptTo)
    this.sweptTo = waiting.length < sweepCount ? undefined : waiting.at(-1)
    for (const recordingId of waiting) await this.bring(recordingId)
  }

  /** Files in the folders of switches that nobody will ask for any more: of recordings that never began, or were stored or destroyed. */
  async tidy(): Promise<void> {
    for (const folder of this.parts.folders().values()) {
      const names = await readdir(folder).catch(() => [])
      for (const recordingId of new Set(names.flatMap(recordingIdIn))) {
        const writtenAt = await lastWritten(folder, recordingId)
        if (writtenAt === undefined || writtenAt >= this.parts.clock.now() - 2 * lostAfterMs) continue
        if (!isOnlyHere(await this.parts.rows.read(recordingId))) await removeLineSound(folder, recordingId)
      }
    }
  }

  /** A recording is destroyed: nothing of it stays at a switch either. */
  async remove(recordingId: string): Promise<void> {
    for (const folder of this.parts.folders().values()) await removeLineSound(folder, recordingId)
  }

  close(): void {
    for (const cancel of this.timers) cancel()
    this.timers.clear()
  }

  /** @returns false: to be tried again */
  private async bring(recordingId: string): Promise<boolean> {
    if (this.working.has(recordingId)) return true
    this.working.add(recordingId)
    try {
      const row = await this.parts.rows.read(recordingId)
      if (row === undefined || row.switchId === null || row.bytes !== null) return true
      // Destroyed while the switch still recorded.
      if (row.wrappedKey === null) return await this.remove(recordingId).then(() => true)
      return (await this.bringRow(row, row.switchId)) || (await this.isLost(row))
    } catch (error) {
      return this.failed(recordingId, error)
    } finally {
      this.working.delete(recordingId)
    }
  }

  private failed(recordingId: string, error: unknown): false {
    this.parts.logger.warn({ recordingId, err: error }, 'recording of a switch not stored yet')
    return false
  }

  /** @returns false: there is nothing to bring @throws there is, and it could not be read or stored: it is never lost by that */
  private async bringRow(row: RecordingRow, switchId: string): Promise<boolean> {
    const folder = this.parts.folders().get(switchId)
    const sound = folder === undefined ? 'missing' : await LineSound.open(folder, row.recordingId)
    if (folder === undefined || sound === 'missing') return false
    if (sound === 'unfit') {
      this.parts.logger.warn({ recordingId: row.recordingId }, 'what a switch has recorded is no WAV file of 16 bit PCM, mono, 8 kHz')
      return false
    }
    try {
      const wanted = row.durationMs === null ? Infinity : msToSamples(row.durationMs)
      if (sound.sampleCount < wanted && !sound.isClosed && !(await this.isAbandoned(folder, row.recordingId))) return false
      const led = withLead(sound, await leadMs(sound))
      await this.store(row, led, Math.min(wanted, led.sampleCount))
    } finally {
      await sound.close()
    }
    await removeLineSound(folder, row.recordingId)
    return true
  }

  private async store(row: RecordingRow, sound: LineSides, sampleCount: number): Promise<void> {
    const { recordingId } = row
    const folder = await mkdtemp(join(tmpdir(), 'callchart-sealed-'))
    try {
      const path = join(folder, randomUUID())
      const sealed = await sealSound(sound, sampleCount, this.parts.keyOf(row), path)
      await this.parts.files.store(path, recordingId)
      await this.parts.rows.imported(recordingId, { ...sealed, durationMs: samplesToMs(sampleCount) })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    this.parts.logger.info({ recordingId, callId: row.callId, durationMs: samplesToMs(sampleCount) }, 'recording of a switch stored')
  }

  private async isAbandoned(folder: string, recordingId: string): Promise<boolean> {
    return ((await lastWritten(folder, recordingId)) ?? Infinity) < this.parts.clock.now() - abandonedMs
  }

  private async isLost({ recordingId, createdAt, durationMs, callId }: RecordingRow): Promise<boolean> {
    const endedAt = createdAt.getTime() + (durationMs ?? 0)
    if (endedAt > this.parts.clock.now() - lostAfterMs) return false
    await this.parts.rows.lost(recordingId)
    this.parts.logger.error({ recordingId, callId }, 'recording of a switch not found: check its folder, and that Callchart sees it')
    return true
  }
}

/** What the switch's files hold is nowhere else: it waits, or may be found again after it was taken for lost. */
const isOnlyHere = (row: RecordingRow | undefined): boolean =>
  row !== undefined && row.wrappedKey !== null && row.bytes === null && (row.fromMs !== null || row.fault === lostFault)

const recordingIdIn = (name: string): string[] => {
  const recordingId = name.replace(/-(received|sent)\.wav$/, '')
  return Object.values<string>(recordedFilesOf(recordingId)).includes(name) ? [recordingId] : []
}
