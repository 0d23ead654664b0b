import { digitKeys, type HangUpCause } from '@callchart/protocol'
import type { RawData, WebSocket } from 'ws'
import { MediaError } from '../errors.js'
import { formOf, readSwitchMessage, type MessageForm, type SwitchMessage } from './asterisk-message.js'
import { AsteriskOutput } from './asterisk-output.js'
import type { CallAudio, CallAudioSink, Dialect } from './call-audio.js'
import { createFrameAssembler, type FrameAssembler } from './frame-assembler.js'
import { createWireCodec, isMediaCodec } from './wire-codec.js'

/** Of one message from the switch: a frame is 640 bytes at most, a MEDIA_START with its variables some kilobytes. */
const maxMessageBytes = 65_536
/** Audio may come before MEDIA_START (asterisk/asterisk#1712): kept up to about a second. */
const maxEarlyMessageCount = 50
const maxFaultCount = 200
/** Events that carry nothing for us. */
const idleEvents = new Set(['QUEUE_DRAINED', 'MEDIA_BUFFERING_COMPLETED', 'STATUS'])

/** Close codes of an orderly end: normal, going away, and none given (RFC 6455 section 7.4.1). */
const orderlyCloseCodes = new Set([1_000, 1_001, 1_005])

class AsteriskLeg implements CallAudio {
  private readonly output: AsteriskOutput
  private assembler: FrameAssembler | undefined
  private early: Buffer[] = []
  private faultCount = 0
  private toldOfPartialFrame = false
  private toldOfEarlyAudio = false
  private isOver = false
  private endCause: HangUpCause | undefined

  constructor(
    private readonly socket: WebSocket,
    private readonly sink: CallAudioSink,
  ) {
    this.output = new AsteriskOutput(socket)
    socket.on('message', (message, isBinary) => this.receive(message, isBinary))
    socket.on('error', (error) => this.breakOff(error))
    socket.on('close', (code) => this.end(this.endCause ?? (orderlyCloseCodes.has(code) ? 'normal' : 'media-error')))
  }

  send(pcm: Int16Array): void {
    if (this.output.isStuck) {
      this.abort('media-error', new MediaError('MEDIA_CONNECTION_LOST', 'The switch takes no audio any more: its connection is given up.'))
    } else this.output.send(pcm)
  }

  mark(id: number): void {
    this.output.mark(id)
  }

  clear(): void {
    for (const id of this.output.flush()) this.sink.marked(id, 'cleared')
  }

  hangUp(): void {
    if (this.isOver) return
    this.endCause = 'normal'
    this.output.command('HANGUP')
    this.socket.close(1_000)
  }

