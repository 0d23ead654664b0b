import type { KnownAudio, UploadedAudio } from '@callchart/protocol'
import { ApiError, ask } from '../../api/request.js'

/** Recordings that were not kept, by content address. */
export type Lost = readonly string[]

async function upload(audio: string, file: Uint8Array): Promise<boolean> {
  const response = await fetch('/v1/audio', { method: 'POST', body: file as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'audio/wav' } }).catch((error: unknown) => {
    throw new ApiError(0, 'UNREACHABLE', error instanceof Error ? error.message : String(error))
  })
  // One that is not what its name says is another recording.
  return response.ok && ((await response.json()) as UploadedAudio).audio === audio
}

/**
 * Gives the server the recordings that it lacks.
 * @throws ApiError
 */
export async function keepRecordings(recordings: ReadonlyMap<string, Uint8Array>): Promise<Lost> {
  if (recordings.size === 0) return []
  const { known } = await ask<KnownAudio>('/v1/audio/known', { method: 'POST', body: { audio: [...recordings.keys()] } })
  const lost: string[] = []
  for (const [audio, file] of recordings) if (!known.includes(audio) && !(await upload(audio, file))) lost.push(audio)
  return lost
}
