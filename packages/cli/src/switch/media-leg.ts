import { frameSamples } from '@callchart/protocol'
import {
  maxBinaryBytes,
  maxTextBytes,
  parseSwitchCommand,
  renderSwitchEvent,
  type ControlFormat,
  type SwitchCommand,
  type SwitchFields,
} from './control-message.js'
import { encodeMuLaw, muLawSilence } from './mu-law.js'
import { PlayoutQueue, queueCapacityFrames, xoffLevelFrames, xonLevelFrames, type PlayoutEvent } from './playout-queue.js'

/** What the leg writes to: a WebSocket, or a test's list. */
export interface LegPort {
  send(message: string | Uint8Array): void
  close(code: number): void
}

export interface MediaLegOptions {
  readonly channelId: string
  readonly format: ControlFormat
  readonly variables: Readonly<Record<string, string>>
}

/** What one leg has to tell besides audio. */
export interface LegObserver {
  /** The queue was thrown away. @param unplayed the frames that were in it, µ-law */
  flushed?(unplayed: readonly Uint8Array[]): void
  /** The media server hung up. */
  hungUp?(): void
  ignored?(reason: string): void
}

const bridgeCommandsWhileIn = new Set([
  'MARK_MEDIA',
  'FLUSH_MEDIA',
  'PAUSE_MEDIA',
  'CONTINUE_MEDIA',
  'START_MEDIA_BUFFERING',
  'STOP_MEDIA_BUFFERING',
])

/**
 * The switch's side of one chan_websocket connection, µ-law. It knows no clock and no socket: `tick`
 * is called every 20 ms, and a frame counts as heard when `tick` returns it.
 */
export class MediaLeg {
  private readonly queue: PlayoutQueue
  private direction = 'both'

  constructor(
    private readonly port: LegPort,
    private readonly options: MediaLegOptions,
    private readonly observer: LegObserver = {},
  ) {
    this.queue = new PlayoutQueue(frameSamples, (event) => this.tellPlayout(event))
  }

  get queuedFrames(): number {
    return this.queue.length
  }

  get droppedFrames(): number {
    return this.queue.droppedCount
  }

  start(): void {
    this.tell('MEDIA_START', {
      connection_id: 'callchart',
      channel: `WebSocket/callchart/${this.options.channelId}`,
      format: 'ulaw',
      optimal_frame_size: frameSamples,
      ptime: 20,
      channel_variables: this.options.variables,
    })
  }

  /** Sends the caller's frame (nothing: no RTP in these 20 ms) and plays out one of the queue. */
  tick(callerFrame: Int16Array | undefined): Uint8Array | undefined {
    if (callerFrame !== undefined && this.direction !== 'in') this.port.send(encodeMuLaw(callerFrame))
    return this.queue.play()
  }

  endDigit(digit: string): void {
    this.tell('DTMF_END', { digit })
  }

  receiveAudio(audio: Uint8Array): void {
    if (audio.length > maxBinaryBytes) {
      this.port.close(1009)
      return
    }
    if (this.direction !== 'in') this.queue.push(audio)
  }

  receiveText(text: string): void {
    if (Buffer.byteLength(text) > maxTextBytes) {
      this.observer.ignored?.(`a text message of ${Buffer.byteLength(text)} bytes: the switch reads ${maxTextBytes}`)
      return
    }
    const command = parseSwitchCommand(text)
    if (command === undefined) this.observer.ignored?.(`a text message that is no command: ${text}`)
    else if (this.direction === 'in' && bridgeCommandsWhileIn.has(command.command))
      this.tell('ERROR', { error_text: `${command.command} not supported while direction is "in"` })
    else this.obey(command)
  }

  private obey(command: SwitchCommand): void {
    switch (command.command) {
      case 'ANSWER':
        return
      case 'HANGUP':
        this.observer.hungUp?.()
        return this.port.close(1000)
      case 'START_MEDIA_BUFFERING':
        return this.queue.startBuffering()
      case 'STOP_MEDIA_BUFFERING':
        return this.queue.stopBuffering(command.correlationId, muLawSilence)
      case 'MARK_MEDIA':
        return this.queue.mark(command.correlationId ?? '')
      case 'FLUSH_MEDIA':
        return this.observer.flushed?.(this.queue.flush())
      case 'PAUSE_MEDIA':
        return this.queue.pause()
      case 'CONTINUE_MEDIA':
        return this.queue.continue()
      case 'REPORT_QUEUE_DRAINED':
        return this.queue.reportDrained()
      case 'GET_STATUS':
        return this.tellStatus()
      case 'SET_MEDIA_DIRECTION':
        this.direction = command.direction ?? this.direction
        return
      default:
        return this.observer.ignored?.(`an unknown command: ${command.command}`)
    }
  }

  private tellStatus(): void {
    this.tell('STATUS', {
      queue_length: this.queue.length,
      xon_level: xonLevelFrames,
      xoff_level: xoffLevelFrames,
      queue_full: this.queue.length >= queueCapacityFrames,
      bulk_media: this.queue.isBuffering,
      media_paused: this.queue.paused,
    })
  }

  private tellPlayout(event: PlayoutEvent): void {
    switch (event.type) {
      case 'xoff':
        return this.tell('MEDIA_XOFF', {})
      case 'xon':
        return this.tell('MEDIA_XON', {})
      case 'drained':
        return this.tell('QUEUE_DRAINED', {})
      case 'mark':
        return this.tell('MEDIA_MARK_PROCESSED', { correlation_id: event.correlationId })
      case 'buffered':
        return this.tell('MEDIA_BUFFERING_COMPLETED', { correlation_id: event.correlationId })
    }
  }

  private tell(event: string, fields: SwitchFields): void {
    this.port.send(renderSwitchEvent(this.options.format, event, { ...fields, channel_id: this.options.channelId }))
  }
}
