import { dialStringOf, encodeHeaders } from '../dial-string.js'
import type { SendRequest } from '../switch-port.js'
import { outcomeOfDial } from './causes.js'
import type { LineState } from './line-state.js'

/** Contexts of deploy/asterisk/etc/extensions_callchart.conf. */
export const contexts = { transfer: 'callchart-transfer', amd: 'callchart-amd', away: 'callchart-away' } as const

/** A caller who is in the dialplan for a while: it rings a human, and gives the caller back when nobody comes or the human has left. */
export class DialplanSide {
  private legId: string | undefined

  constructor(private readonly line: LineState) {}

  get hasCaller(): boolean {
    return this.legId !== undefined
  }

  async send(request: SendRequest, dropBot: () => Promise<void>): Promise<void> {
    const { calls, lineId, parts } = this.line
    const shows = request.target.type === 'number' ? request.target.shows : undefined
    const variables: Readonly<Record<string, string>> = {
      CALLCHART_TO: dialStringOf(request.target, parts.settings.dialStrings),
      CALLCHART_SECONDS: String(Math.max(1, Math.ceil(request.ringMs / 1_000))),
      CALLCHART_LEG: request.legId,
      CALLCHART_HEADERS: encodeHeaders(request.headers),
      ...(shows !== undefined && { 'CALLERID(num)': shows }),
    }
    for (const [name, value] of Object.entries(variables)) if (!(await calls.setVariable(lineId, name, value))) return
    // Its events end with its stay in the application, unless they are asked for.
    if (!(await calls.follow(lineId))) return
    await dropBot()
    this.legId = request.legId
    await calls.continueAt(lineId, contexts.transfer)
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

  /** After a time without connection. @param legId of the transfer that the caller is in, if any */
  found(legId: string | undefined): void {
    this.legId = legId
  }
}
