import type { WebSocket } from 'ws'
import { MediaError } from '../errors.js'
import type { CallAudioSink, Dialect } from './call-audio.js'
import { ChunkOrder } from './chunk-order.js'
import { OpenMarks } from './open-marks.js'
import { SocketLeg } from './socket-leg.js'
import { readStreamMessage, unreadable, type StreamMessage } from './stream-message.js'
import type { WireCodec } from './wire-codec.js'

/** What a `start` says. */
export interface StreamStart {
  readonly streamId: string
  /** With the token among them. */
  readonly parameters: Readonly<Record<string, string>>
  readonly heard: WireCodec
  /** What the switch expects of us, where it is another codec. */
  readonly spoken?: WireCodec
}

/** How one switch words a stream of JSON messages with audio in base64. */
export interface StreamWords {
  /** @throws MediaError MEDIA_MALFORMED_MESSAGE, MEDIA_UNKNOWN_CODEC */
  readStart(message: StreamMessage): StreamStart
  /** Text around the payload of a message with audio. */
  media(streamId: string): readonly [before: string, after: string]
  mark(streamId: string, name: string): object
  clear(streamId: string): object
  /** True: messages with audio may overtake each other, and are numbered. */
  readonly isUnordered: boolean
}

/** Name of the parameter that holds our token. */
const tokenName = 'token'

class StreamLeg extends SocketLeg {
  private streamId = ''
  private around: readonly [string, string] = ['', '']
  private readonly marks = new OpenMarks()
  private readonly order = new ChunkOrder((bytes) => this.hear(bytes))

  constructor(
    socket: WebSocket,
    sink: CallAudioSink,
    private readonly words: StreamWords,
  ) {
    super(socket, sink)
  }

  mark(id: number): void {
    this.say(this.words.mark(this.streamId, this.marks.add(id)))
  }

  /** The switch gives every pending mark back now: those reports find their marks closed. */
  clear(): void {
    this.say(this.words.clear(this.streamId))
    for (const id of this.marks.closeAll()) this.sink.marked(id, 'cleared')
  }

  /** Bytes become base64 at once. */
  protected override get keepsBytes(): boolean {
    return false
  }

  protected write(bytes: Buffer): void {
    this.wire.send(`${this.around[0]}${bytes.toString('base64')}${this.around[1]}`)
  }

  /** The end of the connection says it. */
  protected sayGoodbye(): void {
    // There is no word for it.
  }

  protected receiveAudio(): void {
    this.fault(unreadable('bytes where its dialect has text alone'))
  }

  protected receiveText(text: string): void {
    const message = readStreamMessage(text)
    if (message.event === 'connected') return
    if (message.event === 'start') this.start(message)
    else if (this.isStarted) this.take(message)
    else throw new MediaError('MEDIA_OUT_OF_ORDER', `The switch sent "${message.event.slice(0, 40)}" before "start": it was ignored.`)
  }

  private say(message: object): void {
    if (this.isStarted) this.wire.send(JSON.stringify(message))
  }

  private start(message: StreamMessage): void {
    if (this.isStarted) throw new MediaError('MEDIA_OUT_OF_ORDER', 'The switch sent a second "start": it was ignored.')
    let start: StreamStart
    try {
      start = this.words.readStart(message)
    } catch (error) {
      if (!(error instanceof MediaError) || error.code !== 'MEDIA_UNKNOWN_CODEC') throw error
      this.abort('media-error', error)
      return
    }
    this.streamId = start.streamId
    this.around = this.words.media(start.streamId)
    const { [tokenName]: _, ...variables } = start.parameters
    this.begin(start.heard, variables, start.spoken)
  }

  private take({ event, media, mark, dtmf, error }: StreamMessage): void {
    switch (event) {
      case 'media':
        if (media === undefined) throw unreadable('a "media" without audio')
        this.takeMedia(media)
        return
      case 'mark': {
        const id = this.marks.close(mark?.name ?? '')
        if (id !== undefined) this.sink.marked(id, 'played')
        return
      }
      case 'dtmf':
        this.takeDigit(dtmf?.digit ?? '')
        return
      case 'stop':
        this.hangUp()
        return
      case 'error':
        throw new MediaError('MEDIA_OUT_OF_ORDER', `The switch refused a message: ${JSON.stringify(error ?? 'no reason given').slice(0, 200)}.`)
      default:
        throw unreadable(`the unknown event "${event.slice(0, 40)}"`)
    }
  }

  /** What the party hears may be streamed too: it is none of ours. */
  private takeMedia({ payload, track, chunk }: NonNullable<StreamMessage['media']>): void {
    if (track?.startsWith('outbound') === true) return
    const bytes = Buffer.from(payload, 'base64')
    if (this.words.isUnordered && chunk !== undefined) this.order.push(chunk, bytes)
    else this.hear(bytes)
  }
}

/** @returns the token of a `start`; undefined: it is another message */
const tokenIn = (text: string, words: StreamWords): string | undefined => {
  const message = readStreamMessage(text)
  if (message.event !== 'start') return undefined
  const { [tokenName]: token } = words.readStart(message).parameters
  if (token !== undefined && token !== '') return token
  throw new MediaError('MEDIA_TOKEN_MISSING', 'The stream of the switch came without the parameter "token": give it the token of POST /v1/calls.')
}

/** @param path of its WebSocket address */
export const streamDialect = (name: string, path: string, words: StreamWords): Dialect => ({
  name,
  path,
  subprotocols: [],
  reportsDigits: true,
  sendsCredentials: false,
  tokenOf: (text) => tokenIn(text, words),
  open: (socket, sink) => new StreamLeg(socket, sink, words),
})
