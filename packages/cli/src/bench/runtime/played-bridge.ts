import { createRequire } from 'node:module'
import { credentials, loadPackageDefinition, type ClientDuplexStream, type GrpcObject, type ServiceClientConstructor } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { commandFromWire, factToWire, protoLoaderOptions, type MediaCommand, type MediaFact } from '@callchart/protocol'

interface Told {
  readonly kind?: string
  readonly command?: Record<string, unknown>
}

type Stream = ClientDuplexStream<object, Told>

/** A bridge without media: it tells of callers, and what it is told to do is noted. */
export class PlayedBridge {
  private readonly client: { attach(): Stream; close(): void }

  constructor(controlAddress: string) {
    const path = createRequire(import.meta.url).resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
    const { v1 } = (loadPackageDefinition(loadSync(path, protoLoaderOptions))['callchart'] as GrpcObject)['call'] as { v1: { CallControl: ServiceClientConstructor } }
    this.client = new v1.CallControl(controlAddress, credentials.createInsecure()) as unknown as { attach(): Stream; close(): void }
  }

  /** A caller comes. @throws where the runtime refuses them */
  attach(token: string): Promise<PlayedCall> {
    const call = new PlayedCall(this.client.attach(), token)
    return call.accepted.then(() => call)
  }

  close(): void {
    this.client.close()
  }
}

/** One caller on it. */
export class PlayedCall {
  readonly accepted: Promise<void>
  readonly ended: Promise<void>
  private readonly commands: MediaCommand[] = []
  private awaited: (() => void) | undefined
  private failure: Error | undefined
  private factNumber = 0

  constructor(
    private readonly stream: Stream,
    token: string,
  ) {
    let accept = (): void => undefined
    let refuse: (error: Error) => void = () => undefined
    this.accepted = new Promise((resolve, reject) => ([accept, refuse] = [resolve, reject]))
    this.ended = new Promise((resolve) => stream.on('end', resolve).on('error', () => resolve()))
    stream.on('data', ({ kind, command }: Told) => {
      if (kind === 'accepted') accept()
      if (kind !== 'command' || command === undefined) return
      this.commands.push(commandFromWire(command).command)
      this.awaited?.()
    })
    stream.on('error', (error) => {
      this.failure = error
      refuse(error)
      this.awaited?.()
    })
    stream.write({ hello: { token, bridgeId: 'bench', mediaUrl: 'ws://media.bench', lastCommandNumber: 0, epoch: 0 } })
  }

  report(fact: MediaFact): void {
    this.factNumber += 1
    this.stream.write({ fact: factToWire({ number: this.factNumber, atMs: this.factNumber * 100, fact }) })
  }

  /** The next turn that it is asked for. */
  async nextTurn(): Promise<Extract<MediaCommand, { type: 'turn.start' }>> {
    for (;;) {
      const at = this.commands.findIndex(({ type }) => type === 'turn.start')
      const [found] = this.commands.splice(0, at + 1).slice(-1)
      if (found?.type === 'turn.start') return found
      if (this.failure !== undefined) throw this.failure
      await new Promise<void>((resolve) => (this.awaited = resolve))
    }
  }

  /** The caller hangs up; resolves when the runtime has let go of them. */
  async hangUp(): Promise<void> {
    this.report({ type: 'caller.hung-up', cause: 'normal' })
    await this.ended
  }
}
