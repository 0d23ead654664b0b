import { RuntimeError } from '../../errors.js'
import { ConsultLine, type ConsultLineParts, type HumanLeg } from '../consult-line.js'
import { mediaAddressFor } from '../media-address.js'
import type { LineAbilities, LineHangUp, SendRequest, SipHeaders, SwitchTarget } from '../switch-port.js'
import { carrierAddressOf } from '../target-word.js'
import type { TelnyxRest } from './rest.js'
import { legState, outcomeOf, writeHeaders, type TelnyxPayload } from './webhook.js'

export interface TelnyxLineParts extends ConsultLineParts {
  readonly rest: TelnyxRest
  /** Of the call control application. */
  readonly connectionId: string
  /** One of our numbers: shown where the call says no other. */
  readonly number: string
  readonly mediaBase?: string | undefined
  readonly extensionAddress?: string | undefined
}

const streaming = { stream_track: 'inbound_track', stream_codec: 'PCMU', stream_bidirectional_mode: 'rtp', stream_bidirectional_codec: 'PCMU', stream_bidirectional_sampling_rate: 8_000 }

/** One call at Telnyx, and the calls of humans beside it. */
export class TelnyxLine extends ConsultLine {
  readonly abilities: LineAbilities = { consult: true, send: true, refer: true, hold: false, sendDigits: true }

  constructor(private readonly parts: TelnyxLineParts) {
    super(parts)
  }

  /** A webhook of the caller's own call. */
  happened(type: string, payload: TelnyxPayload): void {
    switch (type) {
      case 'call.answered':
        return this.answered()
      case 'streaming.failed':
      case 'streaming.stopped':
        return this.mediaEnded()
      case 'call.machine.detection.ended':
      case 'call.machine.premium.detection.ended':
        return this.tell({ type: 'answered-by', who: whoIs(payload.result), detail: payload.result })
      case 'call.refer.completed':
      case 'call.refer.failed':
        return this.tell({ type: 'referred', outcome: type === 'call.refer.completed' ? 'accepted' : 'refused' })
      case 'call.hangup':
        return this.left(payload.hangup_source === 'unknown' ? 'switch' : 'caller', outcomeOf(payload), payload.hangup_cause)
    }
  }

  /** A webhook of a human's call. */
  legHappened(type: string, legId: string, payload: TelnyxPayload): void {
    const leg = this.legs.get(legId)
    if (leg === undefined) return this.unknownLegHappened(type, legId, payload)
    leg.channel = payload.call_control_id
    if (type === 'call.initiated') this.legRings(leg)
    else if (type === 'call.answered') this.legAnswered(leg).catch(() => undefined)
    else if (type === 'call.hangup') this.legLeft(leg, outcomeOf(payload), payload.hangup_cause)
  }

  async answer(): Promise<void> {
    await this.command('answer')
  }

  /** The caller hears Telnyx' ringing meanwhile. */
  async send(request: SendRequest): Promise<void> {
    this.addressOf(request.target)
    await this.dropMedia()
    await this.place(request, { whisperUrl: undefined, joinsAtOnce: true })
  }

  async refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    const address = this.addressOf(target)
    const isBegun = await this.command('refer', { sip_address: address.startsWith('sip') ? address : `sip:${address}@sip.telnyx.com`, custom_headers: writeHeaders(headers) })
    if (!isBegun) this.tell({ type: 'referred', outcome: 'refused' })
  }

  hold(_isHeld: boolean): Promise<void> {
    return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', 'Telnyx holds no caller for us: let the bridge play music.'))
  }

  async sendDigits(digits: string): Promise<void> {
    await this.command('send_dtmf', { digits: digits.replace(/[^0-9A-D*#]/g, '') })
  }

  protected async beginMedia(channel: string, mediaUrl: string): Promise<boolean> {
    const isCaller = channel === this.lineId
    if (isCaller && !this.isAnswered) await this.command('answer')
    const { url, token } = mediaAddressFor(mediaUrl, 'telnyx', this.parts.mediaBase)
    return this.parts.rest.command(channel, 'streaming_start', { ...streaming, stream_url: url, custom_parameters: [{ name: 'token', value: token }] })
  }

  protected async endMedia(channel: string): Promise<void> {
    await this.parts.rest.command(channel, 'streaming_stop')
  }

  protected async placeLeg(leg: HumanLeg, { target, ringMs, ani, headers }: SendRequest): Promise<void> {
    const { rest, connectionId, number } = this.parts
    const shown = target.type === 'number' ? target.shows : ani
    const request = { to: this.addressOf(target), from: shown ?? number, timeout_secs: Math.min(600, Math.max(5, Math.ceil(ringMs / 1_000))), custom_headers: writeHeaders(headers) }
    const state = legState({ line: this.lineId, leg: leg.legId })
    if (leg.joinsAtOnce) {
      // Its name comes with its first webhook.
      const isBegun = await this.command('transfer', { ...request, target_leg_client_state: state, park_after_unbridge: 'self' })
      if (!isBegun) await this.endLeg(leg, 'failed', 'Telnyx does not transfer there')
      return
    }
    const channel = await rest.dial({ ...request, connection_id: connectionId, client_state: state })
    if (channel === undefined) await this.endLeg(leg, 'failed', 'Telnyx does not place this call')
    else leg.channel = channel
  }

  protected async joinChannels({ channel, joinsAtOnce }: HumanLeg): Promise<string | undefined> {
    // A transfer joins them by itself.
    if (joinsAtOnce) return undefined
    const isJoined = await this.command('bridge', { call_control_id: channel, park_after_unbridge: 'self' })
    return isJoined ? undefined : 'Telnyx does not bridge them'
  }

  protected async endChannel(channel: string): Promise<void> {
    await this.parts.rest.command(channel, 'hangup')
  }

  protected async endCall(cause: LineHangUp): Promise<void> {
    if (this.isAnswered) await this.command('hangup')
    else await this.command('reject', { cause: cause === 'busy' ? 'USER_BUSY' : 'CALL_REJECTED' })
  }

  /** One that was dropped before it had a name, or that an earlier process had: nobody waits for it. */
  private unknownLegHappened(type: string, legId: string, payload: TelnyxPayload): void {
    if (type === 'call.answered') this.endChannel(payload.call_control_id).catch(() => undefined)
    if (type !== 'call.hangup' || !this.parts.isAnswered) return
    this.tell({ type: 'leg.ended', legId, outcome: 'left', detail: payload.hangup_cause })
  }

  private addressOf(target: SwitchTarget): string {
    return carrierAddressOf(target, this.parts.extensionAddress)
  }

  /** @returns false: too late for it */
  private async command(action: string, body?: object): Promise<boolean> {
    return this.isOver ? false : this.parts.rest.command(this.lineId, action, body)
  }
}

/** `not_sure` and `silence` may be a human. */
const whoIs = (result: string): 'human' | 'machine' | 'unknown' => (/^human/.test(result) ? 'human' : /^(machine|fax)/.test(result) ? 'machine' : 'unknown')
