import { randomUUID } from 'node:crypto'
import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { dialStringOf, type DialStrings } from '../dial-string.js'
import { mediaAddressFor } from '../media-address.js'
import type { CallOfLine, LegOutcome, LineAbilities, LineHangUp, RingRequest, SendRequest, SipHeaders, SwitchFact, SwitchLine, SwitchTarget } from '../switch-port.js'
import { bugName, hangUpCauses, idleApplication, marks, outcomeOf, ringbackApplication, writeVariables } from './words.js'

/** A bot leg that ended by itself: the order that follows its end may still be on the way. */
const lostAfterMs = 1_000

const abilities: LineAbilities = { consult: true, send: true, refer: true, hold: false, sendDigits: true }

interface HumanLeg {
  readonly legId: string
  /** Its channel. */
  readonly uuid: string
  readonly whisperUrl: string | undefined
  /** True: caller and human are joined as soon as the human is there. */
  readonly joinsAtOnce: boolean
  state: 'ringing' | 'answered' | 'joined'
}

export interface FreeSwitchLineParts {
  readonly switchId: string
  /** UUID of the caller's channel. */
  readonly lineId: string
  readonly isAnswered: boolean
  readonly dialStrings: DialStrings
  readonly mediaBase?: string | undefined
  readonly clock: Clock
  /** @see EventSocket.run */
  readonly run: (command: string, withinMs?: number) => Promise<string>
  /** Events of this channel are ours from now on, until it is forgotten. */
  readonly watch: (uuid: string, event: (name: string, headers: Readonly<Record<string, string>>) => void) => void
  readonly forget: (uuid: string) => void
  readonly gone: () => void
}

/** One caller at a FreeSWITCH: their channel, the bot's media bug on it, and the channels of humans. */
export class FreeSwitchLine implements SwitchLine {
  readonly abilities = abilities
  private call: CallOfLine | undefined
  /** Facts of the moments before the call is known. */
  private early: SwitchFact[] = []
  private readonly legs = new Map<string, HumanLeg>()
  private isTalking = false
  private isAnswered: boolean
  private isHungUp = false
  private isOver = false
  private cancelLost: CancelTimer | undefined

  constructor(private readonly parts: FreeSwitchLineParts) {
    this.isAnswered = parts.isAnswered
    parts.watch(parts.lineId, (name, headers) => this.happened(name, headers))
  }

  get switchId(): string {
    return this.parts.switchId
  }

  get lineId(): string {
    return this.parts.lineId
  }

  /** From now on facts go to this call. */
  belongsTo(call: CallOfLine): void {
    this.call = call
    for (const fact of this.early.splice(0)) call.told(fact)
  }

  /** A line that was found may have its bot leg still. */
  mayTalk(): void {
    this.isTalking = true
  }

  /** A human's channel that an earlier connection has made, and that may be joined. */
  adopt(legId: string, uuid: string, isJoined: boolean): void {
    this.addLeg({ legId, uuid, whisperUrl: undefined, joinsAtOnce: false, state: isJoined ? 'joined' : 'answered' })
  }

  tell(fact: SwitchFact): void {
    if (this.isOver) return
    if (this.call === undefined) this.early.push(fact)
    else this.call.told(fact)
  }

  /** The channel is no more. */
  left(by: 'caller' | 'switch', cause: string): void {
    if (this.isOver) return
    const why = this.isAnswered ? {} : { cause: outcomeOf(cause) }
    this.tell({ type: 'line.left', by: this.isHungUp ? 'runtime' : by, detail: cause, ...why })
    for (const { uuid } of this.legs.values()) this.parts.run(`uuid_kill ${uuid}`).catch(() => undefined)
    this.close()
    this.parts.gone()
  }

  mediaEnded(): void {
    if (!this.isTalking || this.isOver) return
    this.cancelLost?.()
    this.cancelLost = this.parts.clock.after(lostAfterMs, () => {
      this.isTalking = false
      this.tell({ type: 'media.lost', detail: 'the audio fork ended' })
    })
  }

  async answer(): Promise<void> {
    await this.run(`uuid_answer ${this.lineId}`)
  }

