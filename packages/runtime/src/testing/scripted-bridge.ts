import { credentials, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js'
import { commandFromWire, factToWire, type MediaCommand, type MediaFact, type NumberedCommand, type TurnStart } from '@callchart/protocol'
import type { Acceptance } from '../call/outbox.js'
import { callControlService } from '../control/wire.js'
import { Inbox } from './inbox.js'

type WireMessage = Record<string, unknown>

export interface BridgeIntroduction {
  readonly token: string
  readonly callId?: string
  readonly mediaUrl?: string
  readonly lastCommandNumber?: number
  readonly epoch?: number
}

export type CommandOf<Type extends MediaCommand['type']> = Extract<MediaCommand, { type: Type }>

/** How a stream ended: status 0 is a good end. */
export interface StreamEnd {
  readonly status: number
  readonly details: string
  readonly code: string | undefined
  /** The runtime that is to have the call. */
  readonly runtimeId?: string
}

/** A media bridge without media: a test says what it hears. */
export class ScriptedBridge {
  readonly commands: NumberedCommand[] = []
  readonly ended: Promise<StreamEnd>
  private readonly inbox = new Inbox<MediaCommand>()
  private readonly acks = new Inbox<number>()
  private readonly accepting = new Inbox<Acceptance>()
  private readonly client
  private factNumber = 0
  private lastAck = 0
  /** The sample clock, moved by the facts. */
  atMs = 0

  constructor(
    controlAddress: string,
    private readonly stream: ClientDuplexStream<WireMessage, WireMessage> | undefined = undefined,
  ) {
    this.client = new (callControlService().Client)(controlAddress, credentials.createInsecure())
    this.stream = stream ?? (this.client as unknown as { attach(): ClientDuplexStream<WireMessage, WireMessage> }).attach()
    this.ended = new Promise((resolve) => {
      const over = (end: StreamEnd): void => {
        for (const inbox of [this.inbox, this.acks, this.accepting]) inbox.fail(new Error(`The stream is over: ${end.details || 'well'}`))
        resolve(end)
      }
      this.stream?.on('error', (error: ServiceError) => {
        const [runtimeId] = error.metadata.get('callchart-runtime')
        over({ status: error.code, details: error.details, code: error.metadata.get('callchart-code')[0]?.toString(), ...(runtimeId !== undefined && { runtimeId: runtimeId.toString() }) })
      })
      this.stream?.on('end', () => queueMicrotask(() => over({ status: 0, details: '', code: undefined })))
    })
    this.stream.on('data', (message: WireMessage) => this.receive(message))
  }

  private receive(message: WireMessage): void {
    if (message.kind === 'accepted') this.accepting.push(message.accepted as Acceptance)
    if (message.kind === 'factAck') this.acknowledge((message.factAck as { number: number }).number)
    if (message.kind !== 'command') return
    const numbered = commandFromWire(message.command as WireMessage)
    this.commands.push(numbered)
    this.inbox.push(numbered.command)
  }

  /** Says hello and waits to be accepted. */
  async attach({ token, callId, mediaUrl = 'ws://bridge.test', lastCommandNumber = 0, epoch = 0 }: BridgeIntroduction): Promise<Acceptance> {
    this.write({ hello: { token, ...(callId === undefined ? {} : { callId }), bridgeId: 'b1', mediaUrl, lastCommandNumber, epoch } })
    const accepted = await this.accepting.take()
    this.factNumber = Math.max(this.factNumber, accepted.lastFactNumber)
    return accepted
  }

  write(message: WireMessage): void {
    this.stream?.write(message)
  }

  /** Reports a fact and waits until it is in the journal. */
  async fact(fact: MediaFact, number = this.factNumber + 1): Promise<void> {
    this.report(fact, number)
    await this.acked(number)
  }

  report(fact: MediaFact, number = this.factNumber + 1): number {
    this.factNumber = Math.max(this.factNumber, number)
    this.atMs += 100
    this.write({ fact: factToWire({ number, atMs: this.atMs, fact }) })
    return number
  }

  async acked(number: number): Promise<void> {
    if (this.lastAck < number) await this.acks.take((acknowledged) => acknowledged === number)
  }

  /** Holds for every fact up to it. */
  private acknowledge(number: number): void {
    while (this.lastAck < number) this.acks.push((this.lastAck += 1))
  }

  async next<Type extends MediaCommand['type']>(type: Type): Promise<CommandOf<Type>> {
    return (await this.inbox.take((command) => command.type === type)) as CommandOf<Type>
  }

  /** Commands that no `next` took. */
  get unread(): readonly MediaCommand[] {
    return this.inbox.left
  }

  connects(): Promise<void> {
    return this.fact({ type: 'call.connected', dialect: 'asterisk', codec: 'ulaw', variables: {} })
  }

  /** Plays the next turn's prompts to their end; then it listens, or is over. */
  async plays(): Promise<TurnStart> {
    const turn = await this.next('turn.start')
    const { turnId } = turn
    for (const { promptId } of turn.prompts) {
      this.report({ type: 'prompt.started', turnId, promptId })
      this.report({ type: 'prompt.finished', turnId, promptId })
    }
    await this.fact(turn.listen === undefined ? { type: 'turn.finished', turnId } : { type: 'listening.started', turnId })
    return turn
  }

  hears({ turnId }: { turnId: string }, text: string): Promise<void> {
    const words = text
      .split(' ')
      .map((word, index) => ({ text: word, startMs: this.atMs + index, endMs: this.atMs + index + 1, confidence: 0.9 }))
    const alternatives = text === '' ? [] : [{ text, confidence: 0.9, words }]
    return this.fact({
      type: 'utterance',
      turnId,
      alternatives,
      startMs: this.atMs,
      endMs: this.atMs + 50,
      endpointSilenceMs: 700,
      engine: 'scripted',
    })
  }

  hangsUp(): Promise<void> {
    return this.fact({ type: 'caller.hung-up', cause: 'normal' })
  }

  /** The stream breaks without a word. */
  breaks(): void {
    this.stream?.cancel()
  }

  close(): void {
    this.stream?.end()
    this.client.close()
  }
}
