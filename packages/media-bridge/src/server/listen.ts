import type { Server } from 'node:net'
import { MediaError } from '../errors.js'

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
