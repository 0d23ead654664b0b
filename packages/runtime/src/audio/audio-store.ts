import { createHash } from 'node:crypto'
import { readWav, type UploadedAudio } from '@callchart/protocol'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Database } from '../store/tables.js'

/** Of one file: five minutes at 16 kHz. */
export const mostAudioBytes = 10 * 1024 * 1024
const longestMs = 300_000
const sampleRatesHz = [8_000, 16_000]

/** Uploaded audio of prompts, kept under its content address. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface AudioStore {
  /** Keeps a file; the same file twice is one. @throws RUNTIME_AUDIO_INVALID */
  keep(file: Uint8Array): Promise<UploadedAudio>
  /** @param audio `sha256:<hex>` */
  read(audio: string): Promise<Uint8Array | undefined>
  /** Those of the addresses that are kept. */
  known(audio: readonly string[]): Promise<ReadonlySet<string>>
  /**
   * Removes what no version, no draft and no copy of one plays, and nobody has uploaded since.
   * @param alsoPlayed by flows that are no version yet
   * @returns how many
   */
  forget(before: Date, alsoPlayed: readonly string[]): Promise<number>
}

const invalid = (reason: string): RuntimeError =>
  new RuntimeError('RUNTIME_AUDIO_INVALID', `The file ${reason}: upload WAV of 16 bit PCM, mono, at 8 or 16 kHz.`)

/** What calls can play. @throws RUNTIME_AUDIO_INVALID */
export function checkAudio(file: Uint8Array): { readonly sampleRateHz: number; readonly durationMs: number } {
  const wav = readWav(file)
  if (wav === undefined) throw invalid('is no WAV file of linear PCM, or was cut')
  const { sampleRateHz, channelCount, bitCount, audio } = wav
  if (channelCount !== 1 || bitCount !== 16 || !sampleRatesHz.includes(sampleRateHz))
    throw invalid(`holds ${bitCount} bit, ${channelCount} channels, ${sampleRateHz} Hz`)
  const durationMs = Math.round((audio.length / 2 / sampleRateHz) * 1_000)
  if (audio.length < 2) throw invalid('holds no sound')
  if (durationMs > longestMs) throw invalid('is longer than five minutes')
  return { sampleRateHz, durationMs }
}

export function createAudioStore(db: Kysely<Database>, clock: Clock): AudioStore {
  return {
    async keep(file) {
      const { sampleRateHz, durationMs } = checkAudio(file)
      const audio = `sha256:${createHash('sha256').update(file).digest('hex')}`
      await db
        .insertInto('audioFiles')
        .values({ audio, file: Buffer.from(file), sampleRateHz, durationMs, createdAt: new Date(clock.now()) })
        // Whoever uploads it again is about to use it.
        .onConflict((conflict) => conflict.column('audio').doUpdateSet((row) => ({ createdAt: row.ref('excluded.createdAt') })))
        .execute()
      return { audio, sampleRateHz, durationMs, bytes: file.length }
    },
    async read(audio) {
      const row = await db.selectFrom('audioFiles').select('file').where('audio', '=', audio).executeTakeFirst()
      return row?.file
    },
    async known(audio) {
      if (audio.length === 0) return new Set()
      const rows = await db.selectFrom('audioFiles').select('audio').where('audio', 'in', [...audio]).execute()
      return new Set(rows.map((row) => row.audio))
    },
    forget: (before, alsoPlayed) => forgetUnused(db, before, alsoPlayed),
  }
}

/** Documents are gone through only where there is something to remove. */
async function forgetUnused(db: Kysely<Database>, before: Date, alsoPlayed: readonly string[]): Promise<number> {
  const old = await db.selectFrom('audioFiles').select('audio').where('createdAt', '<', before).limit(1).executeTakeFirst()
  if (old === undefined) return 0
  const { numAffectedRows = 0n } = await sql`
    delete from audio_files where created_at < ${before} and not (audio = any(${[...alsoPlayed]}::text[])) and audio not in (
      select match[1] from (
        select document::text as text from versions union all select document::text from drafts union all select document::text from draft_copies
      ) as documents, regexp_matches(documents.text, '"(sha256:[0-9a-f]{64})"', 'g') as match)`.execute(db)
  return Number(numAffectedRows)
}
