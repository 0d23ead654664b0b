import { createHash } from 'node:crypto'
import { readWav, type UploadedAudio } from '@callchart/protocol'
import type { Kysely } from 'kysely'
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
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return { audio, sampleRateHz, durationMs, bytes: file.length }
    },
    async read(audio) {
      const row = await db.selectFrom('audioFiles').select('file').where('audio', '=', audio).executeTakeFirst()
      return row?.file
    },
  }
}
