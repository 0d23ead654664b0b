import { randomUUID } from 'node:crypto'
import { RuntimeError } from '../errors.js'
import { takeArrival, type ConsultArrivalParts } from './consult-arrival.js'
import { dialStringOf, type DialStrings } from './dial-string.js'
import { EventSocket, type EventSocketSettings } from './freeswitch/event-socket.js'
import type { SocketHeaders } from './freeswitch/event-socket-message.js'
import { FreeSwitchLine } from './freeswitch/line.js'
import { Recovery } from './freeswitch/recovery.js'
import { hangUpCauses, marks, outcomeOf, uuidSchema, writeVariables } from './freeswitch/words.js'
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

const variableCount = 200
const variableChars = 1_000

type ChannelEvent = (name: string, headers: SocketHeaders) => void

/**
 * FreeSWITCH through its event socket, with mod_audio_fork for the audio. Written after FreeSWITCH's documentation and the module's source;
 * tested against a scripted peer, not against FreeSWITCH. It has no answering machine detection of its own: who answers is unknown.
 */
export class FreeSwitch implements SwitchConnector {
  private readonly socket: EventSocket
  private readonly recovery: Recovery
  private readonly lines = new Map<string, FreeSwitchLine>()
  private readonly channels = new Map<string, ChannelEvent>()

  constructor(
    private readonly settings: FreeSwitchSettings,
    private readonly parts: SwitchParts,
  ) {
    const { clock, logger, desk } = parts
    this.recovery = new Recovery({
      switchId: settings.switchId,
      clock,
      logger,
      desk,
      lines: this.lines,
      watched: this.channels,
      run: (command) => this.socket.run(command),
      lineNamed: (lineId) => this.lineNamed(lineId, false),
    })
    this.socket = new EventSocket({
      ...settings,
      clock,
      logger,
      connected: () => this.recovery.begin(),
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
    this.recovery.close()
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
      end: (uuid) => this.recovery.end(uuid),
      gone: () => this.lines.delete(lineId),
    })
    this.lines.set(lineId, line)
    return line
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
