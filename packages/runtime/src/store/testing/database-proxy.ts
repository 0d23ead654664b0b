import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

type Manner = 'passing' | 'cut' | 'hanging'

/** Between a store and its database: cuts the line, or takes what is said and answers nothing, and comes back. */
export class DatabaseProxy {
  private manner: Manner = 'passing'
  private readonly pairs = new Set<readonly [client: Socket, server: Socket]>()
  private readonly dead: (readonly [client: Socket, server: Socket])[] = []

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.take(client))
  }

  static async before(databaseUrl: string): Promise<DatabaseProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new DatabaseProxy(server, new URL(databaseUrl))
  }

  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** Connections end, and so does each new one. */
  cut(): void {
    this.manner = 'cut'
    this.endAll()
  }

  /** Connections stay open, and new ones are taken, but nothing goes through. */
  hang(): void {
    this.manner = 'hanging'
    for (const pair of this.pairs) for (const socket of pair) socket.pause()
  }

  /** What was said meanwhile on a line that hung goes through now, late. */
  comeBack(): void {
    this.manner = 'passing'
    for (const pair of this.pairs) for (const socket of pair) socket.resume()
  }

  /** Connections stay open and are silent for ever, as after a failover; new ones pass. */
  fallSilent(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.pause()
    this.dead.push(...this.pairs)
    this.pairs.clear()
  }

  async close(): Promise<void> {
    for (const pair of this.dead) this.pairs.add(pair)
    this.endAll()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private endAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy()
    this.pairs.clear()
  }

  private take(client: Socket): void {
    client.on('error', () => undefined)
    if (this.manner === 'cut') return void client.destroy()
    const server = connect(Number(this.target.port), this.target.hostname)
    server.on('error', () => client.destroy())
    const pair = [client, server] as const
    this.pairs.add(pair)
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on('data', (bytes) => void to.write(bytes))
      from.on('close', () => {
        to.destroy()
        this.pairs.delete(pair)
      })
      if (this.manner === 'hanging') from.pause()
    }
  }
}
