import type { RequestListener } from 'node:http'
import type { Clock } from '../clock.js'
import { closeServer, listen } from '../listening.js'
import { createApiServer } from '../tls.js'

/**
 * A certificate of ours names no loopback address: what a bridge on this machine plays is given out there besides, unencrypted, and nothing else is.
 * @param closes is given the way to close it
 * @returns its base address
 */
export async function openAudioDoor(api: RequestListener, clock: Clock, closes: (close: () => Promise<void>) => void): Promise<string> {
  const audioAlone: RequestListener = (request, response) => {
    if (request.method === 'GET' && request.url?.startsWith('/v1/audio/') === true) api(request, response)
    else response.writeHead(404).end()
  }
  const server = createApiServer(audioAlone, undefined, clock, () => undefined)
  const port = await listen(server, '127.0.0.1', 0)
  closes(() => closeServer(server))
  return `http://127.0.0.1:${port}`
}
