import type { ServerDuplexStream } from '@grpc/grpc-js'

interface RecogniserRequest {
  readonly audioContent?: Uint8Array
}
export type RecogniserStream = ServerDuplexStream<RecogniserRequest, object>

const bytesPerMs = 16
/** Real recognisers guess about so often. */
const guessEveryMs = 300
const words = ['i', 'have', 'a', 'question', 'about', 'the', 'last', 'bill']
const secondsOf = (ms: number) => ({ seconds: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 })

const final = {
  results: [
    {
      isFinal: true,
      stability: 1,
      alternatives: [
        {
          transcript: words.join(' '),
          confidence: 0.9,
          words: words.map((word, index) => ({ word, startTime: secondsOf(300 * index), endTime: secondsOf(300 * index + 250), confidence: 0.9 })),
        },
      ],
    },
  ],
}

const guess = (count: number): object => ({ results: [{ isFinal: false, stability: 0.5, alternatives: [{ transcript: words.slice(0, count).join(' '), confidence: 0, words: [] }] }] })

/** Guesses one word more every 300 ms of audio, and knows them all at the end. */
export function recogniseByScript(stream: RecogniserStream): void {
  let heardMs = 0
  let guessCount = 0
  stream.on('data', ({ audioContent }: RecogniserRequest) => {
    heardMs += (audioContent?.length ?? 0) / bytesPerMs
    if (heardMs < (guessCount + 1) * guessEveryMs || guessCount >= words.length) return
    guessCount += 1
    stream.write(guess(guessCount))
  })
  stream.on('error', () => undefined)
  stream.on('end', () => {
    stream.write(final)
    stream.end()
  })
}
