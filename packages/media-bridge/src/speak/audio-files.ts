import { createHash } from 'node:crypto'
import { readWav, sampleRateHz } from '@callchart/protocol'
import { createHalver } from '../audio/half-band.js'
import { MediaError } from '../errors.js'

/** Uploaded audio by its content address. */
export interface AudioFiles {
  /**
   * @param audio `sha256:<hex>`
   * @returns mono PCM16 at 8 kHz
   * @throws MediaError MEDIA_AUDIO_UNAVAILABLE
   */
  read(audio: string, signal: AbortSignal): Promise<Int16Array>
}

const maxFileBytes = 10 * 1024 * 1024
const answerWithinMs = 5_000

/** `sha256:` and 64 hexadecimal digits; a name of anything else is never asked for. */
const contentAddress = /^sha256:[0-9a-f]{64}$/

const unavailable = (audio: string, reason: string, cause?: unknown): MediaError =>
  new MediaError('MEDIA_AUDIO_UNAVAILABLE', `The audio file ${audio.slice(0, 80)} cannot be played: ${reason}.`, { cause, retryable: true })

const wideband = 2 * sampleRateHz

/** The samples of an uploaded file at the rate of calls; undefined where it is no such file. */
export function samplesOfFile(file: Uint8Array): Int16Array | undefined {
  const wav = readWav(file)
  if (wav === undefined || wav.channelCount !== 1 || wav.bitCount !== 16) return undefined
  const pcm = new Int16Array(wav.audio.slice().buffer, 0, wav.audio.length >> 1)
  if (wav.sampleRateHz === sampleRateHz) return pcm
  if (wav.sampleRateHz !== wideband || pcm.length < 2) return undefined
  const half = new Int16Array(pcm.length >> 1)
  createHalver(half.length * 2).process(pcm.subarray(0, half.length * 2), half)
  return half
}

async function bodyOf(response: Response, audio: string): Promise<Uint8Array> {
  const announced = Number(response.headers.get('content-length') ?? '0')
  if (announced > maxFileBytes) throw unavailable(audio, 'it is larger than 10 MB')
  const file = new Uint8Array(await response.arrayBuffer())
  if (file.length > maxFileBytes) throw unavailable(audio, 'it is larger than 10 MB')
  return file
}

/**
 * Files as the runtime keeps them, which are checked against their address.
 * @param baseUrl the address is its last part
 */
export const fetchAudioFiles = (baseUrl: string): AudioFiles => ({
  async read(audio, signal) {
    if (!contentAddress.test(audio)) throw unavailable(audio, 'it is no content address')
    let file: Uint8Array
    try {
      const response = await fetch(`${baseUrl}/${audio}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]), redirect: 'error' })
      if (!response.ok) throw unavailable(audio, `the store of audio files answered ${response.status}`)
      file = await bodyOf(response, audio)
    } catch (error) {
      throw error instanceof MediaError ? error : unavailable(audio, 'the store of audio files does not answer', error)
    }
    if (`sha256:${createHash('sha256').update(file).digest('hex')}` !== audio) throw unavailable(audio, 'what came has another digest')
    const samples = samplesOfFile(file)
    if (samples === undefined) throw unavailable(audio, 'it is no WAV file of 16 bit mono at 8 or 16 kHz')
    return samples
  },
})

/** Of a bridge that was given no store. */
export const noAudioFiles: AudioFiles = {
  read: async (audio) => {
    throw unavailable(audio, 'this bridge has no store of audio files')
  },
}
