import { SampleReader } from '../../audio/sample-reader.js'
import type { Heard } from '../messages.js'
import type { OnlineRecognizer, OnlineStream } from './sherpa.js'
import { heardOf } from './transcript.js'

/** One stream's audio and what is wanted of it. */
export interface OwnModelTask {
  readonly encoding: 'linear16' | 'mulaw'
  readonly sampleRateHz: number
  readonly interim: boolean
}

interface Session {
  readonly stream: OnlineStream
  readonly task: OwnModelTask
  readonly reader: SampleReader
  samplesHeard: number
  lastText: string
}

/** Silence after the last sample, so that the model's look-ahead reaches the last word. */
const tailMs = 660
const fullScale = 32_768

/** The streams of one recogniser; decoding is synchronous. */
export class OwnModelSessions {
  readonly #sessions = new Map<number, Session>()

  constructor(readonly recognizer: OnlineRecognizer) {}

  open(id: number, task: OwnModelTask): void {
    this.#sessions.set(id, { stream: this.recognizer.createStream(), task, reader: new SampleReader(task.encoding), samplesHeard: 0, lastText: '' })
  }

  /** Decodes a piece of audio; gives the hypothesis when it changed. */
  hear(id: number, bytes: Uint8Array): Heard | undefined {
    const session = this.#sessions.get(id)
    if (session === undefined) return undefined
    this.#feed(session, Float32Array.from(session.reader.read(bytes), (sample) => sample / fullScale))
    const isDecoded = this.#decode(session.stream)
    if (!isDecoded || !session.task.interim) return undefined
    const heard = this.#heard(session)
    if (heard.text === '' || heard.text === session.lastText) return undefined
    session.lastText = heard.text ?? ''
    return heard
  }

  finish(id: number): { heard: Heard; audioMs: number } {
    const session = this.#sessions.get(id)
    if (session === undefined) throw new Error('the stream is not open')
    this.#sessions.delete(id)
    const { stream, task } = session
    stream.acceptWaveform({ samples: new Float32Array(Math.round((task.sampleRateHz * tailMs) / 1_000)), sampleRate: task.sampleRateHz })
    stream.inputFinished()
    this.#decode(stream)
    return { heard: this.#heard(session), audioMs: audioMsOf(session) }
  }

  cancel(id: number): void {
    this.#sessions.delete(id)
  }

  #feed(session: Session, samples: Float32Array): void {
    if (samples.length === 0) return
    session.samplesHeard += samples.length
    session.stream.acceptWaveform({ samples, sampleRate: session.task.sampleRateHz })
  }

  #decode(stream: OnlineStream): boolean {
    let isDecoded = false
    for (; this.recognizer.isReady(stream); isDecoded = true) this.recognizer.decode(stream)
    return isDecoded
  }

  #heard(session: Session): Heard {
    return heardOf(this.recognizer.getResult(session.stream), audioMsOf(session))
  }
}

const audioMsOf = ({ samplesHeard, task }: Session): number => (samplesHeard * 1_000) / task.sampleRateHz
