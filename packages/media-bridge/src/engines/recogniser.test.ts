import { EventEmitter, once } from 'node:events'
import { status } from '@grpc/grpc-js'
import { afterEach, describe, expect, test } from 'vitest'
import type { EngineConfig } from './engine-config.js'
import { EngineHealth } from './engine-health.js'
import { createRecogniser } from './fall-over-recogniser.js'
import { connectRecogniser } from './google-recogniser.js'
import type { Recogniser, RecognitionRequest } from './recogniser.js'
import { closedAddress, engineAt, finalOf, grpcError, guessOf, startFakeEngine, startGarbageServer, type FakeEngine, type FakeStream } from './testing/fake-engine.js'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const started = async (engine: Promise<FakeEngine>): Promise<string> => {
  const running = await engine
  closing.push(() => running.close())
  return running.address
}

let nowMs = 0
const warnings: Record<string, unknown>[] = []
const recogniserOf = (...configs: EngineConfig[]): Recogniser => {
  warnings.length = 0
  const engines = configs.map(connectRecogniser)
  closing.push(() => engines.forEach((engine) => engine.close()))
  return createRecogniser(engines, new EngineHealth(() => nowMs), { warn: (fields) => warnings.push(fields) })
}

const request: RecognitionRequest = { language: 'en-US', phrases: ['yes', 'no'], startMs: 1_000 }

type Heard = { texts: string[]; engine: string } | { failed: string }

/** Speaks for `frames` frames and tells what came of it. */
const speak = (recogniser: Recogniser, over: Partial<RecognitionRequest> = {}, frames = 10, guesses: string[] = []): Promise<Heard> =>
  new Promise((resolve) => {
    const stream = recogniser.open({ ...request, ...over }, {
      hypothesis: (text) => guesses.push(text),
      recognised: (alternatives, engine) => resolve({ texts: alternatives.map(({ text }) => text), engine }),
      failed: (failed) => resolve({ failed }),
    })
    for (let frame = 0; frame < frames; frame += 1) stream.write(new Int16Array(160).fill(frame))
    stream.end()
  })

/** Collects the audio, answers at its end. */
const listener = (answer: string, seen: { config?: unknown; bytes: number } = { bytes: 0 }) => (stream: FakeStream): void => {
  stream.on('data', (message: { streamingConfig?: unknown; audioContent?: Uint8Array }) => {
    if (message.streamingConfig !== undefined && message.streamingConfig !== null) seen.config = message.streamingConfig
    seen.bytes += message.audioContent?.length ?? 0
  })
  stream.on('end', () => {
    stream.write(finalOf(answer, 'other'))
    stream.end()
  })
}

type Final = ReturnType<typeof finalOf>
/** A final of what was said in the audio up to there. */
const finalUpTo = (ms: number, text: string): Final => ({ results: (finalOf(text)['results'] as object[]).map((result) => ({ ...result, resultEndTime: { seconds: 0, nanos: ms * 1e6 } })) })

/** Gives these at the end of the audio, and holds the stream open. */
const holding = (...answers: Final[]) => (stream: FakeStream): void => {
  stream.on('data', () => undefined)
  stream.on('end', () => answers.forEach((answer) => stream.write(answer)))
}

