import { randomUUID } from 'node:crypto'
import { RuntimeError } from '../../errors.js'
import { ConsultLine, type ConsultLineParts, type HumanLeg } from '../consult-line.js'
import { dialStringOf, type DialStrings } from '../dial-string.js'
import { mediaAddressFor } from '../media-address.js'
import type { LineAbilities, LineHangUp, SendRequest, SipHeaders, SwitchTarget } from '../switch-port.js'
import { bugName, hangUpCauses, idleApplication, marks, outcomeOf, ringbackApplication, valueOf, writeVariables } from './words.js'

export interface FreeSwitchLineParts extends ConsultLineParts {
  readonly dialStrings: DialStrings
  readonly mediaBase?: string | undefined
  /** @see EventSocket.run */
  readonly run: (command: string, withinMs?: number) => Promise<string>
  /** Events of this channel are ours from now on, until it is forgotten. */
  readonly watch: (uuid: string, event: (name: string, headers: Readonly<Record<string, string>>) => void) => void
  readonly forget: (uuid: string) => void
  /** @see Recovery.end */
  readonly end: (uuid: string) => Promise<void>
}

/** One caller at a FreeSWITCH: their channel, the bot's media bug on it, and the channels of humans. */
export class FreeSwitchLine extends ConsultLine {
  readonly abilities: LineAbilities = { consult: true, send: true, refer: true, hold: false, sendDigits: true }

  constructor(private readonly parts: FreeSwitchLineParts) {
    super(parts)
    parts.watch(parts.lineId, (name, headers) => this.happened(name, headers))
  }

  /** The caller's channel is one that an earlier process had: whether they are there, as the switch has it. */
  async takeUp(): Promise<void> {
    this.mayTalk()
    if (await this.isUp(this.lineId)) this.answered()
  }

  /** All that an earlier process had with this caller is taken up. */
  found(): void {
    this.tell({ type: 'line.found', legIds: [...this.legs.keys()] })
  }

  /** A human's channel that an earlier connection has made. */
  async adopt(channel: string): Promise<void> {
    const legId = await this.variable(channel, marks.leg)
    const joinsAtOnce = (await this.variable(channel, marks.sent)) !== ''
    if (this.isOver) return this.endChannel(channel)
    const leg: HumanLeg = { legId, whisperUrl: undefined, joinsAtOnce, state: 'ringing', channel }
    this.legs.set(legId, leg)
    this.watchLeg(leg)
    await this.lookAt(leg)
  }

  /** The switch does not have a human's channel any more. */
  lostLeg(uuid: string): void {
    for (const leg of [...this.legs.values()]) if (leg.channel === uuid) this.legLeft(leg, 'failed', 'gone while the switch was away')
  }

  /** What became of the humans while the switch was away. @param gone channels that it does not have any more */
  async catchUp(gone: ReadonlySet<string>): Promise<void> {
    for (const leg of [...this.legs.values()]) {
      if (gone.has(leg.channel)) this.lostLeg(leg.channel)
      else if (leg.state !== 'joined') await this.lookAt(leg)
    }
  }

  async answer(): Promise<void> {
    await this.run(`uuid_answer ${this.lineId}`)
  }

  async send(request: SendRequest): Promise<void> {
    dialStringOf(request.target, this.parts.dialStrings)
    await this.dropMedia()
    await this.run(`uuid_transfer ${this.lineId} ${ringbackApplication} inline`)
    await this.place(request, { whisperUrl: undefined, joinsAtOnce: true })
  }

  async refer(target: SwitchTarget, _headers: SipHeaders): Promise<void> {
    const address = dialStringOf(target, { extension: '{extension}', sip: '{address}', number: '{number}' })
    const answer = await this.run(`uuid_deflect ${this.lineId} ${address}`)
    this.tell({ type: 'referred', outcome: isDone(answer) ? 'accepted' : 'refused', detail: answer.slice(0, 200) })
  }

  hold(_isHeld: boolean): Promise<void> {
    return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', 'FreeSWITCH holds no caller for us: let the bridge play music.'))
  }

  async sendDigits(digits: string): Promise<void> {
    await this.run(`uuid_send_dtmf ${this.lineId} ${digits.replace(/[^0-9A-D*#]/g, '')}`)
  }

  override close(): void {
    super.close()
    this.parts.forget(this.lineId)
  }

  protected override legClosed({ channel }: HumanLeg): void {
    this.parts.forget(channel)
  }

  protected async beginMedia(channel: string, mediaUrl: string): Promise<boolean> {
    if (channel === this.lineId) await this.run(`uuid_transfer ${channel} ${idleApplication} inline`)
    const { url, token } = mediaAddressFor(mediaUrl, 'fork', this.parts.mediaBase)
    const metadata = JSON.stringify({ token, sampleRate: 8_000, mixType: 'mono' })
    return isDone(await this.run(`uuid_audio_fork ${channel} start ${url} mono 8000 ${bugName} ${metadata} true true 8000`))
  }

