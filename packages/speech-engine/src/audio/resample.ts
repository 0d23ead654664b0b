import { createRequire } from 'node:module'

// A CommonJS package with a default export, which importers disagree about: require gives the exports as they are.
const { default: SpeexResampler } = createRequire(import.meta.url)('speex-resampler') as typeof import('speex-resampler')
type SpeexResampler = InstanceType<typeof SpeexResampler>

/** Speex quality 7 of 10: 91 dB stop band, about 2 ms of CPU a second of audio. */
const quality = 7

export interface Resampler {
  /** Feeds samples at the source rate; gives what is ready at the target rate. */
  process(samples: Int16Array): Int16Array
  /** Gives the tail that the filter still holds and makes the resampler ready for other audio. */
  flush(): Int16Array
}

/** The WASM module can make resamplers but exposes no way to free one: they are kept for ever and lent out. */
const idle = new Map<string, SpeexResampler[]>()

/** Lends a resampler; `release` gives it back, flushed. */
export async function borrowResampler(fromHz: number, toHz: number): Promise<Resampler & { release(): void }> {
  await SpeexResampler.initPromise
  if (fromHz === toHz) return { process: (samples) => samples, flush: () => new Int16Array(0), release: () => undefined }
  const key = `${fromHz}:${toHz}`
  const shelf = idle.get(key) ?? []
  idle.set(key, shelf)
  const speex = shelf.pop() ?? makeSpeex(fromHz, toHz)
  const process = (samples: Int16Array): Int16Array => run(speex, samples)
  const flush = (): Int16Array => process(new Int16Array(filterSamples(fromHz, toHz)))
  return {
    process,
    flush,
    release: () => {
      flush()
      shelf.push(speex)
    },
  }
}

/**
 * The module sizes its output buffer by the largest chunk it has seen, rounded down, and drops input that does not fit:
 * a first chunk of silence, twice as long as any later one, leaves room.
 */
const chunkSamples = 4_096

function makeSpeex(fromHz: number, toHz: number): SpeexResampler {
  const speex = new SpeexResampler(1, fromHz, toHz, quality)
  speex.processChunk(Buffer.alloc(chunkSamples * 4))
  return speex
}

function run(speex: SpeexResampler, samples: Int16Array): Int16Array {
  if (samples.length <= chunkSamples) return runChunk(speex, samples)
  const parts: Int16Array[] = []
  for (let at = 0; at < samples.length; at += chunkSamples) parts.push(runChunk(speex, samples.subarray(at, at + chunkSamples)))
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0))
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0)
  return whole
}

function runChunk(speex: SpeexResampler, samples: Int16Array): Int16Array {
  if (samples.length === 0) return samples
  const bytes = speex.processChunk(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1)
}

/** Length of the speex filter at this quality (128 taps, longer when the rate falls), in source samples. */
function filterSamples(fromHz: number, toHz: number): number {
  return Math.ceil(128 * Math.max(1, fromHz / toHz))
}
