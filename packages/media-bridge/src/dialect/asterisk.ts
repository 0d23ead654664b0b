import { MediaError } from '../errors.js'
import { formOf, readSwitchMessage, writeSwitchCommand, type MessageForm, type SwitchCommand, type SwitchMessage } from './asterisk-message.js'
import type { Dialect } from './call-audio.js'
import { OpenMarks } from './open-marks.js'
import { SocketLeg } from './socket-leg.js'
import { createWireCodec, isMediaCodec } from './wire-codec.js'

/** Audio may come before MEDIA_START (asterisk/asterisk#1712): kept up to about a second. */
const maxEarlyMessageCount = 50
/** Events that carry nothing for us. */
const idleEvents = new Set(['QUEUE_DRAINED', 'MEDIA_BUFFERING_COMPLETED', 'STATUS'])

class AsteriskLeg extends SocketLeg {
  private form: MessageForm = 'json'
  private readonly marks = new OpenMarks()
  private early: Buffer[] = []
  private toldOfEarlyAudio = false

  mark(id: number): void {
    this.command('MARK_MEDIA', this.marks.add(id))
  }

  /** The switch forgets its marks on a flush and says nothing of them. */
  clear(): void {
    this.command('FLUSH_MEDIA')
    for (const id of this.marks.closeAll()) this.sink.marked(id, 'cleared')
  }

  protected write(bytes: Buffer): void {
    this.wire.send(bytes)
  }

  protected sayGoodbye(): void {
    this.command('HANGUP')
  }

  protected receiveAudio(bytes: Buffer): void {
    if (this.isStarted) this.hear(bytes)
    else this.keepEarly(bytes)
  }

  protected receiveText(text: string): void {
    const message = readSwitchMessage(text)
    if (message.event === 'MEDIA_START') this.start(message, formOf(text))
    else if (this.isStarted) this.take(message)
    else throw new MediaError('MEDIA_OUT_OF_ORDER', `The switch sent ${message.event} before MEDIA_START: it was ignored.`)
  }

  private command(command: SwitchCommand, correlationId?: string): void {
    this.wire.send(writeSwitchCommand(this.form, command, correlationId))
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

  private start(message: SwitchMessage, form: MessageForm): void {
    if (this.isStarted) throw new MediaError('MEDIA_OUT_OF_ORDER', 'The switch sent a second MEDIA_START: it was ignored.')
    this.form = form
    const format = (message.fields.format ?? '').slice(0, 40)
    if (!isMediaCodec(format)) {
      this.abort(
        'media-error',
        new MediaError('MEDIA_UNKNOWN_CODEC', `The switch uses the audio format "${format}": let it use ulaw, alaw, slin or slin16.`),
      )
      return
    }
    this.begin(createWireCodec(format), message.variables)
    for (const bytes of this.early.splice(0)) this.hear(bytes)
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
        throw new MediaError('MEDIA_OUT_OF_ORDER', `The switch refused a command: ${(fields.error_text ?? 'no reason given').slice(0, 200)}.`)
      default:
        if (!idleEvents.has(event))
          throw new MediaError('MEDIA_MALFORMED_MESSAGE', `The switch sent the unknown event ${event}: it was ignored.`)
    }
  }

  private takeMark(correlationId: string): void {
    const id = this.marks.close(correlationId)
    if (id !== undefined) this.sink.marked(id, 'played')
  }
}

/**
 * Asterisk's chan_websocket, as client or as server, in both spellings. Tried against Asterisk 22.
 *
 * @see https://docs.asterisk.org/Configuration/Channel-Drivers/WebSocket/
 */
export const asteriskDialect: Dialect = {
  name: 'asterisk',
  path: '/media',
  subprotocols: ['media'],
  reportsDigits: true,
  sendsCredentials: true,
  open: (socket, sink) => new AsteriskLeg(socket, sink),
}
