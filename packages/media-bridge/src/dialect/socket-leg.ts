import type { RawData, WebSocket } from 'ws'
import { MediaError } from '../errors.js'
import type { CallAudioSink } from './call-audio.js'
import { Leg } from './leg.js'
import { webSocketWire } from './wire.js'

/** Of one message from a switch: 20 ms of audio is 640 bytes at most, a second of it in base64 43 kB, a start with its variables some kilobytes. */
const maxMessageBytes = 65_536

/** Close codes of an orderly end: normal, going away, and none given (RFC 6455 section 7.4.1). */
const orderlyCloseCodes = new Set([1_000, 1_001, 1_005])

/** A leg over a WebSocket: messages in, within their bounds, and how the connection ends. */
export abstract class SocketLeg extends Leg {
  constructor(socket: WebSocket, sink: CallAudioSink) {
    super(webSocketWire(socket), sink)
    socket.on('message', (message, isBinary) => this.receive(message, isBinary))
    socket.on('error', (error) => this.breakOff(brokenBy(error)))
    socket.on('close', (code) => this.end(orderlyCloseCodes.has(code) ? 'normal' : 'media-error'))
  }

  protected abstract receiveAudio(bytes: Buffer): void
  /** @throws MediaError a fault; the leg goes on */
  protected abstract receiveText(text: string): void

  private receive(message: RawData, isBinary: boolean): void {
    if (this.isOver || !Buffer.isBuffer(message)) return
    if (message.length > maxMessageBytes) {
      this.fault(
        new MediaError(
          'MEDIA_OVERSIZED_MESSAGE',
          `The switch sent ${message.length} bytes in one message, ${maxMessageBytes} are taken: it was ignored.`,
        ),
      )
      return
    }
    if (isBinary) {
      this.receiveAudio(message)
      return
    }
    try {
      this.receiveText(message.toString('utf8'))
    } catch (error) {
      this.fault(
        error instanceof MediaError
          ? error
          : new MediaError('MEDIA_MALFORMED_MESSAGE', 'The switch sent an unreadable message: it was ignored.', { cause: error }),
      )
    }
  }
}

const brokenBy = (error: Error): MediaError => {
  const isOversized = 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
  return new MediaError(
    isOversized ? 'MEDIA_OVERSIZED_MESSAGE' : 'MEDIA_CONNECTION_LOST',
    `The WebSocket of the switch broke: ${error.message}.`,
    { cause: error },
  )
}
