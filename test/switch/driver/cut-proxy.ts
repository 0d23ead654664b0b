import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way between two parties that can be cut. */
export interface CutProxy {
  readonly port: number
  /** Connections that are open now. */
  readonly count: number
  /** Every connection breaks, as when a cable is pulled; new ones are taken. */
  cut(): void
  close(): void
}

/** Leads to a port of the loopback that may be known later. */
export async function startCutProxy(target: () => number): Promise<CutProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target(), '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get count() {
      return sockets.size / 2
    },
    cut: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close() {
      server.close()
      sockets.forEach((socket) => socket.destroy())
    },
  }
}