  protected async endMedia(channel: string): Promise<void> {
    await this.run(`uuid_audio_fork ${channel} stop ${bugName}`)
  }

  protected async joinChannels({ channel }: HumanLeg): Promise<string | undefined> {
    await this.run(`uuid_setvar ${this.lineId} park_after_bridge true`)
    await this.run(`uuid_setvar ${channel} hangup_after_bridge true`)
    const answer = await this.run(`uuid_bridge ${this.lineId} ${channel}`)
    return isDone(answer) ? undefined : answer
  }

  protected async endChannel(channel: string): Promise<void> {
    await this.parts.end(channel)
  }

  protected async endCall(cause: LineHangUp): Promise<void> {
    await this.run(`uuid_kill ${this.lineId} ${hangUpCauses[cause]}`)
  }

  /** The answer to `originate` comes when the human is there, or does not come. */
  protected placeLeg(leg: HumanLeg, { target, ringMs, ani, headers }: SendRequest): Promise<void> {
    const dialString = dialStringOf(target, this.parts.dialStrings)
    leg.channel = randomUUID()
    this.watchLeg(leg)
    const variables = {
      origination_uuid: leg.channel,
      originate_timeout: String(Math.max(1, Math.ceil(ringMs / 1_000))),
      ignore_early_media: 'true',
      origination_caller_id_number: target.type === 'number' ? target.shows : ani,
      [marks.legOf]: `${this.switchId}/${this.lineId}`,
      [marks.leg]: leg.legId,
      [marks.sent]: leg.joinsAtOnce ? 'true' : undefined,
    }
    this.run(`originate ${writeVariables(variables, headers)}${dialString} &endless_playback(silence_stream://-1)`, ringMs + 10_000)
      .then(
        (result) => (isDone(result) ? this.legAnswered(leg) : this.endLeg(leg, outcomeOf(result.replace('-ERR', '').trim()), result)),
        () => this.endLeg(leg, 'failed', 'the switch did not answer'),
      )
      .catch(() => undefined)
    return Promise.resolve()
  }

  private run(command: string, withinMs?: number): Promise<string> {
    return this.isOver ? Promise.resolve('-ERR the line is over') : this.parts.run(command, withinMs)
  }

  private async variable(channel: string, name: string): Promise<string> {
    return valueOf(await this.run(`uuid_getvar ${channel} ${name}`))
  }

  /** Microseconds since the epoch, or 0: switch_caller.c. Asked for once the channel is watched: no answer is missed. */
  private async isUp(channel: string): Promise<boolean> {
    return Number(await this.variable(channel, 'answered_time')) > 0
  }

  /** Of one who has answered it is told again: an order to join or to drop them may have been lost. */
  private async lookAt(leg: HumanLeg): Promise<void> {
    if ((await this.variable(leg.channel, 'bridge_uuid')) !== '') return this.joined(leg)
    if (leg.state === 'ringing') return (await this.isUp(leg.channel)) ? this.legAnswered(leg) : undefined
    return leg.joinsAtOnce ? this.join(leg.legId) : this.tellAnswered(leg)
  }

  private happened(name: string, headers: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'CHANNEL_PROGRESS':
      case 'CHANNEL_PROGRESS_MEDIA':
        if (!this.isAnswered) this.tell({ type: 'line.ringing' })
        return
      case 'CHANNEL_ANSWER':
        return this.answered()
      case 'DTMF':
        return this.pressed(headers['DTMF-Digit'] ?? '')
      case 'CUSTOM':
        return this.mediaEnded()
      case 'CHANNEL_HANGUP_COMPLETE': {
        const cause = headers['Hangup-Cause'] ?? ''
        return this.left('caller', outcomeOf(cause), cause)
      }
    }
  }

  /** The module tells the bridge of no keys: we do, through it. */
  private pressed(digit: string): void {
    if (!this.isTalking || !/^[0-9A-D*#]$/.test(digit)) return
    this.run(`uuid_audio_fork ${this.lineId} send_text ${bugName} ${JSON.stringify({ event: 'dtmf', dtmf: digit })}`).catch(() => undefined)
  }

  private watchLeg(leg: HumanLeg): void {
    this.parts.watch(leg.channel, (name, headers) => {
      switch (name) {
        case 'CHANNEL_PROGRESS':
        case 'CHANNEL_PROGRESS_MEDIA':
          return this.legRings(leg)
        case 'CHANNEL_ANSWER':
          this.legAnswered(leg).catch(() => undefined)
          return
        case 'CHANNEL_HANGUP_COMPLETE': {
          const cause = headers['Hangup-Cause'] ?? ''
          return this.legLeft(leg, outcomeOf(cause), cause)
        }
      }
    })
  }
}

const isDone = (answer: string): boolean => answer.startsWith('+OK')
