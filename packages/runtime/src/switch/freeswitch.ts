import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import { takeArrival, type ConsultArrivalParts } from './consult-arrival.js'
import { dialStringOf, type DialStrings } from './dial-string.js'
import { EventSocket, type EventSocketSettings } from './freeswitch/event-socket.js'
import type { SocketHeaders } from './freeswitch/event-socket-message.js'
import { FreeSwitchLine } from './freeswitch/line.js'
import { hangUpCauses, marks, outcomeOf, writeVariables } from './freeswitch/words.js'
import type { SwitchParts } from './switch-parts.js'
import type { CallOfLine, OriginateRequest, SwitchConnector, SwitchLine } from './switch-port.js'

export interface FreeSwitchSettings extends EventSocketSettings {
  readonly switchId: string
  readonly dialStrings?: DialStrings | undefined
  /** Base address under which the switch reaches the bridge, where it is another one than the runtime has. */
  readonly mediaUrl?: string | undefined
  /** Extension of a dialplan that takes callers whom nobody else takes; absent: they hear busy. */
  readonly fallback?: { readonly extension: string; readonly context: string } | undefined
}

/** For the gateway of deploy/freeswitch. */
const usualDialStrings: DialStrings = { extension: 'user/{extension}', sip: 'sofia/external/{address}', number: 'sofia/gateway/trunk/{number}' }

const uuidSchema = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const channelsSchema = z.object({ rows: z.array(z.object({ uuid: uuidSchema })).max(5_000).default([]) })
const variableCount = 200
const variableChars = 1_000

type ChannelEvent = (name: string, headers: SocketHeaders) => void

/**
 * FreeSWITCH through its event socket, with mod_audio_fork for the audio. Written after FreeSWITCH's documentation and the module's source;
 * tested against a scripted peer, not against FreeSWITCH. It has no answering machine detection of its own: who answers is unknown.
 */
export class FreeSwitch implements SwitchConnector {
  private readonly socket: EventSocket
  private readonly lines = new Map<string, FreeSwitchLine>()
  private readonly channels = new Map<string, ChannelEvent>()

  constructor(
    private readonly settings: FreeSwitchSettings,
    private readonly parts: SwitchParts,
  ) {
    const { clock, logger } = parts
    this.socket = new EventSocket({
      ...settings,
      clock,
      logger,
      connected: () => void this.recover().catch((error: unknown) => logger.error({ switchId: this.switchId, err: error }, 'the calls of the switch were not looked for')),
      event: (headers) => this.take(headers),
    })
  }

  get switchId(): string {
    return this.settings.switchId
  }

  get isConnected(): boolean {
    return this.socket.isReady
  }

  async originate({ target, shows, ringMs, detectMachine, headers }: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    const dialString = dialStringOf(target, this.dialStrings)
    if (!this.isConnected) throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Switch "${this.switchId}" is not connected: check its event socket.`, { retryable: true })
    const lineId = randomUUID()
    const line = this.lineNamed(lineId, false)
    const call = callOf(line)
    line.belongsTo(detectMachine ? toldWhoAnswered(call) : call)
    const variables = { origination_uuid: lineId, originate_timeout: String(Math.max(1, Math.ceil(ringMs / 1_000))), ignore_early_media: 'true', origination_caller_id_number: shows, [marks.line]: this.switchId }
    this.socket.run(`originate ${writeVariables(variables, headers)}${dialString} &endless_playback(silence_stream://-1)`, ringMs + 10_000).then(
      (answer) => {
        if (answer.startsWith('+OK')) return
        const cause = answer.replace('-ERR', '').trim()
        line.left('switch', outcomeOf(cause), cause)
      },
      () => line.left('switch', 'failed', 'the switch did not answer'),
    )
    return Promise.resolve(line)
  }

  close(): Promise<void> {
    for (const line of this.lines.values()) line.close()
    this.lines.clear()
    this.socket.close()
    return Promise.resolve()
  }

  private get dialStrings(): DialStrings {
    return this.settings.dialStrings ?? usualDialStrings
  }

  private take(headers: SocketHeaders): void {
    const { 'Event-Name': name = '', 'Unique-ID': uuid = '' } = headers
    this.channels.get(uuid)?.(name, headers)
    const isNew = name === 'CHANNEL_PARK' && !this.lines.has(uuid) && headers[`variable_${marks.line}`] === this.switchId
    if (isNew && uuidSchema.safeParse(uuid).success) void this.arrived(uuid, headers)
  }

