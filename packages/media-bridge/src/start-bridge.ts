import type { Prompt } from '@callchart/protocol'
import type { CallBridgeSettings } from './bridge-settings.js'
import { startCallBridge, type RunningBridge } from './bridge.js'
import type { EngineLists } from './engines/engine-config.js'
import { connectEngines } from './engines/engines.js'
import { loadVoiceModel } from './listen/load-voice-model.js'
import { createTurnRunner } from './turn/turn-runner.js'

export interface BridgeSettings extends CallBridgeSettings {
  /** Speech engines, the best first. */
  readonly engines: EngineLists
}

/** Where the operator gives no other. */
const defaultApology: Prompt = {
  promptId: 'apology',
  text: 'We are sorry, we have a technical problem. Please call again later.',
  language: 'en-US',
  interruptible: false,
}

/**
 * Starts a media bridge with its speech engines. Engines that do not answer make no difference here: calls fall to the next
 * one, or to keys.
 * @throws MediaError MEDIA_PORT_IN_USE, MEDIA_TLS_UNUSABLE, MEDIA_CACHE_UNUSABLE
 */
export const startBridge = (settings: BridgeSettings): Promise<RunningBridge> =>
  startCallBridge({ apology: defaultApology, ...settings }, async (metrics) => {
    const { logger } = settings
    const voiceModel = await loadVoiceModel(logger)
    const engines = connectEngines(settings.engines, logger, metrics.engines)
    const { recogniser, synthesiser } = engines
    return { synthesiser, createTurns: (parts) => createTurnRunner({ ...parts, recogniser, voiceModel }), engineStates: () => engines.states(), close: () => engines.close() }
  })
