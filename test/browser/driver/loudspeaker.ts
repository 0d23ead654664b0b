import type { Page } from 'playwright-core'

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
    return { rateHz, samples: pieces.flatMap((piece) => Array.from(piece, (sample) => Math.round(sample * 32_767))) }
  })
  const step = rateHz / 8_000
  return Int16Array.from({ length: rateHz === 0 ? 0 : Math.floor(samples.length / step) }, (_, index) => meanOf(samples, index * step, (index + 1) * step))
}

function meanOf(samples: readonly number[], from: number, to: number): number {
  const [first, last] = [Math.floor(from), Math.floor(to)]
  let sum = 0
  for (let at = first; at < last; at += 1) sum += samples[at] ?? 0
  return sum / Math.max(1, last - first)
}
