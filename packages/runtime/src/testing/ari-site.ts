import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import { createAriDoor } from '../switch/asterisk-ari-door.js'
import { AsteriskAri, type AriSettings } from '../switch/asterisk-ari.js'
import type { Arrival, CallOfLine, LineDesk, SwitchFact, SwitchLine } from '../switch/switch-port.js'
import { Inbox } from './inbox.js'
import { LoneDesk } from './lone-desk.js'
import { ManualClock } from './manual-clock.js'
import { ScriptedAsterisk } from './scripted-asterisk.js'

const recordings = JSON.parse(readFileSync(new URL('../switch/asterisk-ari/fixtures/recorded.json', import.meta.url), 'utf8')) as Record<string, { channel?: { id: string } }>

export const mediaUrl = 'ws://bridge:8350/media?token=t0k(e)n,1'
export const lineId = 'ast-1.0'

type FactOf<Type extends SwitchFact['type']> = Extract<SwitchFact, { type: Type }>

/** An Asterisk, its connector, and a desk that takes the calls: what goes in and out at each of them is the test's to see. */
export class AriSite {
  readonly asterisk = new ScriptedAsterisk()
  readonly clock = new ManualClock()
  readonly arrivals: Arrival[] = []
  readonly facts = new Inbox<SwitchFact>()
  readonly told: SwitchFact[] = []
  readonly found: string[] = []
  readonly logged: string[] = []
  /** Whether a line of an earlier process is known to have a call. */
  knows = true
  takes = true
  /** Of looking for the call of such a line. */
  failure: RuntimeError | undefined
  private readonly lines = new Inbox<SwitchLine>()
  private readonly log = new Inbox<string>()
  private connector: AsteriskAri | undefined
  private door: Server | undefined
  private url = ''

  static async open(way: 'dialled' | 'served' = 'dialled', more: Partial<AriSettings> = {}): Promise<AriSite> {
    const site = new AriSite()
    await (way === 'dialled' ? site.opensDoor(more) : site.goesThere(more))
    await site.asterisk.isFollowed()
    return site
  }

  get asteriskAri(): AsteriskAri {
    if (this.connector === undefined) throw new Error('the site is not open')
    return this.connector
  }

  /** Address at which an Asterisk connects. */
  get doorUrl(): string {
    return this.url
  }

  /** Opens the control connection once more. */
  async reconnects(): Promise<void> {
    await this.asterisk.dials(this.url)
    await this.asterisk.isFollowed()
  }

  /** A message as a real one was recorded, told of another channel. */
  tells(name: string, channelId: string, more: object = {}): void {
    const recorded = recordings[name]
    if (recorded?.channel === undefined) throw new Error(`nothing is recorded as ${name}`)
    this.asterisk.tells({ ...recorded, channel: { ...recorded.channel, id: channelId }, ...more })
  }

  /** The channel of a recorded message, as it stands in the list of channels. */
  standing(name: string, channelId: string, appData?: string): object {
    const channel = recordings[name]?.channel as { dialplan?: object } | undefined
    return { ...channel, id: channelId, ...(appData !== undefined && { dialplan: { ...channel?.dialplan, app_name: 'Stasis', app_data: appData } }) }
  }

  /** The caller, who is in a context of the dialplan. */
  inDialplan(context: string): object {
    const { dialplan, ...channel } = recordings['back']?.channel as { id: string; dialplan?: object }
    return { ...channel, id: lineId, dialplan: { ...dialplan, context, app_name: 'Dial', app_data: 'PJSIP/2000' } }
  }

  /** A dial of the caller's channel, as recorded. */
  tellsDial(name: string): void {
    const recorded = recordings[name] as { caller?: object }
    this.asterisk.tells({ ...recorded, caller: { ...recorded.caller, id: lineId } })
  }

  /** A caller comes, hears the bot and is answered. */
  async caller(): Promise<SwitchLine> {
    this.tells('arrival', lineId)
    await this.botUp()
    await this.fact('line.answered')
    return this.lines.take()
  }

  /** The bot leg that is asked for comes up. @returns the name of its channel */
  async botUp(): Promise<string> {
    const { query } = await this.asterisk.next('POST', /^channels\/externalMedia$/)
    const channelId = query['channelId'] ?? ''
    this.tells('botStarted', channelId)
    return channelId
  }

  async fact<Type extends SwitchFact['type']>(type: Type): Promise<FactOf<Type>> {
    return (await this.facts.take((fact) => fact.type === type)) as FactOf<Type>
  }

  async close(): Promise<void> {
    await this.connector?.close()
    this.asterisk.close()
    this.door?.closeAllConnections()
    this.door?.close()
  }

  private connectorFor(settings: AriSettings): AsteriskAri {
    const logger = pino({ level: 'trace' }, { write: (line: string) => (this.logged.push(line), this.log.push(line)) })
    return new AsteriskAri(settings, { desk: this.desk(), clock: this.clock, logger })
  }

  private async opensDoor(more: Partial<AriSettings>): Promise<void> {
    const connector = this.connectorFor({ switchId: 'main', user: 'asterisk', password: 'dial-secret', headers: ['X-Account'], variables: ['TENANT'], ...more })
    const door = createAriDoor(new Map([['main', connector]]))
    const http = createServer()
    http.on('upgrade', (request, socket, head) => {
      if (!door.upgrade(request, socket, head)) socket.destroy()
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    this.connector = connector
    this.door = http
    this.url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/v1/switch/asterisk/main`
    await this.asterisk.dials(this.url)
  }

  private async goesThere(more: Partial<AriSettings>): Promise<void> {
    const url = await this.asterisk.serves()
    this.connector = this.connectorFor({ switchId: 'main', user: 'callchart', password: 'ari-secret', url, headers: ['X-Account'], variables: ['TENANT'], ...more })
  }

  private readonly lone = new LoneDesk()

  private desk(): LineDesk {
    return Object.assign(this.lone, {
      arrived: async (arrival: Arrival, line: SwitchLine) => {
        this.arrivals.push(arrival)
        if (!this.takes) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', 'No flow answers.')
        return { ...this.callOf(line), mediaUrl }
      },
      found: async (line: SwitchLine) => {
        this.found.push(line.lineId)
        if (this.failure !== undefined) throw this.failure
        return this.knows ? this.callOf(line) : undefined
      },
    })
  }

  readonly callOf = (line: SwitchLine): CallOfLine => {
    this.lines.push(line)
    return {
      callId: 'call-1',
      told: (fact: SwitchFact) => {
        this.told.push(fact)
        this.facts.push(fact)
      },
      endMedia: () => undefined,
    }
  }

  /** A bot leg is asked for, and nobody waits for it. */
  connects(line: SwitchLine): void {
    line.connectMedia(mediaUrl).catch(() => undefined)
  }

  async logs(message: string): Promise<void> {
    await this.log.take((line) => line.includes(message))
  }

  /** Of a line that was found, or placed. */
  async line(): Promise<SwitchLine> {
    return this.lines.take()
  }
}
