import createEspeak from '@echogarden/espeak-ng-emscripten'
import { parentPort, type MessagePort } from 'node:worker_threads'
import { encodeALaw, encodeMuLaw } from '../audio/g711.js'
import { borrowResampler } from '../audio/resample.js'
import type { FromSynthesiser, ToSynthesiser } from './messages.js'
import type { Delivery, SpokenEncoding } from './request.js'

/** One espeak-ng in one thread: it is synchronous, so while it speaks this thread reads no message. */
const fallbackVoice = 'gmw/en-US'
/** The first use of a language costs 40–170 ms: these are used before the first caller does. */
const warmed: readonly (readonly [voice: string, text: string])[] = [
  [fallbackVoice, 'welcome, one moment please'],
  ['gmw/en', 'welcome, one moment please'],
  ['sit/cmn', '欢迎，请稍等'],
]

async function serve(port: MessagePort): Promise<void> {
  const { eSpeakNGWorker } = await createEspeak()
  const espeak = new eSpeakNGWorker()
  const send = (message: FromSynthesiser, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

  const setVoice = (identifier: string): void => {
    // A variant changes the tone of the voice in use, and a name that is not found leaves a broken one: begin from a sound voice.
    espeak.set_voice(fallbackVoice, 0, 0, 0, 0)
    if (identifier !== fallbackVoice && espeak.set_voice(identifier, 0, 0, 0, 0) !== 0) throw new Error(`espeak-ng does not load voice ${identifier}`)
  }

  const speak = async (job: number, ssml: string, delivery: Delivery, stopped: Int32Array): Promise<void> => {
    setVoice(delivery.espeakVoice)
    espeak.rate = delivery.wordsPerMinute
    espeak.pitch = delivery.pitch
    const resampler = await borrowResampler(espeak.samplerate, delivery.sampleRateHz)
    const emit = (samples: Int16Array): void => {
      const bytes = encode(amplify(samples, delivery.gain), delivery.encoding)
      if (bytes.length > 0) send({ type: 'audio', job, bytes }, [bytes.buffer])
    }
    const isStopped = (): boolean => Atomics.load(stopped, 0) !== 0
    if (!isStopped()) {
      espeak.synthesize(ssml, (samples) => {
        emit(resampler.process(samples))
        return isStopped()
      })
      emit(resampler.flush())
    }
    resampler.release()
    send({ type: 'done', job })
  }

  const pronounce = (job: number, words: readonly string[]): void => {
    setVoice(fallbackVoice)
    send({ type: 'pronounced', job, ipa: words.map((word) => espeak.synthesize_ipa(word).ipa.trim()) })
  }

  const run = async (message: ToSynthesiser): Promise<void> => {
    try {
      if (message.type === 'pronounce') pronounce(message.job, message.words)
      else await speak(message.job, message.ssml, message.delivery, message.stopped)
    } catch (error) {
      send({ type: 'failed', job: message.job, message: error instanceof Error ? error.message : String(error) })
    }
  }

  const telephone = await borrowResampler(espeak.samplerate, 8_000)
  for (const [voice, text] of warmed) {
    setVoice(voice)
    espeak.synthesize(text, (samples) => encodeMuLaw(telephone.process(samples)).length < 0)
    espeak.synthesize_ipa('welcome')
  }
  telephone.release()
  const voices = espeak.list_voices().map(({ identifier, languages }) => ({ identifier, languages: languages.map(({ name }) => name) }))
  let last = Promise.resolve()
  port.on('message', (message: ToSynthesiser) => {
    last = last.then(() => run(message))
  })
  send({ type: 'ready', voices })
}

function amplify(samples: Int16Array, gain: number): Int16Array {
  return gain === 1 ? samples : samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))))
}

function encode(samples: Int16Array, encoding: SpokenEncoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'linear16':
      return new Uint8Array(Int16Array.from(samples).buffer)
    case 'mulaw':
      return encodeMuLaw(samples)
    case 'alaw':
      return encodeALaw(samples)
  }
}

if (parentPort !== null) void serve(parentPort)
