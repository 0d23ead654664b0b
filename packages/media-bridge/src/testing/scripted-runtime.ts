import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { Metadata, Server, ServerCredentials, status, type ServerDuplexStream, type ServiceDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import {
  commandToWire,
  factFromWire,
  protoLoaderOptions,
  type MediaCommand,
  type MediaFact,
  type MediaFactType,
  type NumberedFact,
} from '@callchart/protocol'
import type { Announcement, BridgeMessage, Presence, RuntimeMessage } from '../control/call-control-client.js'

type BridgeStream = ServerDuplexStream<Announcement, Presence>
type RuntimeStream = ServerDuplexStream<BridgeMessage, Record<string, unknown>>
type FactOf<Type extends MediaFactType> = Extract<MediaFact, { type: Type }>

interface Waiter {
  readonly test: () => boolean
  readonly met: () => void
}

/** A call as the runtime sees it. */
export class ScriptedCall {
  readonly facts: NumberedFact[] = []
  readonly hellos: NonNullable<BridgeMessage['hello']>[] = []
  epoch = 1
  acknowledges = true
  maxCallMs = 0
  private commandNumber = 0
  private readonly waiters: Waiter[] = []
  private seen = 0
  stream: RuntimeStream | undefined

  constructor(readonly callId: string) {}

  get types(): string[] {
    return this.facts.map(({ fact }) => fact.type)
  }

  /** @returns the command's number */
  send(command: MediaCommand, number = this.commandNumber + 1, epoch = this.epoch): number {
    this.commandNumber = Math.max(this.commandNumber, number)
    this.stream?.write({ command: commandToWire({ number, epoch, command }) })
    return number
  }

  sendRaw(command: Record<string, unknown>): void {
    this.commandNumber += 1
    this.stream?.write({ command: { number: this.commandNumber, epoch: this.epoch, ...command } })
  }

  /** Lets go of the call for another runtime. */
  sendTo(runtimeId: string): void {
    const metadata = new Metadata()
    metadata.set('callchart-runtime', runtimeId)
    this.stream?.emit('error', { code: status.UNAVAILABLE, details: 'sent on', metadata })
  }

  acknowledge(number: number): void {
    this.stream?.write({ factAck: { number } })
  }

  /** The next fact of this type that nobody waited for yet. */
  async next<Type extends MediaFactType>(type: Type): Promise<FactOf<Type>> {
    const find = () => this.facts.findIndex(({ fact }, index) => index >= this.seen && fact.type === type)
    await this.when(() => find() >= 0)
    const found = find()
    this.seen = found + 1
    return this.facts[found]?.fact as FactOf<Type>
  }

  when(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve()
    return new Promise((met) => this.waiters.push({ test, met }))
  }

  take(fact: NumberedFact): void {
    this.facts.push(fact)
    if (this.acknowledges) this.acknowledge(fact.number)
    this.check()
  }

  check(): void {
    for (const waiter of this.waiters.splice(0)) {
      if (waiter.test()) waiter.met()
      else this.waiters.push(waiter)
    }
  }
}

/** The runtime's side of the control stream, as a test tells it. Token `t-x` is call `x`, and a uuid is the call of that name; any other token is refused. */
export class ScriptedRuntime {
  readonly runtimeId = randomUUID()
  readonly calls = new Map<string, ScriptedCall>()
  /** Answers the next attachments with this status. */
  refusal: status | undefined
  /** Answers nobody until `release`. */
  isStalled = false
  private readonly stalled: (() => void)[] = []
  readonly attachments: string[] = []
  readonly announced: Announcement[] = []
  private readonly hearers: (() => void)[] = []
  /** Answers no bridge that announces itself. */
  isSilent = false
  isDraining = false
  private attached: (() => void) | undefined
  private server = new Server()
  private port = 0

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const path = createRequire(import.meta.url).resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
    const service = loadSync(path, protoLoaderOptions)['callchart.call.v1.CallControl'] as ServiceDefinition
    this.server = new Server()
    this.server.addService(service, { Attach: (stream: RuntimeStream) => this.attach(stream), Announce: (stream: BridgeStream) => this.hear(stream) })
    this.port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      )
    })
  }

  stop(): void {
    this.server.forceShutdown()
  }

  call(callId: string): ScriptedCall {
    const known = this.calls.get(callId) ?? new ScriptedCall(callId)
    this.calls.set(callId, known)
    return known
  }

  /** Resolves when somebody waits for an answer. */
  async someoneWaits(): Promise<void> {
    if (this.stalled.length === 0) await new Promise<void>((resolve) => (this.attached = resolve))
  }

  /** Answers those who wait. */
  release(): void {
    this.isStalled = false
    for (const greet of this.stalled.splice(0)) greet()
  }

  private hear(stream: BridgeStream): void {
    stream.on('error', () => undefined)
    stream.on('data', (announcement: Announcement) => {
      this.announced.push(announcement)
      for (const heard of this.hearers.splice(0)) heard()
      if (!this.isSilent) stream.write({ runtimeId: this.runtimeId, calls: this.calls.size, draining: this.isDraining })
    })
    stream.on('end', () => stream.end())
  }

  /** Resolves when a bridge has said so. */
  async hears(test: (announcement: Announcement, index: number) => boolean): Promise<void> {
    while (!this.announced.some(test)) await new Promise<void>((resolve) => this.hearers.push(resolve))
  }

  private attach(stream: RuntimeStream): void {
    stream.on('error', () => undefined)
    let call: ScriptedCall | undefined
    stream.on('data', (message: BridgeMessage & RuntimeMessage) => {
      if (message.hello && this.isStalled) {
        const { hello } = message
        this.attachments.push(hello.token)
        this.stalled.push(() => (call = this.greet(stream, hello)))
        this.attached?.()
      } else if (message.hello) {
        this.attachments.push(message.hello.token)
        call = this.greet(stream, message.hello)
      } else if (message.fact && call) call.take(factFromWire(message.fact))
    })
    stream.on('end', () => stream.end())
  }

  private greet(stream: RuntimeStream, hello: NonNullable<BridgeMessage['hello']>): ScriptedCall | undefined {
    const callId = hello.callId || callOf(hello.token)
    const known = this.calls.get(callId)
    const code = this.refusal ?? (callId === '' || (!hello.callId && known?.stream) ? status.UNAUTHENTICATED : undefined)
    if (code !== undefined) {
      stream.emit('error', { code, details: 'refused' })
      return undefined
    }
    const call = this.call(callId)
    call.stream = stream
    call.hellos.push(hello)
    stream.write({ accepted: { callId, epoch: call.epoch, lastFactNumber: call.facts.at(-1)?.number ?? 0, maxCallMs: call.maxCallMs } })
    call.check()
    return call
  }
}

const callOf = (token: string): string => (token.startsWith('t-') ? token.slice(2) : /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(token) ? token : '')
