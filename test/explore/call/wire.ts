import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { status } from '@grpc/grpc-js'
import { loadSync, type MethodDefinition } from '@grpc/proto-loader'
import { commandFromWire, factFromWire, protoLoaderOptions, type NumberedCommand, type NumberedFact } from '@callchart/protocol'
import type { AttachStream as BridgeStream } from '../../../packages/media-bridge/src/control/call-control-client.js'
import type { AttachStream as RuntimeStream } from '../../../packages/runtime/src/control/attach.js'

type Message = Record<string, unknown>

/** What travels: a message as bytes, the end of one side, or a broken stream. */
type Parcel = { readonly stream: StreamPair } & (
  | { readonly kind: 'message'; readonly bytes: Buffer }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly error: object }
)

const attachMethod = (): MethodDefinition<object, object> => {
  const path = createRequire(import.meta.url).resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
  const service = loadSync(path, protoLoaderOptions)['callchart.call.v1.CallControl']
  const method = service === undefined || 'format' in service ? undefined : service.Attach
  if (method === undefined) throw new Error('The proto has no CallControl.Attach')
  return method
}
const method = attachMethod()

/** A runtime process that answers attachments; dead it neither hears nor says anything. */
export interface RuntimePeer {
  readonly isDead: boolean
  serve(stream: RuntimeStream): void
}

/** Sees what crosses the wire. */
export interface WireWatch {
  /** Each time it is sent: a fact that was not acknowledged is sent again. */
  factSent(fact: NumberedFact): void
  commandDelivered(command: NumberedCommand): void
}

/** One attachment as both sides see it: what is written on one comes out of the other, in order, when the wire carries it. */
class StreamPair {
  readonly bridge = new EventEmitter()
  readonly runtime = new EventEmitter()
  isBroken = false

  constructor(
    private readonly wire: ControlWire,
    private readonly peer: RuntimePeer,
  ) {
    // A server stream that fails ends the call with its status.
    this.runtime.on('error', (error: object) => this.says({ stream: this, kind: 'failed', error }))
    this.bridge.on('error', () => undefined)
  }

  get bridgeEnd(): BridgeStream {
    const end = Object.assign(this.bridge, {
      write: (message: object) => this.wire.sendFact(this, message),
      end: () => this.wire.facts.push({ stream: this, kind: 'end' }),
      cancel: () => this.wire.cut(this),
    })
    return end as unknown as BridgeStream
  }

  get runtimeEnd(): RuntimeStream {
    const end = Object.assign(this.runtime, {
      write: (message: object) => this.says({ stream: this, kind: 'message', bytes: method.responseSerialize(message) }),
      end: () => this.says({ stream: this, kind: 'end' }),
    })
    return end as unknown as RuntimeStream
  }

  private says(parcel: Parcel): void {
    if (!this.peer.isDead) this.wire.commands.push(parcel)
  }
}

/**
 * The control streams between a bridge and whichever runtime serves it. Each direction keeps its order; either may be held up, so that
 * the two interleave in every way. Messages pass through the serialisers of the .proto, as over gRPC.
 */
export class ControlWire {
  /** From the bridge to the runtime. */
  facts: Parcel[] = []
  /** From the runtime to the bridge. */
  commands: Parcel[] = []
  watch: WireWatch | undefined
  areFactsLate = false
  areCommandsLate = false
  private current: StreamPair | undefined

  /** @param peer the runtime that answers now */
  constructor(private readonly peer: () => RuntimePeer) {}

  get isOpen(): boolean {
    return this.current !== undefined && !this.current.isBroken
  }

  get hasNews(): boolean {
    return (!this.areFactsLate && this.facts.length > 0) || (!this.areCommandsLate && this.commands.length > 0)
  }

  /** A bridge attaches. */
  attach(): BridgeStream {
    const peer = this.peer()
    const pair = new StreamPair(this, peer)
    const end = pair.bridgeEnd
    if (peer.isDead) {
      this.commands.push({ stream: pair, kind: 'failed', error: { code: status.UNAVAILABLE } })
      return end
    }
    this.current = pair
    peer.serve(pair.runtimeEnd)
    return end
  }

  /** The connection breaks: what is under way is lost, the bridge notices at once, the runtime when facts arrive again. */
  breaks(): void {
    if (this.current !== undefined) this.cut(this.current)
  }

  cut(pair: StreamPair): void {
    if (pair.isBroken) return
    pair.isBroken = true
    this.facts = this.facts.filter(({ stream }) => stream !== pair)
    this.commands = this.commands.filter(({ stream }) => stream !== pair)
    this.commands.push({ stream: pair, kind: 'failed', error: { code: status.UNAVAILABLE } })
    this.facts.push({ stream: pair, kind: 'failed', error: {} })
  }

  sendFact(stream: StreamPair, message: object): void {
    const bytes = method.requestSerialize(message)
    if ('fact' in message) this.watch?.factSent(factFromWire((method.requestDeserialize(bytes) as { fact: Message }).fact))
    if (!stream.isBroken) this.facts.push({ stream, kind: 'message', bytes })
  }

  /** @returns false where nothing was to be delivered */
  deliverFact(): boolean {
    const parcel = this.facts.shift()
    if (parcel === undefined) return false
    const { runtime } = parcel.stream
    if (parcel.kind === 'message') runtime.emit('data', method.requestDeserialize(parcel.bytes))
    else runtime.emit(parcel.kind === 'end' ? 'end' : 'cancelled')
    return true
  }

  deliverCommand(): boolean {
    const parcel = this.commands.shift()
    if (parcel === undefined) return false
    const { bridge } = parcel.stream
    if (parcel.kind === 'message') {
      const message = method.responseDeserialize(parcel.bytes) as Message
      if (message.kind === 'command') this.watch?.commandDelivered(commandFromWire(message.command as Message))
      bridge.emit('data', message)
    } else if (parcel.kind === 'end') bridge.emit('end')
    else bridge.emit('error', parcel.error)
    return true
  }
}
