import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { WebSocket } from 'ws'

/** A media connection without the manners of a switch: nothing is sent by itself. */
export async function dialRaw(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, ['media'], { perMessageDeflate: false })
  await once(socket, 'open')
  socket.on('error', () => undefined)
  return socket
}

export interface Refusal {
  readonly status: number
  readonly code: unknown
}

/** How a media connection is refused. @throws Error when it is not */
export async function refusalOf(url: string): Promise<Refusal> {
  const socket = new WebSocket(url, ['media'])
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.close()
      reject(new Error(`${url} was not refused`))
    })
    socket.on('error', () => undefined)
    socket.once('unexpected-response', (_, response: IncomingMessage) => {
      json(response).then((body) => resolve({ status: response.statusCode ?? 0, code: (body as { code?: unknown }).code }), reject)
    })
  })
}

export const startMessage = (fields: object = {}): string =>
  JSON.stringify({ event: 'MEDIA_START', connection_id: 'raw', channel: 'WebSocket/raw/1', channel_id: 'raw-1', format: 'ulaw', optimal_frame_size: 160, ptime: 20, channel_variables: {}, ...fields })
