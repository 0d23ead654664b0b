import type { AddressInfo } from 'node:net'
import { Client, credentials, Server, ServerCredentials, type ClientDuplexStream, type ServerDuplexStream } from '@grpc/grpc-js'
import { frameSamples } from '@callchart/protocol'
import { WebSocket, WebSocketServer } from 'ws'
import { startTicker } from '../switch/ticker.js'
import { echoMethod, echoService } from './echo-service.js'
import { spreadOf, type Spread } from './percentiles.js'

/** What this machine does at best, measured in the same run. */
export interface RawLimits {
  /** A 20 ms frame there and back over a bare WebSocket on loopback, one frame every 20 ms. */
  readonly wsRoundTripMs: Spread
  /** A frame there and back over a bare gRPC stream on loopback. */
  readonly grpcRoundTripMs: Spread
}

const wsFrames = 250
const grpcMessages = 500

export async function measureRawLimits(): Promise<RawLimits> {
  return { wsRoundTripMs: spreadOf(await wsRoundTrips()), grpcRoundTripMs: spreadOf(await grpcRoundTrips()) }
}

async function wsRoundTrips(): Promise<number[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data)))
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false })
  await new Promise((resolve) => client.once('open', resolve))
  const tookMs = await new Promise<number[]>((resolve) => {
    const took: number[] = []
    let sentAt = 0
    client.on('message', () => {
      took.push(performance.now() - sentAt)
      if (took.length < wsFrames) return
      ticker.stop()
      resolve(took)
    })
    const ticker = startTicker(() => {
      sentAt = performance.now()
      client.send(new Uint8Array(frameSamples))
    })
  })
  client.terminate()
  await new Promise((resolve) => server.close(resolve))
  return tookMs
}

async function grpcRoundTrips(): Promise<number[]> {
  const server = new Server()
  server.addService(
    echoService,
    { echo: (call: ServerDuplexStream<Buffer, Buffer>) => call.on('data', (data: Buffer) => call.write(data)).on('end', () => call.end()) },
  )
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
  })
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure())
  const stream: ClientDuplexStream<Buffer, Buffer> = client.makeBidiStreamRequest(echoMethod.path, echoMethod.requestSerialize, echoMethod.responseDeserialize)
  const tookMs: number[] = []
  for (let count = 0; count < grpcMessages; count += 1) {
    const sentAt = performance.now()
    const back = new Promise((resolve) => stream.once('data', resolve))
    stream.write(Buffer.alloc(2 * frameSamples))
    await back
    tookMs.push(performance.now() - sentAt)
  }
  const ended = new Promise((resolve) => stream.once('status', resolve))
  stream.end()
  await ended
  client.close()
  server.forceShutdown()
  return tookMs
}
