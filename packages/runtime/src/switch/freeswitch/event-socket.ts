import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { repeat } from '../../repeat.js'
import { readEvent, SocketReader, type SocketHeaders, type SocketMessage } from './event-socket-message.js'

const loginWithinMs = 5_000
const firstRetryMs = 500
const maxRetryMs = 10_000
/** Of a command that is done at once; one that rings somebody is given its own. */
const answerWithinMs = 5_000
/** Nobody closes the connection of a host that has lost its power: so often the switch must show that it is there. */
const pingMs = 15_000
const keepAliveAfterMs = 10_000

const subscription =
  'event plain BACKGROUND_JOB CHANNEL_PARK CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE DTMF CUSTOM mod_audio_fork::connect_failed mod_audio_fork::disconnect'

export interface EventSocketSettings {
  readonly host: string
  readonly port: number
  readonly password: string
}

export interface EventSocketParts extends EventSocketSettings {
  readonly clock: Clock
  readonly logger: Logger
  /** Logged in: from now on events come. */
  readonly connected: () => void
  readonly event: (headers: SocketHeaders) => void
}

/**
 * A connection to FreeSWITCH's mod_event_socket, made again whenever it breaks. Commands run in the background of the switch, so that one
 * that rings somebody holds up no other.
 *
 * @see https://developer.signalwire.com/freeswitch/programming/esl-inbound/
 */
export class EventSocket {
  private socket: Socket | undefined
  private stage: 'connecting' | 'asked' | 'subscribing' | 'ready' = 'connecting'
  private readonly jobs = new Map<string, { done(result: string): void; failed(): void }>()
  private retryMs = firstRetryMs
  private cancelTimer: CancelTimer | undefined
  private isClosed = false

  constructor(private readonly parts: EventSocketParts) {
    this.open()
  }

  get isReady(): boolean {
    return this.stage === 'ready'
  }

  /**
   * Runs an API command. Its words must hold no line end.
   * @returns `+OK …` or `-ERR …`
   * @throws RUNTIME_SWITCH_UNAVAILABLE
   */
  run(command: string, withinMs = answerWithinMs): Promise<string> {
    const { socket } = this
    if (this.stage !== 'ready' || socket === undefined) return Promise.reject(unavailable('it is not connected'))
    if (/[\r\n]/.test(command)) return Promise.reject(unavailable('a command would be two'))
    const jobId = randomUUID()
    return new Promise((resolve, reject) => {
      const settle = (settled: () => void): void => {
        cancel()
        this.jobs.delete(jobId)
        settled()
      }
      const cancel = this.parts.clock.after(withinMs, () => settle(() => reject(unavailable('it did not answer in time'))))
      this.jobs.set(jobId, {
        done: (result) => settle(() => resolve(result)),
        failed: () => settle(() => reject(unavailable('its connection broke'))),
      })
      socket.write(`bgapi ${command}\nJob-UUID: ${jobId}\n\n`)
    })
  }

  close(): void {
    this.isClosed = true
    this.cancelTimer?.()
    this.socket?.destroy()
  }

  private open(): void {
    const { host, port } = this.parts
    const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs })
    const reader = new SocketReader()
    this.socket = socket
    this.stage = 'connecting'
    this.cancelTimer = this.parts.clock.after(loginWithinMs, () => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('close', () => this.lost())
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const message of reader.push(bytes)) this.take(message)
      } catch (error) {
        this.parts.logger.error({ err: error }, 'the event socket is none')
        socket.destroy()
      }
    })
  }

  private lost(): void {
    this.cancelTimer?.()
    if (this.stage === 'ready') this.parts.logger.warn('the event socket of the switch is lost')
    this.stage = 'connecting'
    for (const job of [...this.jobs.values()]) job.failed()
    if (this.isClosed) return
    this.cancelTimer = this.parts.clock.after(this.retryMs, () => this.open())
    this.retryMs = Math.min(maxRetryMs, this.retryMs * 2)
  }

  private take({ headers, body }: SocketMessage): void {
    switch (headers['Content-Type']) {
      case 'auth/request':
        if (this.stage === 'connecting') this.ask('asked', `auth ${this.parts.password}`)
        return
      case 'command/reply':
        return this.takeReply(headers['Reply-Text'] ?? '')
      case 'text/event-plain':
        return this.takeEvent(readEvent(body))
      case 'text/rude-rejection':
      case 'text/disconnect-notice':
        this.socket?.destroy()
        return
      case undefined:
    }
  }

  private ask(stage: 'asked' | 'subscribing', command: string): void {
    this.stage = stage
    this.socket?.write(`${command}\n\n`)
  }

  private takeReply(text: string): void {
    if (this.stage === 'ready') return
    if (!text.startsWith('+OK')) {
      this.parts.logger.error({ stage: this.stage }, 'the switch refuses the event socket: check its password and its acl')
      this.socket?.destroy()
    } else if (this.stage === 'asked') this.ask('subscribing', subscription)
    else {
      this.stage = 'ready'
      this.cancelTimer?.()
      this.cancelTimer = repeat(this.parts.clock, pingMs, () => this.run('version'), () => this.socket?.destroy())
      this.retryMs = firstRetryMs
      this.parts.connected()
    }
  }

  private takeEvent({ headers, body }: SocketMessage): void {
    if (headers['Event-Name'] === 'BACKGROUND_JOB') this.jobs.get(headers['Job-UUID'] ?? '')?.done(body.trim())
    else this.parts.event(headers)
  }
}

const unavailable = (why: string): RuntimeError =>
  new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `FreeSWITCH cannot be told: ${why}. Check that it runs, and host, port and password of its event socket.`, { retryable: true })
