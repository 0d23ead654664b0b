import type { ServiceError } from '@grpc/grpc-js'
import { commandFromWire, factToWire, keeperIn, type MediaCommand, type MediaFact } from '@callchart/protocol'
import type { TimeSource } from '../clock/ticker.js'
import { MediaError } from '../errors.js'
import type { AttachStream, BridgeMessage, RuntimeMessage } from './call-control-client.js'
import { CommandFilter } from './command-filter.js'
import { FactOutbox } from './outbox.js'
import { isFinal, refusalOf, runtimeNamedBy } from './refusal.js'
import type { AttachableRuntime, RuntimeChoice } from './runtime-list.js'

/** To the runtime's `accepted`. */
const acceptWithinMs = 5_000
/** Without a runtime for this long a call is ended. */
const aloneMaxMs = 10_000
const firstRetryMs = 100
const maxRetryMs = 2_000
/** For the runtime to end its side of a stream that we ended. */
const partWithinMs = 2_000
/** For the last facts of a call to reach the journal. */
const farewellMs = 10_000

export interface LinkParts {
  readonly runtimes: RuntimeChoice
  readonly time: TimeSource
  readonly token: string
  readonly bridgeId: string
  /** Base address of further legs. */
  readonly mediaUrl: string
}

export interface LinkSink {
  /** Once for each command, in order. */
  command(command: MediaCommand): void
  /** No runtime wants the call, or none answered for 10 s. */
  lost(error: MediaError): void
  /** A command that cannot be read. @param turnId set when it would have started a turn */
  unreadable(error: MediaError, turnId: string | undefined): void
}

const silentSink: LinkSink = { command: () => undefined, lost: () => undefined, unreadable: () => undefined }

/**
 * One call's stream to the runtime. Facts are sent until they are acknowledged, commands are carried out once; when the stream
 * breaks the call is attached again, to whichever runtime answers, and goes on where it was.
 */
export class CallLink {
  callId = ''
  /** Watchdog of the call's length; 0 is none. */
  maxCallMs = 0
  private readonly outbox = new FactOutbox()
  private readonly filter = new CommandFilter()
  private sink = silentSink
  private early: RuntimeMessage[] | undefined = []
  private stream: AttachStream | undefined
  private runtime: AttachableRuntime | undefined
  /** Runtimes that have not taken the call, or have let it go, since one had it last. */
  private readonly tried = new Set<AttachableRuntime>()
  /** Name of the runtime that is to go on with the call. */
  private wanted: string | undefined
  private isAccepted = false
  private isClosed = false
  private lostBy: MediaError | undefined
  private retryMs = firstRetryMs
  private cancelRetry: (() => void) | undefined
  private cancelGivingUp: (() => void) | undefined
  private farewell: (() => void) | undefined
  /** Number of the fact that the caller has gone: with it the runtime has all that matters. */
  private goneNumber = Infinity
  private knowsGone = false

  private constructor(private readonly parts: LinkParts) {}

  /**
   * Asks for the call of a token: one runtime, and the next where that one does not answer, or does not know the token: while the database is away
   * a runtime knows those alone that it has given out.
   * @throws MediaError MEDIA_TOKEN_REFUSED, MEDIA_ALREADY_CONNECTED, MEDIA_OVERLOADED, MEDIA_RUNTIME_UNAVAILABLE
   */
  static async attach(parts: LinkParts): Promise<CallLink> {
    const link = new CallLink(parts)
    let refusal: MediaError | undefined
    for (;;) {
      try {
        await link.open()
        return link
      } catch (error) {
        link.passOver()
        if (!(error instanceof MediaError)) throw error
        // What one of them knows of the token counts for more than that another does not answer.
        refusal = refusal?.retryable === false ? refusal : error
        if (!link.mayAskOn(error)) throw refusal
      }
    }
  }

  private mayAskOn({ code, retryable }: MediaError): boolean {
    const { runtimes } = this.parts
    if (retryable) return runtimes.next(this.tried) !== undefined
    return code === 'MEDIA_TOKEN_REFUSED' && runtimes.hasOther(this.tried)
  }

  /** From now on commands are passed on; those that came before are passed on first. */
  listen(sink: LinkSink): void {
    this.sink = sink
    if (this.lostBy !== undefined) sink.lost(this.lostBy)
    const early = this.early ?? []
    this.early = undefined
    for (const message of early) this.take(message)
  }

  /** @param atMs on the call's sample clock */
  report(fact: MediaFact, atMs: number): void {
    if (this.isClosed) return
    if (this.outbox.isFull) {
      this.giveUp(new MediaError('MEDIA_RUNTIME_UNAVAILABLE', 'The runtime acknowledges nothing any more: the call is ended.'))
      return
    }
    const numbered = this.outbox.add(fact, atMs)
    if (fact.type === 'caller.hung-up') this.goneNumber = numbered.number
    if (this.isAccepted) this.write({ fact: factToWire(numbered) })
  }

  /** After the last fact: resolves when the runtime knows that the caller has gone, or cannot be reached. */
  async finish(): Promise<void> {
    if (!this.outbox.isEmpty && !this.knowsGone && !this.isClosed) {
      await new Promise<void>((resolve) => {
        const cancel = this.parts.time.after(farewellMs, resolve)
        this.farewell = () => {
          cancel()
          resolve()
        }
      })
    }
    this.close()
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.cancelRetry?.()
    this.cancelGivingUp?.()
    this.part()
    this.farewell?.()
  }

