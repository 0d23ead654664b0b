import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallView, SeatEvent, TranscriptEntry } from '@callchart/protocol'
import { WebSocketServer, type WebSocket } from 'ws'

/** What a scripted bridge may do with a connected leg. */
export interface ScriptedLeg {
  readonly name: string
  /** Resolves with the first text event of a kind that comes from the switch. */
  event(kind: string): Promise<Record<string, unknown>>
  /** Resolves when the switch has sent so many frames with sound in them. */
  soundFrames(count: number): Promise<void>
  play(audio: Uint8Array): void
  command(command: string, fields?: object): void
  close(): void
  readonly received: Uint8Array[]
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>
  /** Passes every frame on to another leg. */
  connectTo(other: ScriptedLeg): void
}

export interface ScriptedSystem {
  readonly url: string
  readonly view: { current: CallView }
  update(change: Partial<CallView>): void
  say(entry: TranscriptEntry): void
  /** The n-th leg that connects: 0 is the caller. */
  leg(index: number): Promise<ScriptedLeg>
  /** The control connection of the seat that joins. */
  seat: Promise<{ send(event: SeatEvent): void; next(): Promise<Record<string, unknown>> }>
  close(): Promise<void>
}

const emptyView: CallView = {
  callId: 'call-1',
  flow: 'test',
  version: 'v1',
  status: 'active',
  direction: 'inbound',
  startedAt: '2026-01-01T00:00:00.000Z',
  statePath: [],
  path: ['start'],
  listening: null,
  variables: {},
  transcript: [],
  effects: [],
  tags: [],
  transfer: null,
  recording: 'none',
  voicemails: [],
  cdr: [],
}

/** A stand-in for app and bridge: tests script what they answer. */
export async function startScriptedSystem(): Promise<ScriptedSystem> {
  const view = { current: emptyView }
  const sockets = new WebSocketServer({ noServer: true })
  const legs = new Waiting<ScriptedLeg>()
  const seats = new Waiting<{ send(event: SeatEvent): void; next(): Promise<Record<string, unknown>> }>()
  const server = createServer((request, response) => answer(request, response, view.current, address(server)))
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (connection) => {
      if (request.url?.startsWith('/seat') === true) seats.put(seatOf(connection))
      else legs.put(legOf(connection, request.url ?? ''))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://${address(server)}`,
    view,
    update: (change) => (view.current = { ...view.current, ...change }),
    say: (entry) => (view.current = { ...view.current, transcript: [...view.current.transcript, entry] }),
    leg: (index) => legs.at(index),
    seat: seats.at(0),
    close: () =>
      new Promise((resolve) => {
        for (const connection of sockets.clients) connection.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const address = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`

function answer(request: IncomingMessage, response: ServerResponse, view: CallView, host: string): void {
  const send = (status: number, body: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const route = `${request.method} ${request.url}`
  const expiresAt = '2026-01-01T00:01:00.000Z'
  if (route === 'POST /v1/calls')
    return send(201, { callId: view.callId, mediaUrl: `ws://${host}/media`, flow: view.flow, version: view.version, expiresAt })
  if (route === `GET /v1/calls/${view.callId}`) return send(200, view)
  if (route.startsWith('POST /v1/queues/help/')) return send(201, { agentId: 'a1', controlUrl: `ws://${host}/seat`, expiresAt })
  if (route === 'GET /v1/flows') return send(200, { nonsense: true })
  return send(404, { type: 'about:blank', title: 'Not found', status: 404, detail: `There is no ${route}`, code: 'RUNTIME_NOT_FOUND' })
}

/** Things that come in order, and those who wait for the n-th. */
class Waiting<Item> {
  private readonly items: Item[] = []
  private waiters: { readonly index: number; readonly resolve: (item: Item) => void }[] = []

  put(item: Item): void {
    this.items.push(item)
    for (const waiter of this.waiters.filter(({ index }) => index === this.items.length - 1)) waiter.resolve(item)
  }

  at(index: number): Promise<Item> {
    const item = this.items[index]
    return item === undefined ? new Promise((resolve) => this.waiters.push({ index, resolve })) : Promise.resolve(item)
  }
}

function seatOf(connection: WebSocket): { send(event: SeatEvent): void; next(): Promise<Record<string, unknown>> } {
  const commands = new Waiting<Record<string, unknown>>()
  let taken = 0
  connection.on('message', (data: Buffer) => commands.put(JSON.parse(data.toString()) as Record<string, unknown>))
  return { send: (event) => connection.send(JSON.stringify(event)), next: () => commands.at(taken++) }
}

/** Held back so that no frame of a connected leg ever comes too late. */
const jitterFrames = 10

const hasSound = (frame: Uint8Array): boolean => frame.some((code) => (code & 0x7f) < 0x78)

function legOf(connection: WebSocket, name: string): ScriptedLeg {
  const received: Uint8Array[] = []
  const texts: Record<string, unknown>[] = []
  let others: ScriptedLeg[] = []
  let checks: (() => boolean)[] = []
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): boolean => {
        if (!holds()) return false
        resolve()
        return true
      }
      if (!check()) checks.push(check)
    })
  connection.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      received.push(data)
      for (const other of others) other.play(data)
    } else texts.push(JSON.parse(data.toString()) as Record<string, unknown>)
    checks = checks.filter((check) => !check())
  })
  return {
    name,
    received,
    closed: new Promise((resolve) => connection.once('close', () => resolve())),
    event: async (kind) => {
      await when(() => texts.some((text) => text.event === kind))
      const index = texts.findIndex((text) => text.event === kind)
      return texts.splice(index, 1)[0] ?? {}
    },
    soundFrames: (count) => when(() => received.filter(hasSound).length >= count),
    play: (audio) => connection.send(audio),
    command: (command, fields = {}) => connection.send(JSON.stringify({ command, ...fields })),
    close: () => connection.close(1000),
    connectTo: (other) => {
      other.play(new Uint8Array(jitterFrames * 160).fill(0xff))
      others = [...others, other]
    },
  }
}
