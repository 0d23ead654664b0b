import { readFile, writeFile } from 'node:fs/promises'
import { sampleRateHz } from '@callchart/protocol'
import speex from 'speex-resampler'
import wavefile from 'wavefile'
import { CliError, messageOf } from '../errors.js'

/** The CommonJS module's default export, which some loaders unwrap and some do not. */
const SpeexResampler = (speex as Partial<typeof speex>).default ?? (speex as unknown as typeof speex.default)
const resamplerQuality = 7

/**
 * Any WAV file as mono PCM16 at 8 kHz; channels are averaged.
 * @throws CliError CLI_FILE_UNREADABLE, CLI_WAV_INVALID
 */
export async function readWav(file: string): Promise<Int16Array> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  return decodeWav(bytes, file)
}

/** @throws CliError CLI_WAV_INVALID */
export async function decodeWav(bytes: Uint8Array, name: string): Promise<Int16Array> {
  try {
    const wav = new wavefile.WaveFile(bytes)
    if (wav.bitDepth === '8m') wav.fromMuLaw()
    else if (wav.bitDepth === '8a') wav.fromALaw()
    else if (wav.bitDepth === '4') wav.fromIMAADPCM()
    wav.toBitDepth('16')
    const { numChannels, sampleRate } = wav.fmt as { numChannels: number; sampleRate: number }
    return await resampled(mono(wav.getSamples(true), numChannels), sampleRate)
  } catch (error) {
    throw new CliError('CLI_WAV_INVALID', `${name} is not a WAV file that can be read (${messageOf(error)}): convert it to 16-bit PCM.`, {
      cause: error,
    })
  }
}

function mono(interleaved: Float64Array, channels: number): Int16Array {
  const samples = new Int16Array(Math.floor(interleaved.length / channels))
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1) sum += interleaved[index * channels + channel] ?? 0
    samples[index] = Math.round(sum / channels)
  }
  return samples
}

async function resampled(samples: Int16Array, fromHz: number): Promise<Int16Array> {
  if (fromHz === sampleRateHz) return samples
  await SpeexResampler.initPromise
  const resampler = new SpeexResampler(1, fromHz, sampleRateHz, resamplerQuality)
  // 40 ms of silence push the filter's tail out.
  const padded = new Int16Array(samples.length + Math.round(fromHz / 25))
  padded.set(samples)
  const bytes = resampler.processChunk(Buffer.from(padded.buffer))
  const result = new Int16Array(Math.floor(bytes.length / 2))
  Buffer.from(result.buffer).set(bytes.subarray(0, result.length * 2))
  return result.subarray(0, Math.ceil((samples.length * sampleRateHz) / fromHz))
}

/** Mono at 8 kHz. @throws CliError CLI_FILE_UNREADABLE */
export const writeMonoWav = (file: string, samples: Int16Array): Promise<void> => written(file, 1, samples)

/** Stereo at 8 kHz: what was said on the left, what was heard on the right. @throws CliError CLI_FILE_UNREADABLE */
export async function writeStereoWav(file: string, left: Int16Array, right: Int16Array): Promise<void> {
  const length = Math.max(left.length, right.length)
  const channels = [left, right].map((channel) => {
    const padded = new Int16Array(length)
    padded.set(channel)
    return padded
  })
  await written(file, 2, channels)
}

async function written(file: string, channels: 1 | 2, samples: Int16Array | readonly Int16Array[]): Promise<void> {
  const wav = new wavefile.WaveFile()
  wav.fromScratch(channels, sampleRateHz, '16', samples)
  await writeFile(file, wav.toBuffer()).catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be written: ${messageOf(error)}`, { cause: error })
  })
}
