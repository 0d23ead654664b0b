import { credentials, type ClientDuplexStream } from '@grpc/grpc-js'
import type { Presence } from '../control/announce.js'
import type { BridgeAnnouncement } from '../control/bridge-list.js'
import { callControlService } from '../control/wire.js'
import { Inbox } from './inbox.js'

type Stream = ClientDuplexStream<Record<string, unknown>, Presence>

/** A bridge that says what a test wants it to say. */
export class AnnouncedBridge {
  private readonly answers = new Inbox<Presence>()
  private readonly client
  private readonly stream: Stream
  private said: BridgeAnnouncement

  constructor(controlAddress: string, said: Partial<BridgeAnnouncement>) {
    this.said = { bridgeId: said.mediaUrl ?? 'b1', mediaUrl: 'ws://bridge.test', calls: 0, maxCalls: 100, late: false, draining: false, version: '1', otherRuntimes: [], engines: [], ...said }
    this.client = new (callControlService().Client)(controlAddress, credentials.createInsecure())
    this.stream = (this.client as unknown as { announce(): Stream }).announce()
    this.stream.on('data', (presence: Presence) => this.answers.push(presence))
    this.stream.on('error', (error) => this.answers.fail(error))
  }

  /** Resolves when the runtime has taken it in. */
  announces(more: Partial<BridgeAnnouncement> = {}): Promise<Presence> {
    this.said = { ...this.said, ...more }
    this.stream.write(this.said as unknown as Record<string, unknown>)
    return this.answers.take()
  }

  close(): void {
    this.stream.cancel()
    this.client.close()
  }
}
