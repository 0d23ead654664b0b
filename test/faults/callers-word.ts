import { EngineUnderTest } from '../driver/speech-engine.js'

let word: Promise<Int16Array> | undefined

async function speakOnce(): Promise<Int16Array> {
  const engine = await EngineUnderTest.start()
  try {
    return await engine.speak('yes, that is what i would like to do')
  } finally {
    await engine.close()
  }
}

/** What callers say, in a voice that a detector of speech takes for one. Mono PCM16 at 8 kHz. */
export const callersWord = (): Promise<Int16Array> => (word ??= speakOnce())
