import type { Server } from 'node:net'
import { MediaError } from '../errors.js'

/** A client says its request within this time, byte by byte or not: connections that say nothing would else be had for nothing. */
export const requestTimeouts = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000 } as const

/** @param port 0 is any free one @throws MediaError MEDIA_PORT_IN_USE */
export const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        isTaken
          ? new MediaError(
              'MEDIA_PORT_IN_USE',
              `Port ${port} of ${host} is in use: end the other process or give the bridge another port.`,
              { cause: error },
            )
          : error,
      )
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
