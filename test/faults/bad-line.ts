import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Seeded } from './seeded.js'

/** `half-open`: what is said is swallowed, and nobody is told that the line is dead. */
export type LineManner = 'passing' | 'delayed' | 'lossy' | 'half-open'

const oneWayMs = 150
const lossShare = 0.05
/** A lost segment comes with its repetition, and holds up what comes behind it: RFC 6298 has 200 ms at least in Linux. */
const repetitionMs = 200

/** A TCP line between two processes, as bad as a network may be: what a kernel without netem can have. */
export class BadLine {
  private manner: LineManner = 'passing'
  private readonly pairs = new Set<readonly [Socket, Socket]>()

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
    private readonly seed: Seeded,
  ) {
    server.on('connection', (client) => this.take(client))
  }

  static async before(targetPort: number, seed: Seeded): Promise<BadLine> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new BadLine(server, targetPort, seed)
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Connections that were half open are reset once the line is well again, as a firewall that has forgotten them does. */
  is(manner: LineManner): void {
    if (this.manner === 'half-open' && manner !== 'half-open') this.reset()
    this.manner = manner
  }

  close(): void {
    this.reset()
    this.server.close()
  }

  private reset(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy()
    this.pairs.clear()
  }

  private take(client: Socket): void {
    const server = connect(this.targetPort, '127.0.0.1')
    const pair = [client, server] as const
    this.pairs.add(pair)
    for (const [from, to] of [pair, [server, client] as const]) {
      from.setNoDelay(true)
      from.on('error', () => undefined)
      from.on('data', this.passing(to))
      from.on('close', () => {
        if (this.manner === 'half-open') return
        to.destroy()
        this.pairs.delete(pair)
      })
    }
  }

  /** Nothing overtakes. */
  private passing(to: Socket): (bytes: Buffer) => void {
    let freeAtMs = 0
    return (bytes) => {
      if (this.manner === 'half-open') return
      const now = performance.now()
      const isLost = this.manner === 'lossy' && this.seed.next() < lossShare
      const wanted = now + (this.manner === 'passing' ? 0 : oneWayMs) + (isLost ? repetitionMs : 0)
      freeAtMs = Math.max(freeAtMs, wanted)
      if (freeAtMs <= now) to.write(bytes)
      else setTimeout(() => void (to.destroyed || to.write(bytes)), freeAtMs - now)
    }
  }
}