  private arrived(lineId: string, headers: SocketHeaders): Promise<void> {
    const ani = headers['Caller-Caller-ID-Number'] ?? ''
    const arrival = { switchId: this.switchId, lineId, dnis: headers['Caller-Destination-Number'] ?? '', ...(ani !== '' && { ani }), variables: variablesOf(headers) }
    return takeArrival(this.arrivals, arrival, this.lineNamed(lineId, headers['Answer-State'] === 'answered'))
  }

  private get arrivals(): ConsultArrivalParts {
    return { ...this.parts, forget: (lineId) => this.lines.delete(lineId), turnAway: (lineId) => this.turnAway(lineId) }
  }

  private turnAway(lineId: string): Promise<string> {
    const { fallback } = this.settings
    return this.socket.run(fallback === undefined ? `uuid_kill ${lineId} ${hangUpCauses.busy}` : `uuid_transfer ${lineId} ${fallback.extension} XML ${fallback.context}`)
  }

  private lineNamed(lineId: string, isAnswered: boolean): FreeSwitchLine {
    const line = new FreeSwitchLine({
      switchId: this.switchId,
      lineId,
      isAnswered,
      dialStrings: this.dialStrings,
      mediaBase: this.settings.mediaUrl,
      clock: this.parts.clock,
      run: (command, withinMs) => this.socket.run(command, withinMs),
      watch: (uuid, event) => this.channels.set(uuid, event),
      forget: (uuid) => this.channels.delete(uuid),
      gone: () => this.lines.delete(lineId),
    })
    this.lines.set(lineId, line)
    return line
  }

  /** After a connection: lines that ended meanwhile have left, those of an earlier process are taken up or ended, and so are the humans sent for. */
  private async recover(): Promise<void> {
    // What comes while the switch answers is not in its list.
    const before = [...this.lines.values()]
    const since = this.parts.clock.now()
    const { rows } = channelsSchema.parse(JSON.parse(await this.socket.run('show channels as json')))
    const running = new Set(rows.map(({ uuid }) => uuid))
    for (const line of before) {
      if (running.has(line.lineId)) line.lostLegsBut(running)
      else line.left('switch', 'failed', 'gone while the switch was away')
    }
    for (const uuid of running) if (!this.channels.has(uuid)) await this.takeUp(uuid, await this.variable(uuid, marks.line))
    for (const uuid of running) if (!this.channels.has(uuid)) await this.takeUpLeg(uuid, (await this.variable(uuid, marks.legOf)).split('/'))
    await this.parts.desk.stand(this.switchId, [...running], since)
  }

  private async takeUp(uuid: string, switchId: string): Promise<void> {
    if (switchId !== this.switchId || this.channels.has(uuid)) return
    const line = this.lineNamed(uuid, true)
    const call = await this.parts.desk.found(line)
    if (call !== undefined) {
      line.mayTalk()
      line.belongsTo(call)
      if (await this.isGone(uuid)) line.left('switch', 'failed', 'gone while it was looked for')
      return
    }
    line.close()
    this.lines.delete(uuid)
    await this.socket.run(`uuid_kill ${uuid} ${hangUpCauses.congestion}`)
  }

  private async takeUpLeg(uuid: string, [switchId, lineId = '']: readonly string[]): Promise<void> {
    if (switchId !== this.switchId) return
    const line = this.lines.get(lineId)
    if (line === undefined) {
      await this.socket.run(`uuid_kill ${uuid}`)
      return
    }
    line.adopt(await this.variable(uuid, marks.leg), uuid, (await this.variable(uuid, 'bridge_uuid')) !== '')
    if (await this.isGone(uuid)) line.lostLeg(uuid)
  }

  /** Its end was told before anybody listened. */
  private async isGone(uuid: string): Promise<boolean> {
    return (await this.socket.run(`uuid_exists ${uuid}`)) === 'false'
  }

  private async variable(uuid: string, name: string): Promise<string> {
    const value = await this.socket.run(`uuid_getvar ${uuid} ${name}`)
    return value === '_undef_' || value.startsWith('-ERR') ? '' : value
  }
}

/** Nothing of the switch tells a machine from a human. */
const toldWhoAnswered = (call: CallOfLine): CallOfLine => ({
  callId: call.callId,
  endMedia: () => call.endMedia(),
  told(fact) {
    call.told(fact)
    if (fact.type === 'line.answered') call.told({ type: 'answered-by', who: 'unknown' })
  },
})

/** Variables of the channel; SIP headers by their own names. */
const variablesOf = (headers: SocketHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => name.startsWith('variable_') && value.length <= variableChars)
      .slice(0, variableCount)
      .map(([name, value]) => [name.replace(/^variable_(sip_h_)?/, ''), value]),
  )
