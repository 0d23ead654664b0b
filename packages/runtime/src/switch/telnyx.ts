import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import { CarrierLines } from './carrier-lines.js'
import { takeArrival, type ConsultArrivalParts } from './consult-arrival.js'
import type { SwitchParts } from './switch-parts.js'
import type { CallOfLine, OriginateRequest, SwitchConnector, SwitchLine, SwitchTarget } from './switch-port.js'
import { carrierAddressOf } from './target-word.js'
import { TelnyxLine } from './telnyx/line.js'
import { TelnyxRest, type TelnyxAccount } from './telnyx/rest.js'
import { isSignedBy, type Signed } from './telnyx/signature.js'
import { headersOf, readLegState, readWebhook, writeHeaders, type TelnyxPayload, type TelnyxWebhook } from './telnyx/webhook.js'

export interface TelnyxSettings extends TelnyxAccount {
  readonly switchId: string
  /** Of the account, base64: its webhooks are signed with the other half. */
  readonly publicKey: string
  /** Of the call control application. */
  readonly connectionId: string
  /** One of our numbers: shown where a call says no other. */
  readonly number: string
  /** Base address under which Telnyx reaches the bridge, `wss://bot.example`, where the bridge itself has another one. */
  readonly mediaUrl?: string | undefined
  /** SIP address of your telephone system, such as `sip:{extension}@pbx.example`. */
  readonly extensionAddress?: string | undefined
  /** Where callers go whom nobody takes; absent: they hear busy. */
  readonly fallback?: SwitchTarget | undefined
}

/** Webhooks come again when they were not answered in time. */
const rememberedCount = 2_000

/**
 * Telnyx call control: webhooks here, commands there. Written after Telnyx' documentation; tested against a scripted peer, not against
 * Telnyx. Events may come twice, and in another order than they happened.
 */
export class TelnyxSwitch implements SwitchConnector {
  /** It is told something by REST whenever there is something to tell. */
  readonly isConnected = true
  private readonly rest: TelnyxRest
  private readonly lines: CarrierLines<TelnyxLine>
  private readonly seenIds = new Set<string>()

  constructor(
    private readonly settings: TelnyxSettings,
    private readonly parts: SwitchParts,
  ) {
    this.rest = new TelnyxRest(settings)
    this.lines = new CarrierLines(settings.switchId, parts.desk, (lineId) => this.leftLine(lineId))
  }

  get switchId(): string {
    return this.settings.switchId
  }

  isSigned(signed: Signed): boolean {
    return isSignedBy(this.settings.publicKey, signed, this.parts.clock.now())
  }

  /** A webhook whose signature is right. What is none of a call is passed over. */
  async told(body: Buffer): Promise<void> {
    const webhook = readWebhook(body)
    if (webhook === undefined || this.isKnown(webhook)) return
    try {
      await this.take(webhook, body)
    } catch (error) {
      // It is sent again.
      this.seenIds.delete(webhook.id)
      throw error
    }
  }

  async hear(told: unknown): Promise<void> {
    const webhook = readWebhook(Buffer.from(z.string().parse(told)))
    if (webhook !== undefined && !this.isKnown(webhook)) tellLine(this.lines.get(lineNamedBy(webhook)), webhook)
  }

  private async take(webhook: TelnyxWebhook, body: Buffer): Promise<void> {
    const { type, payload } = webhook
    if (legOf(webhook) === undefined && type === 'call.initiated' && payload.direction === 'incoming') return this.arrived(payload)
    await this.lines.serve(lineNamedBy(webhook), body.toString('utf8'), async (line) => tellLine(line, webhook))
  }

  async originate({ target, shows, ringMs, detectMachine, headers }: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    const { connectionId, number, extensionAddress } = this.settings
    const placed = this.rest
      .dial({
        connection_id: connectionId,
        to: carrierAddressOf(target, extensionAddress),
        from: shows ?? number,
        timeout_secs: Math.min(600, Math.max(5, Math.ceil(ringMs / 1_000))),
        custom_headers: writeHeaders(headers),
        ...(detectMachine && { answering_machine_detection: 'detect' }),
      })
      .then((lineId) => {
        if (lineId === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'Telnyx does not place this call: check the number, and the one that is shown.')
        return this.lineNamed(lineId, false)
      })
    return this.lines.place(placed, callOf)
  }

  close(): Promise<void> {
    this.lines.close()
    return Promise.resolve()
  }

  private isKnown({ id }: TelnyxWebhook): boolean {
    if (id === '') return false
    if (this.seenIds.has(id)) return true
    this.seenIds.add(id)
    const [oldest] = this.seenIds
    if (this.seenIds.size > rememberedCount && oldest !== undefined) this.seenIds.delete(oldest)
    return false
  }

  private async arrived(payload: TelnyxPayload): Promise<void> {
    const { call_control_id: lineId, from, to } = payload
    if (this.lines.has(lineId)) return
    const line = this.lineNamed(lineId, false)
    this.lines.set(lineId, line)
    await takeArrival(this.arrivals, { switchId: this.switchId, lineId, dnis: to, ...(from !== '' && { ani: from }), variables: headersOf(payload) }, line)
  }

  private get arrivals(): ConsultArrivalParts {
    return { ...this.parts, forget: (lineId) => this.lines.delete(lineId), turnAway: (lineId) => this.turnAway(lineId) }
  }

  private async turnAway(lineId: string): Promise<void> {
    const { fallback, extensionAddress, number } = this.settings
    if (fallback === undefined) await this.rest.command(lineId, 'reject', { cause: 'USER_BUSY' })
    else await this.rest.command(lineId, 'transfer', { to: carrierAddressOf(fallback, extensionAddress), from: number })
  }

  /** It may have its bot leg still. */
  private leftLine(lineId: string): TelnyxLine {
    const line = this.lineNamed(lineId, true)
    line.mayTalk()
    return line
  }

  private lineNamed(lineId: string, isAnswered: boolean): TelnyxLine {
    const { connectionId, number, mediaUrl, extensionAddress } = this.settings
    return new TelnyxLine({
      switchId: this.switchId,
      lineId,
      isAnswered,
      clock: this.parts.clock,
      rest: this.rest,
      connectionId,
      number,
      mediaBase: mediaUrl,
      extensionAddress,
      gone: () => this.lines.delete(lineId),
    })
  }
}

const legOf = ({ payload }: TelnyxWebhook): string | undefined => readLegState(payload.client_state)?.leg

const lineNamedBy = ({ payload }: TelnyxWebhook): string => {
  const state = readLegState(payload.client_state)
  return state?.leg === undefined ? payload.call_control_id : state.line
}

function tellLine(line: TelnyxLine | undefined, webhook: TelnyxWebhook): void {
  const leg = legOf(webhook)
  if (leg === undefined) line?.happened(webhook.type, webhook.payload)
  else line?.legHappened(webhook.type, leg, webhook.payload)
}