describe('streaming recognition', () => {
  test('sends the hints first, all audio, and gives the alternatives', async () => {
    const seen: { config?: unknown; bytes: number } = { bytes: 0 }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise: listener('yes', seen) }))))

    expect(await speak(recogniser, { spokenDigits: { minCount: 4, maxCount: 4 } }, 11)).toEqual({ texts: ['yes', 'other'], engine: 'one' })
    expect(seen.bytes).toBe(11 * 320)
    expect(seen.config).toMatchObject({
      interimResults: true,
      config: {
        encoding: 'LINEAR16',
        sampleRateHertz: 8_000,
        languageCode: 'en-US',
        maxAlternatives: 5,
        enableWordTimeOffsets: true,
        enableWordConfidence: true,
        speechContexts: [{ phrases: ['yes', 'no'] }],
        adaptation: {
          abnfGrammar: {
            abnfStrings: [
              '#ABNF 1.0 UTF-8;\nlanguage en-US;\nroot $digits;\n$digit = zero | oh | one | two | three | four | five | six | seven | eight | nine;\n$digits = $digit<4>;\n',
            ],
          },
        },
      },
    })
  })

  test('carries the key and the metadata of its engine', async () => {
    let metadata: Record<string, unknown> = {}
    const recognise = (stream: FakeStream): void => {
      metadata = stream.metadata.getMap()
      listener('yes')(stream)
    }
    const config = engineAt('one', await started(startFakeEngine({ recognise })), { apiKey: 'k-1', metadata: { authorization: 'Bearer t' } })
    await speak(recogniserOf(config))

    expect(metadata).toMatchObject({ 'x-goog-api-key': 'k-1', authorization: 'Bearer t' })
  })

  test('reports guesses on the way and times words on the clock of the call', async () => {
    const recognise = (stream: FakeStream): void => {
      stream.once('data', () => stream.write(guessOf('ye')))
      stream.on('data', () => undefined)
      stream.on('end', () => {
        const words = [{ word: 'yes', confidence: 0.8, startTime: { seconds: 0, nanos: 250_000_000 }, endTime: { seconds: 1, nanos: 0 } }]
        stream.write({ results: [{ isFinal: true, stability: 1, alternatives: [{ transcript: ' yes ', confidence: 0.8, words }] }] })
        stream.end()
      })
    }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise }))))
    const guesses: string[] = []
    const words = await new Promise((resolve) => {
      const stream = recogniser.open(request, {
        hypothesis: (text, stability) => {
          guesses.push(`${text} ${stability}`)
          stream.end()
        },
        recognised: ([best]) => resolve(best),
        failed: resolve,
      })
      stream.write(new Int16Array(160))
    })

    expect(guesses).toEqual(['ye 0.5'])
    expect(words).toEqual({ text: 'yes', confidence: 0.8, words: [{ text: 'yes', startMs: 1_250, endMs: 2_000, confidence: 0.8 }] })
  })

  test('joins the finals of an utterance that the engine cut, and the guess it left open', async () => {
    const recognise = (stream: FakeStream): void => {
      stream.write(finalOf('check my'))
      stream.write(finalOf('balance'))
      stream.write(guessOf('please'))
      stream.on('data', () => undefined)
      stream.on('end', () => stream.end())
    }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise }))))
    const texts = await new Promise((resolve) => {
      const stream = recogniser.open(request, {
        hypothesis: (text) => {
          if (text === 'check my balance please') stream.end()
        },
        recognised: (alternatives) => resolve(alternatives.map(({ text }) => text)),
        failed: resolve,
      })
    })

    expect(texts).toEqual(['check my balance please'])
  })

  test('keeps the alternatives of an utterance that the engine cut, the likeliest first', async () => {
    const words = [{ word: 'check', confidence: 0.4, startTime: null, endTime: null }]
    const alternatives = ['check my', 'czech my'].map((transcript, place) => ({ transcript, confidence: 0.8 - place / 10, words: place === 0 ? words : [] }))
    const recognise = (stream: FakeStream): void => {
      stream.write({ results: [{ isFinal: true, stability: 1, alternatives }] })
      stream.write(finalOf('balance', 'ballots', 'valance'))
      stream.on('data', () => undefined)
      stream.on('end', () => stream.end())
    }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise }))))
    const heard = await new Promise((resolve) => {
      const stream = recogniser.open(request, {
        hypothesis: (text) => (text === 'check my balance' ? stream.end() : undefined),
        recognised: resolve,
        failed: resolve,
      })
    })

    expect(heard).toMatchObject([
      { text: 'check my balance', confidence: 0.8, words: [{ text: 'check', confidence: 0.4 }] },
      { text: 'check my ballots', words: [{ confidence: 0.4 }] },
      { text: 'czech my balance', confidence: 0.7, words: [] },
      { text: 'check my valance' },
      { text: 'czech my ballots' },
    ])
  })

  test('gives nothing where nothing was recognised', async () => {
    const recognise = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.on('end', () => stream.end())
    }

    expect(await speak(recogniserOf(engineAt('one', await started(startFakeEngine({ recognise })))))).toEqual({ texts: [], engine: 'one' })
  })

  test('waits at its end for all finals of an utterance that the engine cut', async () => {
    const recognise = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.on('end', () => {
        stream.write(finalUpTo(60, 'I want to check'))
        stream.write(finalUpTo(180, 'my balance'))
        stream.end()
      })
    }

    expect(await speak(recogniserOf(engineAt('one', await started(startFakeEngine({ recognise })))))).toEqual({ texts: ['I want to check my balance'], engine: 'one' })
  })

  test('waits a moment for further finals of an engine that holds its stream open', async () => {
    const recognise = holding(finalOf('I want to check'), finalOf('my'), finalOf('balance'))

    expect(await speak(recogniserOf(engineAt('one', await started(startFakeEngine({ recognise })))))).toEqual({ texts: ['I want to check my balance'], engine: 'one' })
  })

  test('waits for nothing after a final of all that was said', async () => {
    const recognise = holding(finalUpTo(60, 'check'), finalUpTo(190, 'my balance'), finalUpTo(190, 'too late'))
    const guesses: string[] = []

    expect(await speak(recogniserOf(engineAt('one', await started(startFakeEngine({ recognise })))), {}, 10, guesses)).toEqual({ texts: ['check my balance'], engine: 'one' })
    expect(guesses).toEqual([])
  })

  test('has its answer when the stream breaks after a final', async () => {
    const recognise = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.on('end', () => {
        stream.write(finalOf('yes'))
        stream.emit('error', grpcError(status.UNAVAILABLE, 'going down'))
      })
    }

    expect(await speak(recogniserOf(engineAt('one', await started(startFakeEngine({ recognise })))))).toEqual({ texts: ['yes'], engine: 'one' })
  })

  test('goes on after its end: everything is recognised anew', async () => {
    const seen = { bytes: 0 }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise: listener('yes', seen) }))))
    const answers = await new Promise((resolve) => {
      const heard: string[] = []
      const frame = new Int16Array(160)
      const stream = recogniser.open(request, {
        hypothesis: () => undefined,
        recognised: ([best]) => {
          heard.push(`${best?.text ?? ''} ${seen.bytes}`)
          if (heard.length === 2) return resolve(heard)
          seen.bytes = 0
          stream.write(frame)
          stream.goOn()
          stream.write(frame)
          stream.end()
        },
        failed: resolve,
      })
      stream.goOn()
      stream.write(frame)
      stream.end()
    })

    expect(answers).toEqual(['yes 320', 'yes 960'])
  })

  test('a cancelled one reports nothing and cancels the engine', async () => {
    const signals = new EventEmitter()
    const cancelled = once(signals, 'cancelled')
    const recognise = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.on('cancelled', () => signals.emit('cancelled'))
      stream.write(guessOf('ye'))
    }
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({ recognise }))))
    const told: string[] = []
    const stream = recogniser.open(request, {
      hypothesis: () => stream.cancel(),
      recognised: () => told.push('recognised'),
      failed: () => told.push('failed'),
    })

    await cancelled
    stream.write(new Int16Array(160))
    stream.end()
    stream.cancel()
    expect(told).toEqual([])
  })
})