  async connectMedia(mediaUrl: string): Promise<void> {
    if (this.isOver) return
    await this.dropMedia()
    await this.run(`uuid_transfer ${this.lineId} ${idleApplication} inline`)
    this.isTalking = true
    if (!(await this.fork(this.lineId, mediaUrl))) this.mediaEnded()
  }

  async dropMedia(): Promise<void> {
    this.cancelLost?.()
    if (!this.isTalking) return
    this.isTalking = false
    await this.run(`uuid_audio_fork ${this.lineId} stop ${bugName}`)
  }

  ring({ whisperUrl, ...request }: RingRequest): Promise<void> {
    return this.place({ ...request, whisperUrl, joinsAtOnce: false })
  }

  async send(request: SendRequest): Promise<void> {
    dialStringOf(request.target, this.parts.dialStrings)
    await this.dropMedia()
    await this.run(`uuid_transfer ${this.lineId} ${ringbackApplication} inline`)
    await this.place({ ...request, whisperUrl: undefined, joinsAtOnce: true })
  }

  async join(legId: string): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg?.state !== 'answered') return
    await this.dropMedia()
    if (leg.whisperUrl !== undefined) await this.run(`uuid_audio_fork ${leg.uuid} stop ${bugName}`)
    // The human's end leaves the caller with us; the caller's takes the human along.
    await this.run(`uuid_setvar ${this.lineId} park_after_bridge true`)
    await this.run(`uuid_setvar ${leg.uuid} hangup_after_bridge true`)
    const answer = await this.run(`uuid_bridge ${this.lineId} ${leg.uuid}`)
    if (!isDone(answer)) return this.endLeg(leg, 'failed', answer)
    if (this.legs.get(legId) !== leg) return
    leg.state = 'joined'
    this.tell({ type: leg.joinsAtOnce ? 'leg.answered' : 'leg.joined', legId })
  }

  async dropLeg(legId: string): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg !== undefined) await this.run(`uuid_kill ${leg.uuid}`)
  }

  async refer(target: SwitchTarget, _headers: SipHeaders): Promise<void> {
    const address = target.type === 'sip' ? target.address : dialStringOf(target, { extension: '{extension}', sip: '{address}', number: '{number}' })
    const answer = await this.run(`uuid_deflect ${this.lineId} ${address}`)
    this.tell({ type: 'referred', outcome: isDone(answer) ? 'accepted' : 'refused', detail: answer.slice(0, 200) })
  }

  hold(_isHeld: boolean): Promise<void> {
    return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', 'FreeSWITCH holds no caller for us: let the bridge play music.'))
  }

  async sendDigits(digits: string): Promise<void> {
    await this.run(`uuid_send_dtmf ${this.lineId} ${digits.replace(/[^0-9A-D*#]/g, '')}`)
  }

  async hangUp(cause: LineHangUp): Promise<void> {
    if (this.isOver) return
    this.isHungUp = true
    this.cancelLost?.()
    await this.run(`uuid_kill ${this.lineId} ${hangUpCauses[cause]}`)
  }

  /** Lets go of the channels, which stay as they are. */
  close(): void {
    this.isOver = true
    this.cancelLost?.()
    this.parts.forget(this.lineId)
    for (const { uuid } of this.legs.values()) this.parts.forget(uuid)
    this.legs.clear()
  }

  /** The switch does not have a human's channel any more. */
  lostLeg(uuid: string): void {
    for (const leg of [...this.legs.values()]) if (leg.uuid === uuid) void this.endLeg(leg, leg.state === 'ringing' ? 'failed' : 'left', 'gone while the switch was away')
  }

  /** @param running channels that the switch has */
  lostLegsBut(running: ReadonlySet<string>): void {
    for (const { uuid } of [...this.legs.values()]) if (!running.has(uuid)) this.lostLeg(uuid)
  }

  private run(command: string, withinMs?: number): Promise<string> {
    return this.isOver ? Promise.resolve('-ERR the line is over') : this.parts.run(command, withinMs)
  }

  /** @returns false: the switch did not begin */
  private async fork(uuid: string, mediaUrl: string): Promise<boolean> {
    const { url, token } = mediaAddressFor(mediaUrl, 'fork', this.parts.mediaBase)
    const metadata = JSON.stringify({ token, sampleRate: 8_000, mixType: 'mono' })
    return isDone(await this.run(`uuid_audio_fork ${uuid} start ${url} mono 8000 ${bugName} ${metadata} true true 8000`))
  }

  private happened(name: string, headers: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'CHANNEL_PROGRESS':
      case 'CHANNEL_PROGRESS_MEDIA':
        if (!this.isAnswered) this.tell({ type: 'line.ringing' })
        return
      case 'CHANNEL_ANSWER':
        if (this.isAnswered) return
        this.isAnswered = true
        return this.tell({ type: 'line.answered' })
      case 'DTMF':
        return this.pressed(headers['DTMF-Digit'] ?? '')
      case 'CUSTOM':
        return this.mediaEnded()
      case 'CHANNEL_HANGUP_COMPLETE':
        return this.left('caller', headers['Hangup-Cause'] ?? '')
    }
  }

  /** The module tells the bridge of no keys: we do, through it. */
  private pressed(digit: string): void {
    if (!this.isTalking || !/^[0-9A-D*#]$/.test(digit)) return
    this.run(`uuid_audio_fork ${this.lineId} send_text ${bugName} ${JSON.stringify({ event: 'dtmf', dtmf: digit })}`).catch(() => undefined)
  }

  private async place({ legId, target, ringMs, ani, headers, whisperUrl, joinsAtOnce }: SendRequest & { readonly whisperUrl: string | undefined; readonly joinsAtOnce: boolean }): Promise<void> {
    if (this.isOver) return
    const dialString = dialStringOf(target, this.parts.dialStrings)
    const leg: HumanLeg = { legId, uuid: randomUUID(), whisperUrl, joinsAtOnce, state: 'ringing' }
    this.addLeg(leg)
    const variables = {
      origination_uuid: leg.uuid,
      originate_timeout: String(Math.max(1, Math.ceil(ringMs / 1_000))),
      ignore_early_media: 'true',
      origination_caller_id_number: target.type === 'number' ? target.shows : ani,
      [marks.legOf]: `${this.switchId}/${this.lineId}`,
      [marks.leg]: legId,
    }
    const answer = this.run(`originate ${writeVariables(variables, headers)}${dialString} &endless_playback(silence_stream://-1)`, ringMs + 10_000)
    answer.then(
      (result) => (isDone(result) ? this.legAnswered(leg) : this.endLeg(leg, outcomeOf(result.replace('-ERR', '').trim()), result)),
      () => this.endLeg(leg, 'failed', 'the switch did not answer'),
    ).catch(() => undefined)
  }

  private addLeg(leg: HumanLeg): void {
    this.legs.set(leg.legId, leg)
    this.parts.watch(leg.uuid, (name, headers) => this.legHappened(leg, name, headers))
  }

  private legHappened(leg: HumanLeg, name: string, headers: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'CHANNEL_PROGRESS':
      case 'CHANNEL_PROGRESS_MEDIA':
        if (leg.state === 'ringing') this.tell({ type: 'leg.ringing', legId: leg.legId })
        return
      case 'CHANNEL_ANSWER':
        this.legAnswered(leg).catch(() => undefined)
        return
      case 'CHANNEL_HANGUP_COMPLETE': {
        const cause = headers['Hangup-Cause'] ?? ''
        void this.endLeg(leg, leg.state === 'ringing' ? outcomeOf(cause) : 'left', cause)
      }
    }
  }

  private async legAnswered(leg: HumanLeg): Promise<void> {
    if (leg.state !== 'ringing' || this.legs.get(leg.legId) !== leg) return
    leg.state = 'answered'
    if (leg.joinsAtOnce) return this.join(leg.legId)
    this.tell({ type: 'leg.answered', legId: leg.legId })
    if (leg.whisperUrl !== undefined) await this.fork(leg.uuid, leg.whisperUrl)
  }

  private async endLeg(leg: HumanLeg, outcome: LegOutcome, detail: string): Promise<void> {
    if (this.legs.get(leg.legId) !== leg) return
    this.legs.delete(leg.legId)
    this.parts.forget(leg.uuid)
    this.tell({ type: 'leg.ended', legId: leg.legId, outcome, detail: detail.slice(0, 200) })
    await this.run(`uuid_kill ${leg.uuid}`).catch(() => undefined)
  }
}

const isDone = (answer: string): boolean => answer.startsWith('+OK')
