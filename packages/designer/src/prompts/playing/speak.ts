import { ApiError } from '../../api/request.js'
import type { LoadSound } from './player-machine.js'

/** What a voice is given. */
export interface ToSpeak {
  readonly language: string
  readonly voice?: string
  readonly text?: string
  readonly ssml?: string
}

/** Has the media bridge speak, by the voice that calls hear. @param speechUrl of the bridge; empty while there is none */
export const speaking =
  (speechUrl: string, prompt: ToSpeak): LoadSound =>
  async (signal) => {
    if (speechUrl === '') throw new ApiError(0, 'NO_VOICE', '')
    let response: Response
    try {
      response = await fetch(`${speechUrl}/v1/preview`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(prompt), signal })
    } catch (error) {
      if (signal.aborted) throw error
      throw new ApiError(0, 'UNREACHABLE', error instanceof Error ? error.message : String(error))
    }
    if (response.ok) return response.blob()
    const problem = (await response.json().catch(() => undefined)) as { code?: string; detail?: string } | undefined
    throw new ApiError(response.status, problem?.code ?? 'UNKNOWN', problem?.detail ?? response.statusText)
  }