  abort(cause: HangUpCause, error: MediaError): void {
    if (this.isOver || this.endCause !== undefined) return
    this.sink.fault(error)
    this.endCause = cause
    this.output.command('HANGUP')
    this.socket.close(1_011, error.code)
  }

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
    if (isBinary) this.receiveAudio(message)
    else this.receiveText(message.toString('utf8'))
  }

  private receiveAudio(bytes: Buffer): void {
    if (this.assembler === undefined) {
      this.keepEarly(bytes)
      return
    }
    const isWhole = this.assembler.push(bytes)
    if (isWhole || this.toldOfPartialFrame) return
    this.toldOfPartialFrame = true
    this.sink.fault(
      new MediaError(
        'MEDIA_PARTIAL_FRAME',
        `The switch sent ${bytes.length} bytes of audio, which is no whole number of 20 ms frames: the rest waits for the next message.`,
      ),
    )
  }

  private keepEarly(bytes: Buffer): void {
    if (this.early.length < maxEarlyMessageCount) this.early.push(bytes)
    else if (!this.toldOfEarlyAudio) {
      this.toldOfEarlyAudio = true
      this.sink.fault(
        new MediaError(
          'MEDIA_OUT_OF_ORDER',
          `The switch sent more than ${maxEarlyMessageCount} audio messages before MEDIA_START: the later ones are dropped.`,
        ),
      )
    }
  }

  private receiveText(text: string): void {
    let message: SwitchMessage
    try {
      message = readSwitchMessage(text)
    } catch (error) {
      this.fault(
        error instanceof MediaError
          ? error
          : new MediaError('MEDIA_MALFORMED_MESSAGE', 'The switch sent an unreadable message: it was ignored.', { cause: error }),
      )
      return
    }
    if (message.event === 'MEDIA_START') this.start(message, formOf(text))
    else if (this.assembler === undefined)
      this.fault(new MediaError('MEDIA_OUT_OF_ORDER', `The switch sent ${message.event} before MEDIA_START: it was ignored.`))
    else this.take(message)
  }

  private start(message: SwitchMessage, form: MessageForm): void {
    if (this.assembler !== undefined) {
      this.fault(new MediaError('MEDIA_OUT_OF_ORDER', 'The switch sent a second MEDIA_START: it was ignored.'))
      return
    }
    this.output.useForm(form)
    const format = (message.fields.format ?? '').slice(0, 40)
    if (!isMediaCodec(format)) {
      this.abort(
        'media-error',
        new MediaError('MEDIA_UNKNOWN_CODEC', `The switch uses the audio format "${format}": let it use ulaw, alaw, slin or slin16.`),
      )
      return
    }
    const codec = createWireCodec(format)
    this.output.useCodec(codec)
    this.assembler = createFrameAssembler(codec, (pcm) => this.sink.frame(pcm))
    this.sink.started({ codec: format, variables: message.variables })
    for (const bytes of this.early.splice(0)) this.receiveAudio(bytes)
  }

  private take({ event, fields }: SwitchMessage): void {
    switch (event) {
      case 'DTMF_END':
        this.takeDigit(fields.digit ?? '')
        return
      case 'MEDIA_MARK_PROCESSED':
        this.takeMark(fields.correlation_id ?? '')
        return
      case 'MEDIA_XOFF':
      case 'MEDIA_XON':
        this.sink.held(event === 'MEDIA_XOFF')
        return
      case 'ERROR':
        this.fault(
          new MediaError('MEDIA_OUT_OF_ORDER', `The switch refused a command: ${(fields.error_text ?? 'no reason given').slice(0, 200)}.`),
        )
        return
      default:
        if (!idleEvents.has(event))
          this.fault(new MediaError('MEDIA_MALFORMED_MESSAGE', `The switch sent the unknown event ${event}: it was ignored.`))
    }
  }

  private takeDigit(digit: string): void {
    const key = digit.toUpperCase()
    if (key.length === 1 && digitKeys.includes(key)) this.sink.digit(key)
    else this.fault(new MediaError('MEDIA_MALFORMED_MESSAGE', 'The switch reported a key that no telephone has: it was ignored.'))
  }

  private takeMark(correlationId: string): void {
    const id = this.output.closeMark(correlationId)
    if (id !== undefined) this.sink.marked(id, 'played')
  }

  private fault(error: MediaError): void {
    this.sink.fault(error)
    this.faultCount += 1
    if (this.faultCount < maxFaultCount) return
    this.abort(
      'media-error',
      new MediaError('MEDIA_TOO_MANY_FAULTS', `The switch sent ${maxFaultCount} bad messages: its connection is ended.`),
    )
  }

  private breakOff(error: Error): void {
    const isOversized = 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
    this.endCause ??= 'media-error'
    this.sink.fault(
      new MediaError(
        isOversized ? 'MEDIA_OVERSIZED_MESSAGE' : 'MEDIA_CONNECTION_LOST',
        `The WebSocket of the switch broke: ${error.message}.`,
        { cause: error },
      ),
    )
  }

  private end(cause: HangUpCause): void {
    if (this.isOver) return
    this.isOver = true
    this.early.length = 0
    this.sink.stopped(cause)
  }
}

/**
 * Asterisk's chan_websocket, as client or as server, in both spellings.
 *
 * @see https://docs.asterisk.org/Configuration/Channel-Drivers/WebSocket/
 */
export const asteriskDialect: Dialect = {
  name: 'asterisk',
  path: '/media',
  subprotocols: ['media'],
  reportsDigits: true,
  open: (socket, sink) => new AsteriskLeg(socket, sink),
}
