import { pino } from 'pino'
import { FreeSwitch, type FreeSwitchSettings } from '../switch/freeswitch.js'
import { RecordingDesk } from './line-desk.js'
import { ManualClock } from './manual-clock.js'
import { ScriptedFreeSwitch } from './scripted-freeswitch.js'

/** Of the event loop. */
export const turn = () => new Promise((resolve) => setImmediate(resolve))
export const until = async (test: () => boolean) => {
  while (!test()) await turn()
}

export const callerId = '11111111-1111-4111-8111-111111111111'

/** A scripted FreeSWITCH with our connector, a desk that records and a clock that stands. */
export class FreeSwitchSite {
  readonly desk = new RecordingDesk()
  readonly clock = new ManualClock()
  private opened: FreeSwitch | undefined

  private constructor(readonly peer: ScriptedFreeSwitch) {}

  static async open(): Promise<FreeSwitchSite> {
    return new FreeSwitchSite(await ScriptedFreeSwitch.open())
  }

  get connector(): FreeSwitch {
    if (this.opened === undefined) throw new Error('nobody has connected')
    return this.opened
  }

  connects(more: Partial<FreeSwitchSettings> = {}): FreeSwitch {
    const { peer, desk, clock } = this
    this.opened = new FreeSwitch({ switchId: 'main', host: '127.0.0.1', port: peer.port, password: peer.password, ...more }, { desk, clock, logger: pino({ level: 'silent' }) })
    return this.opened
  }

  async opens(more: Partial<FreeSwitchSettings> = {}): Promise<FreeSwitch> {
    const connector = this.connects(more)
    await this.peer.connected()
    await this.next('show channels')
    return connector
  }

  /** Its connection breaks. */
  async drops(): Promise<void> {
    this.peer.drop()
    await until(() => !this.connector.isConnected)
  }

  /** After it broke. */
  async opensAgain(): Promise<void> {
    await until(() => this.clock.pending > 0)
    this.clock.advance(500)
    await this.peer.connected()
    await this.next('show channels')
  }

  /** The next command that begins so. */
  next(start: string): Promise<string> {
    return this.peer.commands.take((command) => command.startsWith(start))
  }

  /** The channels that the switch says it has, with their variables. */
  has(channels: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    const { answers } = this.peer
    const rows = Object.keys(channels).map((uuid) => ({ uuid }))
    answers.set('show channels', JSON.stringify({ row_count: rows.length, rows }))
    for (const [uuid, variables] of Object.entries(channels)) for (const [name, value] of Object.entries(variables)) answers.set(`uuid_getvar ${uuid} ${name}`, value)
    answers.delete('uuid_getvar')
    answers.set('uuid_getvar', '_undef_')
  }

  arrives(more: Readonly<Record<string, string>> = {}): void {
    this.peer.event('CHANNEL_PARK', callerId, {
      'Answer-State': 'ringing',
      'Caller-Caller-ID-Number': '+15550001',
      'Caller-Destination-Number': '5000',
      variable_callchart_line: 'main',
      'variable_sip_h_X-Team': 'cards & more',
      variable_language: 'de',
      ...more,
    })
  }

  /** A caller who talks with the bot. */
  async talks(): Promise<FreeSwitch> {
    const connector = await this.opens()
    this.arrives()
    await this.next('uuid_audio_fork')
    this.peer.event('CHANNEL_ANSWER', callerId)
    await until(() => this.desk.facts.length > 0)
    this.desk.takeTypes()
    return connector
  }

  /** The channel of a human who is rung. */
  async rings(): Promise<string> {
    return /origination_uuid=([\da-f-]+)/.exec(await this.next('originate'))?.[1] ?? ''
  }

  async close(): Promise<void> {
    await this.opened?.close()
    await this.peer.close()
  }
}
