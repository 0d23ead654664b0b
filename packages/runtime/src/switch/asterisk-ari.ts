import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { ZodError } from 'zod'
import type { CancelTimer } from '../clock.js'
import { arrivalOf } from './asterisk-ari/arrival.js'
import { AriCalls } from './asterisk-ari/calls.js'
import { whoAnswered } from './asterisk-ari/causes.js'
import { contexts } from './asterisk-ari/dialplan-side.js'
import { readEvent, type AriEvent, type ChannelDestroyed, type StasisStart } from './asterisk-ari/events.js'
import { HttpTransport } from './asterisk-ari/http-transport.js'
import { AsteriskLine } from './asterisk-ari/line.js'
import { dialledName, readChannelName } from './asterisk-ari/names.js'
import { unavailable } from './asterisk-ari/open-requests.js'
import { recover } from './asterisk-ari/recovery.js'
import { appOf, type AriSettings } from './asterisk-ari/settings.js'
import { SocketTransport } from './asterisk-ari/socket-transport.js'
import type { AriListener, AriTransport } from './asterisk-ari/transport.js'
import { AsteriskManager } from './asterisk-manager/manager.js'
import { areGiven } from './basic-credentials.js'
import { outcomeOfCause } from './dial-outcome.js'
import { dialStringOf, headerVariables } from './dial-string.js'
import { PatientWork } from './patient-work.js'
import type { SwitchParts } from './switch-parts.js'
import type { CallOfLine, OriginateRequest, SwitchConnector, SwitchLine } from './switch-port.js'

export type { AriSettings } from './asterisk-ari/settings.js'

/** They say nothing to us, some come with each key that a caller presses, and they are most of what comes. */
const leftOut = ['ChannelVarset', 'ChannelDialplan', 'ChannelConnectedLine', 'ChannelCallerId', 'ChannelDtmfReceived', 'ChannelEnteredBridge', 'ChannelLeftBridge', 'RTPEngineStats']
const recoverAgainMs = 1_000

/** An Asterisk that gives its callers to our Stasis application. Every claim on its behaviour was seen with Asterisk 22.10.1. */
export class AsteriskAri implements SwitchConnector {
  private readonly lines = new Map<string, AsteriskLine>()
  private readonly app: string
  private readonly transport: AriTransport
  private readonly calls: AriCalls
  private readonly logger: Logger
  private readonly manager: AsteriskManager | undefined
  private work: PatientWork
  private recovered: Promise<void> | undefined
  private isCaughtUp = false
  private cancelRetry: CancelTimer = () => undefined
  private isClosing = false

  constructor(
    private readonly settings: AriSettings,
    private readonly parts: SwitchParts,
  ) {
    const { switchId, url, user, password } = settings
    this.app = appOf(settings)
    this.logger = parts.logger.child({ switchId })
    const listener: AriListener = { opened: () => this.catchUp(), closed: () => this.lost(), event: (json) => this.take(json) }
    this.transport =
      url === undefined ? new SocketTransport(listener, parts.clock, this.logger) : new HttpTransport({ url, user, password, app: this.app }, listener, parts.clock, this.logger)
    if (settings.manager !== undefined) this.manager = new AsteriskManager(settings.manager, parts.clock)
    this.calls = new AriCalls(this.transport, this.app)
    this.work = new PatientWork(parts.clock, recoverAgainMs)
  }

  get switchId(): string {
    return this.settings.switchId
  }

  get isConnected(): boolean {
    return this.transport.isOpen && this.isCaughtUp
  }

  /** Whether a connection with this `Authorization` header is the switch's own. */
  knows(authorization: string | undefined): boolean {
    return this.transport instanceof SocketTransport && areGiven(this.settings, authorization)
  }

  /** Takes a connection that the switch has opened. */
  serve(socket: WebSocket): void {
    if (this.transport instanceof SocketTransport && !this.isClosing) this.transport.serve(socket)
    else socket.close(1001)
  }

  async originate(request: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    const dialString = dialStringOf(request.target, this.settings.dialStrings)
    await this.ready()
    const line = this.lineNamed(dialledName(this.app))
    line.belongsTo(callOf(line))
    const refused = await this.calls.dial({
      channelId: line.lineId,
      dialString,
      ringMs: request.ringMs,
      ...(request.shows !== undefined && { shows: request.shows }),
      role: request.detectMachine ? 'dial,detect' : 'dial',
      variables: headerVariables(request.headers),
    })
    if (refused !== undefined) line.left('switch', { cause: 'failed', detail: refused })
    return line
  }

  /** Another runtime has the switch: its next connection is taken again. */
  yield(): void {
    this.work.close()
    this.work = new PatientWork(this.parts.clock, recoverAgainMs)
    this.lines.clear()
    this.transport.close()
  }

  async close(): Promise<void> {
    this.isClosing = true
    this.cancelRetry()
    this.yield()
    this.manager?.close()
  }

  private lineNamed(lineId: string): AsteriskLine {
    const { settings, calls, parts, logger, manager } = this
    const line = new AsteriskLine(lineId, {
      settings,
      calls,
      logger,
      clock: parts.clock,
      ...(manager !== undefined && { manager }),
      ready: () => this.ready(),
      gone: (id) => this.lines.delete(id),
    })
    this.lines.set(lineId, line)
    return line
  }

