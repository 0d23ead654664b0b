import { dialStringOf, encodeHeaders, referStringOf } from '../dial-string.js'
import type { SendRequest, SipHeaders, SwitchTarget } from '../switch-port.js'
import { outcomeOfDial } from '../dial-outcome.js'
import type { LineState } from './line-state.js'

/** Contexts of deploy/asterisk/etc/extensions_callchart.conf. */
export const contexts = { transfer: 'callchart-transfer', refer: 'callchart-refer', amd: 'callchart-amd', away: 'callchart-away' } as const

/** A caller who is in the dialplan for a while: it rings a human, and gives the caller back when nobody comes or the human has left. */
export class DialplanSide {
  private legId: string | undefined
  private isReferred = false

  constructor(private readonly line: LineState) {}

  get hasCaller(): boolean {
    return this.legId !== undefined || this.isReferred
  }

  async send(request: SendRequest, dropBot: () => Promise<void>): Promise<void> {
    const { calls, lineId, parts } = this.line
    const shows = request.target.type === 'number' ? (request.target.shows ?? '') : ''
    const variables: Readonly<Record<string, string>> = {
      CALLCHART_TO: dialStringOf(request.target, parts.settings.dialStrings),
      CALLCHART_SECONDS: String(Math.max(1, Math.ceil(request.ringMs / 1_000))),
      CALLCHART_LEG: request.legId,
      CALLCHART_HEADERS: encodeHeaders(request.headers),
      // The caller keeps their own number, for whomever they are sent to next. It stands among arguments: what else a number is written with would end them.
      CALLCHART_SHOWS: shows.replace(/[^+\d]/g, ''),
    }
    for (const [name, value] of Object.entries(variables)) if (!(await calls.setVariable(lineId, name, value))) return
    // Its events end with its stay in the application, unless they are asked for.
    if (!(await calls.follow(lineId))) return
    await dropBot()
    this.legId = request.legId
    await this.leavesFor(contexts.transfer)
  }

  /** The bot leg stays: who is refused goes on with it. */
  async refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    const { calls, lineId, parts } = this.line
    const { dialStrings, referHeaders = false } = parts.settings
    if (!(await calls.setVariable(lineId, 'CALLCHART_TO', referStringOf(target, dialStrings, referHeaders ? headers : {})))) return
    if (!(await calls.follow(lineId))) return
    this.isReferred = true
    await this.leavesFor(contexts.refer)
  }

  /** The caller is back from `refer`. @param args TRANSFERSTATUS, and the SIP status of the REFER or of what came of it */
  async referred([status = '', protocol = '']: readonly string[]): Promise<void> {
    this.isReferred = false
    const detail = `${status} ${protocol}`.trim()
    if (status === 'SUCCESS') {
      this.line.tell({ type: 'referred', outcome: 'accepted', detail })
      await this.line.calls.hangUp(this.line.lineId)
      return
    }
    await this.line.callerEnters()
    this.line.tell({ type: 'referred', outcome: 'refused', detail })
  }

  /** @param status of the dial that the caller's channel makes */
  dials(status: string): void {
    const { legId } = this
    if (legId === undefined) return
    if (status === 'RINGING') this.line.tell({ type: 'leg.ringing', legId })
    if (status === 'ANSWER') this.line.tell({ type: 'leg.answered', legId })
  }

  /** The caller is back. @param args what the dialplan says: leg, DIALSTATUS, HANGUPCAUSE */
  back([legId = '', status = '', cause = '']: readonly string[]): void {
    this.legId = undefined
    this.line.tell({ type: 'leg.ended', legId, outcome: outcomeOfDial(status, Number(cause)), detail: `${status} ${cause}`.trim() })
  }

  /** Who was not sent after all is still with the bot, or waits for one. */
  private async leavesFor(context: string): Promise<void> {
    await this.line.callerGoesTo(context).catch((error: unknown) => {
      this.found(undefined, false)
      throw error
    })
  }

  /** After a time without connection. @param legId of the transfer that the caller is in, if any */
  found(legId: string | undefined, isReferred: boolean): void {
    this.legId = legId
    this.isReferred = isReferred
  }
}