describe('an engine that fails', () => {
  const good = async (seen?: { bytes: number }): Promise<EngineConfig> => engineAt('good', await started(startFakeEngine({ recognise: listener('yes', seen) })))

  const failing: Record<string, () => Promise<EngineConfig>> = {
    'is not there': async () => engineAt('bad', await closedAddress()),
    'is no gRPC server': async () => engineAt('bad', await started(startGarbageServer())),
    refuses: async () =>
      engineAt('bad', await started(startFakeEngine({ recognise: (stream) => stream.emit('error', grpcError(status.RESOURCE_EXHAUSTED, 'quota')) }))),
    stalls: async () => engineAt('bad', await started(startFakeEngine({ recognise: (stream) => stream.on('data', () => undefined) })), { deadlineMs: 150 }),
    'gives a final and stalls in what follows': async () =>
      engineAt('bad', await started(startFakeEngine({ recognise: holding(finalOf('check'), guessOf('my')) })), { deadlineMs: 150 }),
    'sends garbage': async () => {
      const garbage = { results: [{ isFinal: true, stability: 7, alternatives: [{ transcript: 'x', confidence: 90, words: [] }] }] }
      return engineAt('bad', await started(startFakeEngine({ recognise: (stream) => stream.write(garbage) })))
    },
    'reports an error in its answer': async () =>
      engineAt('bad', await started(startFakeEngine({ recognise: (stream) => stream.write({ results: [], error: { code: 13, message: 'broken' } }) }))),
    'dies mid-word': async () => {
      const recognise = (stream: FakeStream): void => {
        stream.write(guessOf('ye'))
        let bytes = 0
        stream.on('data', ({ audioContent }: { audioContent?: Uint8Array }) => {
          bytes += audioContent?.length ?? 0
          if (bytes > 1_000) stream.emit('error', grpcError(status.UNAVAILABLE, 'going down'))
        })
      }
      return engineAt('bad', await started(startFakeEngine({ recognise })))
    },
  }

  test.each(Object.entries(failing))('that %s: the next one gets everything that was said', async (_, bad) => {
    const seen = { bytes: 0 }
    const recogniser = recogniserOf(await bad(), await good(seen))

    expect(await speak(recogniser, {}, 25)).toEqual({ texts: ['yes', 'other'], engine: 'good' })
    expect(seen.bytes).toBe(25 * 320)
    expect(warnings).toMatchObject([{ engine: 'bad', enginesLeft: 1 }])
  })

  test('is reported when none is left', async () => {
    const recogniser = recogniserOf(engineAt('bad', await closedAddress()))

    expect(await speak(recogniser)).toMatchObject({ failed: expect.stringContaining('Engine "bad"') as string })
    expect(warnings).toMatchObject([{ engine: 'bad', enginesLeft: 0 }, { code: 'MEDIA_RECOGNITION_FAILED' }])
  })

  test('rests for some seconds, then is asked first again', async () => {
    const asked: string[] = []
    const flaky = (stream: FakeStream): void => {
      asked.push('flaky')
      stream.emit('error', grpcError(status.UNAVAILABLE, 'down'))
    }
    const recogniser = recogniserOf(engineAt('flaky', await started(startFakeEngine({ recognise: flaky }))), await good())
    await speak(recogniser)
    await speak(recogniser)
    expect(asked).toHaveLength(1)
    nowMs += 6_000
    await speak(recogniser)

    expect(asked).toHaveLength(2)
  })
})

describe('what nobody can do', () => {
  test('is known beforehand where no engine speaks the language', () => {
    const recogniser = recogniserOf(engineAt('one', '127.0.0.1:1', { languages: ['en-GB'] }))

    expect(recogniser.fault({ ...request, language: 'en-US' })).toBeUndefined()
    expect(recogniser.fault({ ...request, language: 'zh-CN' })).toContain('"zh-CN"')
  })

  test('fails at once where nobody is left to ask', async () => {
    expect(await speak(recogniserOf())).toEqual({ failed: 'No engine serves this turn.' })
  })

  test('is remembered for a while, for that kind of request only', async () => {
    const recogniser = recogniserOf(engineAt('one', await started(startFakeEngine({}))))
    expect(await speak(recogniser, { phrases: [] })).toMatchObject({ failed: expect.stringContaining('not here') as string })

    expect(recogniser.fault({ ...request, phrases: [] })).toContain('not here')
    expect(recogniser.fault(request)).toBeUndefined()
    nowMs += 61_000
    expect(recogniser.fault({ ...request, phrases: [] })).toBeUndefined()
  })
})
