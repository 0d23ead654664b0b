import type { Recogniser, RecognitionListener, RecognitionRequest, RecognitionStream } from '../../../packages/media-bridge/src/engines/recogniser.js'
import type { SpokenChunk, Synthesiser } from '../../../packages/media-bridge/src/turn/ports.js'

interface Recognition {
  readonly listener: RecognitionListener
  state: 'open' | 'ended' | 'cancelled' | 'answered'
}

/** Recognition engines that answer when they are told to, even long after they were told to stop. */
export class ScriptedEngines implements Recogniser, Synthesiser {
  readonly recognitions: Recognition[] = []
  /** Samples of the caller that were given to an engine. */
  heardSamples = 0
  isVoiceLost = false

  fault(): string | undefined {
    return undefined
  }

  open(_request: RecognitionRequest, listener: RecognitionListener): RecognitionStream {
    const recognition: Recognition = { listener, state: 'open' }
    this.recognitions.push(recognition)
    const become = (state: Recognition['state']) => (): void => {
      if (recognition.state !== 'cancelled') recognition.state = state
    }
    return {
      write: (frame) => {
        this.heardSamples += frame.length
      },
      end: become('ended'),
      goOn: become('open'),
      cancel: become('cancelled'),
    }
  }

  /** A recognition whose final is due. */
  get due(): Recognition | undefined {
    return this.recognitions.find(({ state }) => state === 'ended')
  }

  /** One that nobody waits for any more. */
  get stale(): Recognition | undefined {
    return this.recognitions.find(({ state }) => state === 'cancelled')
  }

  get live(): Recognition | undefined {
    return this.recognitions.findLast(({ state }) => state === 'open' || state === 'ended')
  }

  recognises(text: string, recognition = this.due): void {
    if (recognition === undefined) return
    recognition.state = 'answered'
    recognition.listener.recognised(text === '' ? [] : [{ text, confidence: 0.9, words: [] }], 'scripted')
  }

  fails(): void {
    const { live } = this
    if (live === undefined) return
    live.state = 'answered'
    live.listener.failed('engine gone')
  }

  preferred(): { engine: string; voice: string } {
    return { engine: 'scripted', voice: '' }
  }

  /** 300 ms of a soft tone a prompt. */
  async *synthesise(): AsyncIterable<SpokenChunk> {
    if (this.isVoiceLost) throw new Error('engine gone')
    yield { pcm: new Int16Array(2_400).fill(40), engine: 'scripted' }
  }
}
