import { once } from 'node:events'
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { Metadata, Server, ServerCredentials, status, type ServerDuplexStream, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js'
import type { EngineConfig } from '../engine-config.js'
import { speechProtos } from '../speech-protos.js'

type Message = Record<string, unknown>
export type FakeStream = ServerDuplexStream<Message, Message>

/** What the fake does with each call; absent methods are UNIMPLEMENTED. */
export interface FakeEngineScript {
  readonly recognise?: (stream: FakeStream) => void
  readonly streamSpeech?: (stream: FakeStream) => void
  readonly speak?: (request: Message, metadata: Metadata) => Message | Error | undefined
}

export interface FakeEngine {
  readonly address: string
  close(): void
}

export const grpcError = (code: status, details: string): Error => Object.assign(new Error(details), { code, details, metadata: new Metadata() })

const refuse = (stream: FakeStream): void => {
  stream.emit('error', grpcError(status.UNIMPLEMENTED, 'not here'))
}

/** A speech engine of google.cloud.*.v1 on loopback that does what the script says. */
export const startFakeEngine = async (script: FakeEngineScript): Promise<FakeEngine> => {
  const server = new Server()
  const { Speech, TextToSpeech } = speechProtos()
  server.addService(Speech.service, { streamingRecognize: script.recognise ?? refuse })
  server.addService(TextToSpeech.service, {
    streamingSynthesize: script.streamSpeech ?? refuse,
    synthesizeSpeech: (call: ServerUnaryCall<Message, Message>, done: sendUnaryData<Message>) => {
      if (script.speak === undefined) return done(grpcError(status.UNIMPLEMENTED, 'not here'))
      const answer = script.speak(call.request, call.metadata)
      if (answer instanceof Error) done(answer)
      else if (answer !== undefined) done(null, answer)
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
  })
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() }
}

/** Something that is no gRPC server: it answers every connection with these bytes. */
export const startGarbageServer = async (): Promise<FakeEngine> => {
  const sockets = new Set<Socket>()
  const server: TcpServer = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.end('SSH-2.0-OpenSSH_9.2p1 Debian\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** An address where nobody listens. */
export const closedAddress = async (): Promise<string> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `127.0.0.1:${port}`
}

export const engineAt = (name: string, address: string, over: Partial<EngineConfig> = {}): EngineConfig => ({ name, address, tls: false, languages: [], deadlineMs: 2_000, ...over })

export const finalOf = (...texts: string[]): Message => ({
  results: [{ isFinal: true, stability: 1, alternatives: texts.map((transcript) => ({ transcript, confidence: 0.9, words: [] })) }],
})

export const guessOf = (transcript: string): Message => ({ results: [{ isFinal: false, stability: 0.5, alternatives: [{ transcript, confidence: 0, words: [] }] }] })
