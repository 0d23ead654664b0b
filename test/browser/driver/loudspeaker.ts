import type { Page } from 'playwright-core'
import { lineRateHz, Resampler } from '../../../packages/designer/src/telephone/resampler.js'

declare global {
  interface Window {
    /** What the page gave to the loudspeaker, mono at the rate of the sound card, in pieces. */
    heardByTest?: { rateHz: number; readonly pieces: Float32Array[] }
  }
}

/** Runs on the thread of the sound card, as what it listens to does: a busy page loses nothing. */
const recorder = `
class Recorder extends AudioWorkletProcessor {
  piece = new Float32Array(8192)
  length = 0
  process([[samples]]) {
    if (samples === undefined) return true
    this.piece.set(samples, this.length)
    this.length += samples.length
    if (this.length === this.piece.length) {
      this.port.postMessage(this.piece.slice())
      this.length = 0
    }
    return true
  }
}
registerProcessor('test-recorder', Recorder)`

/** Listens to everything that the page plays, from its next opening on. The page must be one that is tapped. */
export async function tapLoudspeaker(page: Page): Promise<void> {
  await page.addInitScript((code) => {
    const heard = { rateHz: 0, pieces: [] as Float32Array[] }
    window.heardByTest = heard
    // The methods of every node, to be called with the node itself.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode
    const tap = async (node: AudioNode): Promise<void> => {
      await node.context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(code)}`)
      const recording = new AudioWorkletNode(node.context, 'test-recorder', { numberOfOutputs: 0 })
      heard.rateHz = node.context.sampleRate
      recording.port.onmessage = ({ data }: MessageEvent<Float32Array>) => heard.pieces.push(data)
      connect.call(node, recording)
    }
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode && this instanceof AudioWorkletNode) void tap(this)
      return (connect as (...args: unknown[]) => AudioNode).apply(this, to)
    }
  }, recorder)
}

/** Mono PCM16 at 8 kHz. */
export async function heardFrom(page: Page): Promise<Int16Array> {
  const { rateHz, samples } = await page.evaluate(() => {
    const { rateHz = 0, pieces = [] } = window.heardByTest ?? {}
    return { rateHz, samples: pieces.flatMap((piece) => Array.from(piece)) }
  })
  if (rateHz === 0) return new Int16Array(0)
  const onLine = new Float32Array(Math.ceil((samples.length * lineRateHz) / rateHz))
  const length = new Resampler(rateHz, lineRateHz).process(Float32Array.from(samples), samples.length, onLine)
  return Int16Array.from(onLine.subarray(0, length), (sample) => Math.round(sample * 32_767))
}
