import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js'
import type { Logger } from 'pino'
import { loadService } from './grpc/protos.js'
import type { EngineOptions } from './options.js'
import { Lexicon } from './recognise/lexicon.js'
import { OwnModelRecogniser } from './recognise/own-model/recogniser.js'
import { RecognitionPool } from './recognise/pool.js'
import { speechService } from './recognise/service.js'
import { SynthesisPool } from './synthesise/pool.js'
import { textToSpeechService } from './synthesise/service.js'

export interface SpeechEngine {
  /** `host:port` that it listens on. */
  readonly address: string
  close(): Promise<void>
}

/** A core keeps up with about a dozen callers who speak at once; callers who are silent send nothing. */
const streamsPerWorker = 16
const maxWaitMs = 2_000

/** Starts the worker threads, then the gRPC server. @throws when the port is taken; SpeechEngineError of the user's own model */
export async function startSpeechEngine(options: EngineOptions, log: Logger): Promise<SpeechEngine> {
  const ownModel = options.ownModel === undefined ? undefined : await OwnModelRecogniser.load(options.ownModel, log)
  const synthesis = new SynthesisPool(options.synthesiserWorkers, log)
  const recognition = new RecognitionPool({ workers: options.recogniserWorkers, streamsPerWorker, maxWaitMs }, log)
  const [lexicon] = await Promise.all([Lexicon.load((words) => synthesis.pronounce(words), log), synthesis.start(), recognition.start()])
  const server = new Server({ 'grpc.max_receive_message_length': 16 * 1_024 * 1_024 })
  server.addService(loadService('speech'), speechService({ pool: recognition, lexicon, log, ...(ownModel === undefined ? {} : { ownModel }) }))
  server.addService(loadService('textToSpeech'), textToSpeechService({ pool: synthesis, log }))
  server.addService(loadService('health'), { Check: (_call: unknown, answer: sendUnaryData<unknown>) => answer(null, { status: 'SERVING' }) })
  const port = await bind(server, `${options.host}:${options.port}`)
  return {
    address: `${options.host}:${port}`,
    close: async () => {
      server.forceShutdown()
      await Promise.all([synthesis.close(), recognition.close(), ownModel?.close()])
    },
  }
}

function bind(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => (error === null ? resolve(port) : reject(error)))
  })
}
