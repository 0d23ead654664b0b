import { readWav, wavFile } from '@callchart/protocol'

/** Mono audio, -1..1. */
export interface Recording {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

export const recordingRateHz = 16_000
export const mostFileBytes = 10 * 1024 * 1024
const longestMs = 300_000

export type AudioFault = 'notAudio' | 'tooLarge' | 'tooLong' | 'empty'

/** A file that no prompt can be made of. */
export class AudioRefusal extends Error {
  constructor(readonly fault: AudioFault) {
    super(fault)
    this.name = 'AudioRefusal'
  }
}

function mixed(buffer: AudioBuffer): Float32Array {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index))
  if (channels.length === 1) return channels[0] ?? new Float32Array()
  return Float32Array.from({ length: buffer.length }, (_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length)
}

/** Decodes and resamples at once: a context decodes to its own rate. */
const decodeInBrowser = async (bytes: ArrayBuffer): Promise<Float32Array> => mixed(await new OfflineAudioContext(1, 1, recordingRateHz).decodeAudioData(bytes))

/**
 * Reads whatever audio the browser knows (WAV, MP3, what it recorded) as mono at 16 kHz.
 * @throws AudioRefusal
 */
export async function readRecording(file: Blob, decode: (bytes: ArrayBuffer) => Promise<Float32Array> = decodeInBrowser): Promise<Recording> {
  if (file.size > mostFileBytes) throw new AudioRefusal('tooLarge')
  if (file.size === 0) throw new AudioRefusal('empty')
  let samples: Float32Array
  try {
    samples = await decode(await file.arrayBuffer())
  } catch {
    throw new AudioRefusal('notAudio')
  }
  if (samples.length === 0) throw new AudioRefusal('empty')
  if ((samples.length / recordingRateHz) * 1_000 > longestMs) throw new AudioRefusal('tooLong')
  return { samples, sampleRateHz: recordingRateHz }
}

/** 16 bit mono, as the server takes it. */
export function wavOf({ samples, sampleRateHz }: Recording): Uint8Array<ArrayBuffer> {
  const pcm = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767))
  return wavFile(new Uint8Array(pcm.buffer), sampleRateHz, 'linear16') as Uint8Array<ArrayBuffer>
}

/** Reads back what `wavOf` wrote. */
export function recordingOf(file: Uint8Array): Recording | undefined {
  const wav = readWav(file)
  if (wav === undefined || wav.channelCount !== 1 || wav.bitCount !== 16) return undefined
  const pcm = new Int16Array(wav.audio.slice().buffer, 0, wav.audio.length >> 1)
  return { samples: Float32Array.from(pcm, (sample) => sample / 32_767), sampleRateHz: wav.sampleRateHz }
}