  private part(): void {
    const { stream } = this
    this.stream = undefined
    if (stream === undefined) return
    const cancelDeadline = this.parts.time.after(partWithinMs, () => stream.cancel())
    stream.once('end', cancelDeadline).once('error', cancelDeadline)
    stream.end()
  }

  /** Resolves when the runtime accepted; rejects when this stream ended before. */
  private open(): Promise<void> {
    if (this.parts.runtimes.next(this.tried) === undefined) this.tried.clear()
    // Once it has been attached it is brought away from whoever had it.
    this.runtime = this.parts.runtimes.next(this.tried, this.callId === '' ? keeperIn(this.parts.token) : this.wanted)
    this.wanted = undefined
    if (this.runtime === undefined) return this.nobodyIsLeft()
    const stream = this.runtime.attach()
    this.stream = stream
    this.isAccepted = false
    return new Promise((resolve, reject) => {
      const cancelDeadline = this.parts.time.after(acceptWithinMs, () => stream.cancel())
      const settle = (settled: () => void): void => {
        cancelDeadline()
        settled()
      }
      stream.on('data', (message: RuntimeMessage) => {
        this.receive(message)
        if (message.kind === 'accepted') settle(resolve)
      })
      const ended = (error: Partial<ServiceError>): void => {
        settle(() => reject(refusalOf(error)))
        this.drop(stream, error)
      }
      stream.on('error', ended)
      stream.on('end', () => ended({}))
      this.write({ hello: this.hello() })
    })
  }

  /** Not even one that was tried before: the bridge has closed. */
  private nobodyIsLeft(): Promise<never> {
    const refusal = refusalOf({})
    if (this.callId !== '') this.giveUp(refusal)
    return Promise.reject(refusal)
  }

  private hello(): NonNullable<BridgeMessage['hello']> {
    const { token, bridgeId, mediaUrl } = this.parts
    return {
      epoch: this.filter.epoch,
      token,
      bridgeId,
      mediaUrl,
      lastCommandNumber: this.filter.lastCommandNumber,
      ...(this.callId === '' ? {} : { callId: this.callId }),
    }
  }

  private write(message: BridgeMessage): void {
    this.stream?.write(message)
  }

  private receive(message: RuntimeMessage): void {
    if (message.kind === 'accepted') this.accept(message)
    else if (message.kind === 'factAck') this.acknowledge(message.factAck?.number ?? 0)
    else if (this.early === undefined) this.take(message)
    else this.early.push(message)
  }

  private accept({ accepted }: RuntimeMessage): void {
    if (!accepted) return
    this.callId = accepted.callId
    this.maxCallMs = accepted.maxCallMs
    this.filter.enter(accepted.epoch)
    this.retryMs = firstRetryMs
    this.tried.clear()
    this.cancelGivingUp?.()
    this.cancelGivingUp = undefined
    this.isAccepted = true
    this.acknowledge(accepted.lastFactNumber)
    for (const fact of this.outbox.pending) this.write({ fact: factToWire(fact) })
  }

  private acknowledge(number: number): void {
    this.outbox.acknowledge(number)
    this.knowsGone ||= number >= this.goneNumber
    if (this.outbox.isEmpty || this.knowsGone) this.farewell?.()
  }

  private take({ command }: RuntimeMessage): void {
    if (!command || !this.filter.admit(Number(command.number), Number(command.epoch))) return
    let read: MediaCommand
    try {
      read = commandFromWire(command).command
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it is unreadable'
      const turnId = (command.turnStart as { turnId?: string } | null | undefined)?.turnId
      this.sink.unreadable(
        new MediaError('MEDIA_COMMAND_INVALID', `Command ${String(command.number)} of the runtime was not carried out: ${why}`, {
          cause: error,
        }),
        turnId,
      )
      return
    }
    this.sink.command(read)
  }

  /** This stream is over; the call is not. */
  private drop(stream: AttachStream, error: Partial<ServiceError>): void {
    if (this.stream !== stream) return
    this.stream = undefined
    this.isAccepted = false
    this.wanted = runtimeNamedBy(error)
    this.passOver()
    if (this.isClosed || this.callId === '') return
    if (this.knowsGone) this.close()
    else if (isFinal(error)) this.giveUp(refusalOf(error))
    else this.retry(error)
  }

  private passOver(): void {
    if (this.runtime !== undefined) this.tried.add(this.runtime)
  }

  /** At once where another runtime lives, or else later. A failed attempt ends in `drop`, which plans the next one. */
  private retry(error: Partial<ServiceError>): void {
    this.cancelGivingUp ??= this.parts.time.after(aloneMaxMs, () => this.giveUp(refusalOf(error)))
    const again = (): void => void this.open().catch(() => undefined)
    if (this.parts.runtimes.hasOther(this.tried)) return again()
    this.cancelRetry = this.parts.time.after(this.retryMs, again)
    this.retryMs = Math.min(maxRetryMs, this.retryMs * 2)
  }

  private giveUp(error: MediaError): void {
    if (this.isClosed) return
    this.lostBy = error
    this.close()
    this.sink.lost(error)
  }
}
