import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** Stands between a switch and the bridge, and passes on what both send. */
export interface MediaTap {
  /** For the switch, instead of the bridge's address. */
  readonly url: string
  /** To the bridge, among the messages of the switch. */
  send(message: string | Uint8Array): void
}

/** Ends with the connection that it passes on. */
export async function tapMedia(mediaUrl: string): Promise<MediaTap> {
  const bridge = new WebSocket(mediaUrl, ['media'], { perMessageDeflate: false })
  bridge.on('error', () => undefined)
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, handleProtocols: () => 'media' })
  await Promise.all([once(bridge, 'open'), once(server, 'listening')])
  server.on('connection', (line) => {
    line.on('message', (message, isBinary) => bridge.send(message, { binary: isBinary }))
    bridge.on('message', (message, isBinary) => line.send(message, { binary: isBinary }))
    line.on('close', () => bridge.close(1_000))
    bridge.on('close', () => {
      line.close(1_000)
      server.close()
    })
  })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, send: (message) => bridge.send(message) }
}