  private disown(line: AsteriskLine): void {
    if (this.lines.get(line.lineId) === line) this.lines.delete(line.lineId)
  }

  private async ready(): Promise<void> {
    if (!this.transport.isOpen || this.recovered === undefined) throw unavailable('it is not connected')
    await this.recovered
  }

  private catchUp(): void {
    const { app, calls, lines, logger, parts, work } = this
    const recovering = calls
      .leaveOut(leftOut)
      .then(() => recover({ app, switchId: this.switchId, clock: parts.clock, calls, lines, logger, work, desk: parts.desk, adopt: (id) => this.lineNamed(id), disown: (line) => this.disown(line), cameIn: (line, args) => this.cameIn(line, args) }))
    this.recovered = recovering
    recovering.then(
      () => (this.isCaughtUp = this.recovered === recovering),
      (error: unknown) => {
        logger.error({ err: error }, 'the state of the switch is not known')
        if (this.recovered === recovering && this.transport.isOpen) this.cancelRetry = parts.clock.after(recoverAgainMs, () => this.catchUp())
      },
    )
  }

  private lost(): void {
    this.recovered = undefined
    this.isCaughtUp = false
    this.cancelRetry()
    this.logger.warn({ lines: this.lines.size }, 'switch is not connected')
  }

  private take(json: unknown): void {
    if (this.isClosing) return
    try {
      const event = readEvent(json)
      if (event !== undefined) this.obey(event)
    } catch (error) {
      if (!(error instanceof ZodError)) throw error
      // Paths alone: values may be numbers of callers.
      this.logger.warn({ paths: error.issues.slice(0, 5).map(({ path }) => path.join('.')) }, 'an event of the switch is not of its shape: it is left out')
    }
  }

  private obey(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        return this.started(event)
      case 'StasisEnd':
        return this.lines.get(event.channel.id)?.outOfApplication()
      case 'ChannelStateChange': {
        if (event.channel.state !== 'Ringing') return
        const own = readChannelName(this.app, event.channel.id)
        if (own?.role === 'human') this.lines.get(own.lineId)?.humans.rings(own)
        else this.lines.get(event.channel.id)?.rings()
        return
      }
      case 'ChannelDestroyed':
        return this.destroyed(event)
      case 'Dial':
        if (event.caller !== undefined) this.lines.get(event.caller.id)?.dialplan.dials(event.dialstatus)
        return
      case 'ApplicationReplaced':
        this.logger.warn({ app: this.app }, 'another connection serves the application of the switch: give each Callchart its own')
    }
  }

  private started(event: StasisStart): void {
    const { channel, args } = event
    const own = readChannelName(this.app, channel.id)
    if (own !== undefined) {
      const line = this.lines.get(own.lineId)
      if (line !== undefined) return line.started(own, channel.id)
      // Its line ended while it was under way.
      return this.soon(this.calls.hangUp(channel.id), 'a leg without a line was not ended')
    }
    this.soon(this.calls.liftLimit(channel.id), 'the time limit of a caller was not lifted')
    const line = this.lines.get(channel.id)
    if (line !== undefined) return this.cameIn(line, args)
    if (args[0] === 'in') return this.soon(this.arrive(event), 'a caller was not served')
    // Of a line that an earlier process had, and that is being found.
    if (this.isCaughtUp) this.soon(this.calls.hangUp(channel.id), 'a line that nobody knows was not ended')
  }

  private cameIn(line: AsteriskLine, [what, ...more]: readonly string[]): void {
    if (what === 'back') line.dialplan.back(more)
    if (what === 'referred') line.state.soon(() => line.dialplan.referred(more))
    if (what === 'amd') line.judged(whoAnswered(more[0] ?? '', more[1] ?? ''), more.join(' '))
    if (what !== 'dial') return
    line.answered()
    if (more[0] === 'detect') line.askWhoAnswered()
  }

  private async arrive(event: StasisStart): Promise<void> {
    const line = this.lineNamed(event.channel.id)
    const call = await this.taken(event, line).catch(async (error: unknown) => {
      this.lines.delete(line.lineId)
      this.logger.warn({ err: error, lineId: line.lineId }, 'a caller is not taken')
      // The dialplan does with them what it does when Callchart is away.
      await this.calls.continueAt(line.lineId, contexts.away)
      return undefined
    })
    if (call === undefined) return
    line.belongsTo(call)
    await line.connectMedia(call.mediaUrl).catch((error: unknown) => line.hasNoMedia(error))
  }

  private async taken(event: StasisStart, line: AsteriskLine): Promise<CallOfLine & { readonly mediaUrl: string }> {
    return this.parts.desk.arrived(await arrivalOf(event, this.settings, this.calls), line)
  }

  private destroyed({ channel, cause, cause_txt: text = '', tech_cause: tech }: ChannelDestroyed): void {
    const detail = `cause ${cause} ${text}${tech === undefined ? '' : ` (${tech})`}`
    const own = readChannelName(this.app, channel.id)
    if (own === undefined) return this.lines.get(channel.id)?.ended(outcomeOfCause(cause), detail)
    this.lines.get(own.lineId)?.legEnded(own, channel.id, cause, detail)
  }

  private soon(work: Promise<unknown>, failure: string): void {
    work.catch((error: unknown) => this.logger.warn({ err: error }, failure))
  }
}
