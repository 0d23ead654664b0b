import type { ServerDuplexStream } from '@grpc/grpc-js'
import { commandToWire, factFromWire } from '@callchart/protocol'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { BridgeHello } from '../call/directory-parts.js'
import type { LiveCall } from '../call/live-call.js'
import type { MediaLink } from '../call/outbox.js'
import { RuntimeError } from '../errors.js'
import { placeOf } from '../watch/place.js'
import { statusOf } from './wire.js'

type WireMessage = Record<string, unknown>
export type AttachStream = ServerDuplexStream<WireMessage, WireMessage>

/** Takes a bridge's stream into its call. */
export type AttachCall = (hello: BridgeHello, link: MediaLink) => Promise<LiveCall>

const helloSchema = z.object({
  token: z.string().min(1).max(500),
  callId: z.string().min(1).max(100).optional(),
  bridgeId: z.string().min(1).max(200),
  mediaUrl: z.string().min(1).max(1_000),
  lastCommandNumber: z.int().min(0),
  epoch: z.int().min(0).default(0),
})

/** A bridge waits for `accepted`: what it sends before is little. */
const earlyFactCount = 100

const invalid = (message: string): RuntimeError => new RuntimeError('RUNTIME_BRIDGE_MESSAGE_INVALID', message)

function readHello(message: WireMessage): z.infer<typeof helloSchema> {
  if (message.kind !== 'hello') throw invalid(`A stream begins with hello, and this one with "${String(message.kind)}".`)
  const parsed = helloSchema.safeParse(message.hello)
  if (!parsed.success) throw invalid(`The hello does not fit its schema: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** One acknowledgement holds for all facts up to its number: those of so long go together. */
const ackWithinMs = 50

/** One stream a call: hello, then facts; what is wrong ends this stream and harms no other call. */
export function serveAttach(stream: AttachStream, attach: AttachCall, logger: Logger): void {
  let call: LiveCall | undefined
  let begun = false
  let ended = false
  /** Facts that come before the call is found. */
  const early: WireMessage[] = []
  let log = logger

  /** Of the journaled facts that are not acknowledged yet, the last. */
  let journaled = 0
  const tellJournaled = (): void => {
    if (!ended && journaled > 0) stream.write({ factAck: { number: journaled } })
    journaled = 0
  }
  const acknowledge = (number: number): void => {
    if (journaled === 0) setTimeout(tellJournaled, ackWithinMs)
    journaled = number
  }

  const end = (error?: unknown): void => {
    if (ended) return
    tellJournaled()
    ended = true
    if (error === undefined) return void stream.end()
    const status = statusOf(error)
    log.warn({ status: status.details }, 'stream of a bridge ended')
    stream.emit('error', status)
  }
  const link: MediaLink = {
    get isOpen() {
      return !ended
    },
    accept: (acceptance) => void (ended || stream.write({ accepted: acceptance })),
    send: (command) => void (ended || stream.write({ command: commandToWire(command) })),
    ack: acknowledge,
    end,
  }

  function takeFact(message: WireMessage): void {
    if (message.kind !== 'fact') throw invalid(`Behind hello come facts only, not "${String(message.kind)}".`)
    const numbered = factFromWire(message.fact as WireMessage)
    if (numbered.number < 1) throw invalid('Facts are numbered from 1.')
    call?.take(numbered, link)
  }

  const guarded = (work: () => void): void => {
    if (ended) return
    try {
      work()
    } catch (error) {
      end(error)
      call?.detach(link)
    }
  }

  async function begin(message: WireMessage): Promise<void> {
    const hello = readHello(message)
    log = logger.child({ bridgeId: hello.bridgeId })
    const found = await attach(hello, link)
    call = found
    if (ended) return found.detach(link)
    log.info({ ...placeOf(found.state), epoch: found.epoch }, 'bridge attached')
    for (const fact of early.splice(0)) guarded(() => takeFact(fact))
  }

  stream.on('data', (message: WireMessage) => {
    if (call !== undefined) return guarded(() => takeFact(message))
    if (begun)
      return early.length < earlyFactCount ? void early.push(message) : end(invalid('Too many facts before the call was accepted.'))
    begun = true
    begin(message).catch(end)
  })
  const left = (): void => {
    call?.detach(link)
    end()
  }
  stream.on('end', left)
  stream.on('cancelled', left)
  stream.on('error', left)
}
