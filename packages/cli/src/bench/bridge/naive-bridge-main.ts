/** Entry of the bare pass-through that the bridge is held against: every frame of a WebSocket into a gRPC stream, every answer back. */
import type { AddressInfo } from 'node:net'
import { Client, credentials, type ClientDuplexStream } from '@grpc/grpc-js'
import { WebSocketServer, type WebSocket } from 'ws'
import { echoMethod } from '../echo-service.js'

function pass(client: Client, socket: WebSocket): void {
  const stream: ClientDuplexStream<Buffer, Buffer> = client.makeBidiStreamRequest(echoMethod.path, echoMethod.requestSerialize, echoMethod.responseDeserialize)
  stream.on('data', (frame: Buffer) => socket.send(frame))
  stream.on('error', () => socket.terminate())
  socket.on('message', (message: Buffer, isBinary) => {
    if (isBinary) stream.write(message)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => stream.end())
}

process.once('message', ({ echoAddress }: { echoAddress: string }) => {
  const client = new Client(echoAddress, credentials.createInsecure())
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('connection', (socket) => pass(client, socket))
  server.once('listening', () => process.send?.({ type: 'ready', url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }))
})
process.once('disconnect', () => process.exit(0))
