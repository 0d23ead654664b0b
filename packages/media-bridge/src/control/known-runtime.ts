import type { TimeSource } from '../clock/ticker.js'
import type { Announcement, AnnounceStream, AttachStream, CallControlClient, Presence } from './call-control-client.js'

/** Announcements to which a runtime that lives does not fail to answer. Counted, not timed: a bridge that was stopped itself takes nobody for dead. */
const unansweredCount = 4

export type RuntimeState =
  /** It answers, and takes calls. */
  | 'there'
  /** It has not answered yet. */
  | 'unheard'
  | 'draining'
  /** The connection is gone, or nothing comes by it. */
  | 'away'

export interface KnownRuntimeParts {
  readonly address: string
  readonly client: CallControlClient
  /** What is said to it. */
  announcement(of: KnownRuntime): Announcement
  changed(runtime: KnownRuntime, from: RuntimeState): void
}

/** One of the runtimes that a bridge was told of, and whether it lives. */
export class KnownRuntime {
  state: RuntimeState = 'unheard'
  /** As it names itself; another one after each start. */
  runtimeId = ''
  private stream: AnnounceStream | undefined
  private unanswered = 0
  private calls = 0
  /** Calls attached since it last said how many it has. */
  private attached = 0
  private readonly streams = new Set<AttachStream>()

  constructor(private readonly parts: KnownRuntimeParts) {}

  get address(): string {
    return this.parts.address
  }

  get load(): number {
    return this.calls + this.attached
  }

  attach(): AttachStream {
    const stream = this.parts.client.attach()
    this.attached += 1
    this.streams.add(stream)
    const over = (): void => void this.streams.delete(stream)
    stream.once('end', over).once('error', over)
    return stream
  }

  /** Says what this bridge carries; where the last words were not answered, the runtime is taken for dead. */
  announce(): void {
    if (this.unanswered >= unansweredCount) this.turn('away')
    this.unanswered += 1
    this.stream ??= this.open()
    this.tell()
  }

  /** News for one that is spoken to already. */
  tell(): void {
    this.stream?.write(this.parts.announcement(this))
  }

  /** Its calls are to look for another runtime. */
  dismiss(): void {
    for (const stream of [...this.streams]) stream.cancel()
  }

  close(): void {
    this.stream?.cancel()
    this.parts.client.close()
  }

  private open(): AnnounceStream {
    const stream = this.parts.client.announce()
    const over = (): void => {
      if (this.stream !== stream) return
      this.stream = undefined
      this.turn('away')
    }
    stream.on('data', (presence: Presence) => this.take(presence))
    stream.on('error', over)
    stream.on('end', over)
    return stream
  }

  private take({ runtimeId, calls, draining }: Presence): void {
    this.runtimeId = runtimeId
    this.unanswered = 0
    this.calls = calls
    this.attached = 0
    this.turn(draining ? 'draining' : 'there')
  }

  private turn(state: RuntimeState): void {
    const from = this.state
    this.state = state
    if (from !== state) this.parts.changed(this, from)
  }
}

/** How often a bridge announces itself: a dead runtime is known as such within 1.5 s. */
export const announceEveryMs = 300

/** Runs at once and then again and again. @returns ends it */
export const repeat = (time: TimeSource, everyMs: number, work: () => void): (() => void) => {
  let cancel: () => void = () => undefined
  const run = (): void => {
    cancel = time.after(everyMs, run)
    work()
  }
  run()
  return () => cancel()
}
