import type { WebSocket } from 'ws'
import type { Ticker } from '../clock/ticker.js'
import { MediaError } from '../errors.js'
import type { CallAudioSink, Dialect } from './call-audio.js'
import { readForkMessage, readForkMetadata, type ForkMetadata } from './fork-message.js'
import { OpenMarks } from './open-marks.js'
import { PlayClock } from './play-clock.js'
import { SocketLeg } from './socket-leg.js'
import { createWireCodec, type WireCodec } from './wire-codec.js'

/** The module throws further ones away. */
const maxOpenMarkCount = 30
/** It plays nothing before it has 80 ms, and a mark that it reports comes within a frame or two of that. */
const markGraceMs = 200

/**
 * The module keeps its marks among the samples, as samples of -1: one of ours would be taken for a mark. One step of 65,536 is not heard.
 */
const withoutMarkers = (codec: WireCodec): WireCodec => ({
  ...codec,
  encode(pcm, from, bytes, at) {
    codec.encode(pcm, from, bytes, at)
    for (let index = at; index < at + codec.frameBytes; index += 2) if (bytes[index] === 0xff && bytes[index + 1] === 0xff) bytes[index] = 0xfe
  },
})

class ForkLeg extends SocketLeg {
  private readonly marks = new OpenMarks()
  private readonly clock: PlayClock

  constructor(socket: WebSocket, sink: CallAudioSink, ticker: Ticker) {
    super(socket, sink)
    this.clock = new PlayClock(ticker, markGraceMs, (id) => this.closeMark(`m${id}`))
  }

  /**
   * The module may keep a mark for itself: after a flush it gives none back for as many as were open then (mod_audio_fork,
   * `dub_speech_frame`), and over 30 it takes none. The clock plays those.
   */
  mark(id: number): void {
    const isTaken = this.marks.count < maxOpenMarkCount
    const name = this.marks.add(id)
    if (isTaken) this.say({ type: 'mark', data: { name } })
    this.clock.mark(id)
  }

  clear(): void {
    this.say({ type: 'killAudio' })
    this.clock.clear()
    for (const id of this.marks.closeAll()) this.sink.marked(id, 'cleared')
  }

  protected write(bytes: Buffer, frameCount: number): void {
    this.wire.send(bytes)
    this.clock.sent(frameCount)
  }

  protected sayGoodbye(): void {
    this.say({ type: 'disconnect' })
  }

  protected override letGo(): void {
    this.clock.stop()
  }

  protected receiveAudio(bytes: Buffer): void {
    if (this.isStarted) this.hear(bytes)
    else this.fault(new MediaError('MEDIA_OUT_OF_ORDER', 'The switch sent audio before its metadata: it was ignored.'))
  }

  protected receiveText(text: string): void {
    if (!this.isStarted) {
      this.start(readForkMetadata(text))
      return
    }
    const { type, event, dtmf, data } = readForkMessage(text)
    if (event === 'dtmf' || dtmf !== undefined) this.takeDigit(dtmf ?? '')
    else if (type === 'mark') this.closeMark(data?.event === 'cleared' ? '' : (data?.name ?? ''))
    // Whoever controls the switch may send what it likes by `send_text`: it is none of ours, and no fault.
  }

  private say(message: object): void {
    if (this.isStarted) this.wire.send(JSON.stringify(message))
  }

  private start({ sampleRateHz, mixType, variables }: ForkMetadata): void {
    if (mixType !== 'mono' || (sampleRateHz !== 8_000 && sampleRateHz !== 16_000)) {
      this.abort(
        'media-error',
        new MediaError('MEDIA_UNKNOWN_CODEC', `The switch forks "${mixType.slice(0, 40)}" audio at ${sampleRateHz} Hz: let it fork mono at 8,000 or 16,000 Hz, both ways.`),
      )
      return
    }
    const codec = createWireCodec(sampleRateHz === 8_000 ? 'slin' : 'slin16')
    this.begin(codec, variables, withoutMarkers(codec))
  }

  private closeMark(name: string): void {
    const id = this.marks.close(name)
    if (id !== undefined) this.sink.marked(id, 'played')
  }
}

/** @throws MediaError MEDIA_TOKEN_MISSING, MEDIA_MALFORMED_MESSAGE: the first text is the metadata, or there is none */
const tokenOf = (text: string): string => {
  const { token } = readForkMetadata(text)
  if (token !== undefined && token !== '') return token
  throw new MediaError('MEDIA_TOKEN_MISSING', 'The metadata of the audio fork have no "token": give it the token of POST /v1/calls, or put it into the address.')
}

/**
 * FreeSWITCH's mod_audio_fork in the build of jambonz, with bidirectional streaming (the original of drachtio plays nothing that comes
 * back), and so jambonz' `listen` with `bidirectionalAudio.streaming`, `passDtmf` and both sample rates the same. Written after the
 * module's source (jambonz/freeswitch-modules of 2024) and jambonz' documentation; tested against a scripted peer, not against FreeSWITCH.
 *
 * @see https://docs.jambonz.org/verbs/verbs/listen
 */
export const forkDialect: Dialect = {
  name: 'fork',
  path: '/media/fork',
  subprotocols: ['audio.jambonz.org', 'audio.drachtio.org', 'ws.jambonz.org'],
  reportsDigits: true,
  sendsCredentials: true,
  tokenOf,
  open: (socket, sink, ticker) => new ForkLeg(socket, sink, ticker),
}
