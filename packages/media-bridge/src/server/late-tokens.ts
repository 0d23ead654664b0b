import type { RawData, WebSocket } from 'ws'
import type { TimeSource } from '../clock/ticker.js'
import type { Dialect } from '../dialect/call-audio.js'
import { MediaError } from '../errors.js'
import { checkToken, type Admit } from './admission.js'
import { connectionOver } from './connection.js'
import { asRefusal } from './refusal.js'

/** From the upgrade to the message with the token. */
const tokenWithinMs = 5_000
/** Anybody may open such a connection: this many wait at once, and each may say so much. */
const maxWaitingCount = 200
const maxWaitingMessageCount = 20
/** Kept while the runtime is asked: about 5 s of the most talkative dialect. */
const maxHeldMessageCount = 300
const maxTokenMessageBytes = 65_536

/** Policy violation (RFC 6455 section 7.4.1). */
const refusedCode = 1_008

interface HeldMessage {
  readonly message: RawData
  readonly isBinary: boolean
}

export interface LateTokenParts {
  readonly time: TimeSource
  readonly admit: Admit
  readonly refused: (error: MediaError) => void
}

/** Connections of switches that cannot put their token into the address: they are open, and nobody's until they have said it. */
export class LateTokens {
  private readonly waiting = new Set<WebSocket>()

  constructor(private readonly parts: LateTokenParts) {}

  /** @throws MediaError MEDIA_OVERLOADED */
  checkRoom(): void {
    if (this.waiting.size < maxWaitingCount) return
    throw new MediaError('MEDIA_OVERLOADED', `${maxWaitingCount} connections have not said their token yet: try again.`, { retryable: true })
  }

  await(socket: WebSocket, dialect: Dialect): void {
    const { time, admit } = this.parts
    const held: HeldMessage[] = []
    let isAsking = false
    let isGone = false
    this.waiting.add(socket)

    const leave = (): void => {
      isGone = true
      cancelDeadline()
      this.waiting.delete(socket)
      socket.off('message', keep).off('close', leave)
    }
    const refuse = (error: MediaError): void => {
      if (isGone) return
      leave()
      this.parts.refused(error)
      socket.close(refusedCode, error.code)
    }
    const ask = async (token: string): Promise<void> => {
      isAsking = true
      cancelDeadline()
      try {
        const admission = await admit(checkToken(token))
        if (isGone) {
          admission.abandon()
          return
        }
        leave()
        admission.accept(connectionOver(socket, dialect))
        for (const { message, isBinary } of held) socket.emit('message', message, isBinary)
      } catch (error) {
        refuse(asRefusal(error))
      }
    }
    const keep = (message: RawData, isBinary: boolean): void => {
      if (held.length < maxHeldMessageCount) held.push({ message, isBinary })
      if (isAsking) return
      try {
        const token = isBinary ? undefined : tokenIn(message, dialect)
        if (token !== undefined) void ask(token)
        else if (held.length >= maxWaitingMessageCount) refuse(tokenMissing(dialect))
      } catch (error) {
        refuse(asRefusal(error))
      }
    }
    const cancelDeadline = time.after(tokenWithinMs, () => refuse(tokenMissing(dialect)))
    socket.on('message', keep).on('close', leave)
    // An error is followed by the close.
    socket.on('error', () => undefined)
  }

  close(): void {
    for (const socket of this.waiting) socket.close(1_001)
  }
}

const tokenIn = (message: RawData, { tokenOf }: Dialect): string | undefined =>
  Buffer.isBuffer(message) && message.length <= maxTokenMessageBytes ? tokenOf?.(message.toString('utf8')) : undefined

const tokenMissing = ({ name }: Dialect): MediaError =>
  new MediaError(
    'MEDIA_TOKEN_MISSING',
    `A media connection of ${name} did not say its token within ${tokenWithinMs / 1_000} s: send the token of POST /v1/calls as the parameter "token".`,
  )
