import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RuntimeError } from './errors.js'

/** The same error, coded where another process has the port. gRPC says it in words only. */
export function portInUse(error: Error, port: number, what: string): Error {
  const taken = ('code' in error && error.code === 'EADDRINUSE') || /EADDRINUSE|address already in use/i.test(error.message)
  if (!taken) return error
  const message = `Port ${port} ${what} is in use by another process: stop that one, or choose another port (0 takes any free one).`
  return new RuntimeError('RUNTIME_PORT_IN_USE', message, { cause: error, fields: { port } })
}

/** Resolves with the port. @throws RUNTIME_PORT_IN_USE */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(portInUse(error, port, 'of the HTTP server'))
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Takes nothing more, and lets go of whoever is connected. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
