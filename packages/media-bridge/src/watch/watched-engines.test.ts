import { Registry } from 'prom-client'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EngineConfig } from '../engines/engine-config.js'
import { EngineFault } from '../engines/engine-fault.js'
import type { EngineAnswers, RecognitionEngine } from '../engines/google-recogniser.js'
import type { SynthesisEngine } from '../engines/google-synthesiser.js'
import type { RecognitionListener } from '../engines/recogniser.js'
import type { SpokenChunk } from '../turn/ports.js'
import { createEngineMeters } from './engine-meters.js'
import { countRecogniserFailOvers, countSynthesiserFailOvers, watchRecognition, watchSynthesis } from './watched-engines.js'

const config: EngineConfig = { name: 'one', address: '127.0.0.1:1', tls: false, languages: ['en-US'], deadlineMs: 500 }
const other: EngineConfig = { ...config, name: 'two' }
const request = { language: 'en-US', phrases: [], startMs: 0 }
const speech = { text: 'hello', language: 'en-US' }

let registry: Registry
let meters: ReturnType<typeof createEngineMeters>
beforeEach(() => {
  registry = new Registry()
  meters = createEngineMeters(registry)
})
const metric = (name: string): Promise<string> => registry.getSingleMetricAsString(name)
const silent = { hypothesis: () => undefined, recognised: () => undefined, failed: () => undefined }

describe('a recogniser that is looked on', () => {
  let answers: EngineAnswers
  const scripted: RecognitionEngine = {
    config,
    open: (_request, given) => {
      answers = given
      return { send: () => undefined, end: () => undefined, cancel: () => undefined }
    },
    close: () => undefined,
  }

  it('is up until it fails, and again once it has worked', async () => {
    const watched = watchRecognition(scripted, meters)
    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="recognition"} 1')

    watched.open(request, silent)
    answers.failed(new EngineFault('gone'))
    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="recognition"} 0')
    expect(await metric('callchart_media_engine_failures_total')).toContain('{engine="one",kind="recognition"} 1')

    watched.open(request, silent).end()
    answers.recognised([])
    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="recognition"} 1')
    expect(await metric('callchart_media_engine_seconds')).toContain('callchart_media_engine_seconds_count{engine="one",kind="recognition"} 1')
  })

  it('is not down for what it does not offer', async () => {
    watchRecognition(scripted, meters).open(request, silent)

    answers.failed(new EngineFault('no phrases', { isUnimplemented: true }))

    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="recognition"} 1')
  })
})

describe('a synthesiser that is looked on', () => {
  const speaking = (chunks: () => AsyncGenerator<Int16Array>): SynthesisEngine => ({ config, speak: chunks, close: () => undefined })
  const drain = async (audio: AsyncIterable<unknown>): Promise<number> => {
    let count = 0
    for await (const _chunk of audio) count += 1
    return count
  }

  it('is timed to its first audio, and down when it breaks off', async () => {
    const engine = speaking(async function* () {
      yield new Int16Array(160)
      throw new EngineFault('died mid-word')
    })

    await expect(drain(watchSynthesis(engine, meters).speak(speech, new AbortController().signal))).rejects.toThrow('mid-word')

    expect(await metric('callchart_media_engine_seconds')).toContain('_count{engine="one",kind="synthesis"} 1')
    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="synthesis"} 0')
  })

  it('has not failed where nobody wanted the rest', async () => {
    const abort = new AbortController()
    const engine = speaking(async function* () {
      yield new Int16Array(160)
      abort.abort()
      throw new EngineFault('cancelled')
    })

    await expect(drain(watchSynthesis(engine, meters).speak(speech, abort.signal))).rejects.toThrow()

    expect(await metric('callchart_media_engine_up')).toContain('{engine="one",kind="synthesis"} 1')
  })

  it('counts a prompt that another engine spoke once', async () => {
    const spoken: SpokenChunk[] = [{ pcm: new Int16Array(1), engine: 'one' }, { pcm: new Int16Array(1), engine: 'two' }, { pcm: new Int16Array(1), engine: 'two' }]
    const synthesiser = countSynthesiserFailOvers({ preferred: () => ({ engine: 'one', voice: '' }), synthesise: async function* () { yield* spoken } }, meters)

    expect(await drain(synthesiser.synthesise(speech, new AbortController().signal))).toBe(3)

    expect(await metric('callchart_media_failovers_total')).toContain('{kind="synthesis"} 1')
  })
})

it('counts an utterance that another engine recognised', async () => {
  let listener: RecognitionListener | undefined
  const stream = { write: () => undefined, end: () => undefined, goOn: () => undefined, cancel: () => undefined }
  const recogniser = countRecogniserFailOvers({ fault: () => undefined, open: (_request, given) => ((listener = given), stream) }, [config, other], meters)
  recogniser.open(request, silent)

  listener?.recognised([], 'one')
  listener?.recognised([], 'two')

  expect(await metric('callchart_media_failovers_total')).toContain('{kind="recognition"} 1')
})
