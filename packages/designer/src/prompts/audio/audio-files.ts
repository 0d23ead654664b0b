import type { UploadedAudio } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../api/request.js'
import { recordingOf, wavOf, type Recording } from './convert.js'
import { measureLevel, type AudioLevel } from './level.js'

/** A recording as the server keeps it. */
export interface KeptRecording {
  readonly recording: Recording
  readonly level: AudioLevel
  readonly file: Blob
}

const addressOf = (audio: string): string => `/v1/audio/${audio}`

async function failureOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => undefined)) as { code?: string; detail?: string } | undefined
  return new ApiError(response.status, problem?.code ?? 'UNKNOWN', problem?.detail ?? response.statusText)
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    throw new ApiError(0, 'UNREACHABLE', error instanceof Error ? error.message : String(error))
  }
  if (!response.ok) throw await failureOf(response)
  return response
}

/** @throws ApiError */
export async function uploadRecording(recording: Recording): Promise<UploadedAudio> {
  const response = await reach('/v1/audio', { method: 'POST', body: wavOf(recording), headers: { 'content-type': 'audio/wav' } })
  return (await response.json()) as UploadedAudio
}

/** @throws ApiError */
export async function fetchRecording(audio: string, signal?: AbortSignal): Promise<KeptRecording> {
  const response = await reach(addressOf(audio), signal === undefined ? {} : { signal })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const recording = recordingOf(bytes)
  if (recording === undefined) throw new ApiError(response.status, 'RUNTIME_AUDIO_INVALID', 'The stored file is no recording.')
  return { recording, level: measureLevel(recording.samples, recording.sampleRateHz), file: new Blob([bytes], { type: 'audio/wav' }) }
}

/** What has an address never changes. */
export const useRecording = (audio: string) =>
  useQuery({ queryKey: ['audio', audio], queryFn: ({ signal }) => fetchRecording(audio, signal), enabled: audio !== '', staleTime: Infinity })
