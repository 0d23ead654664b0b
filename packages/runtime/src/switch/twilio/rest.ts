import { z } from 'zod'
import { askRest, readRest, restRefused, type RestAnswer } from '../rest-request.js'

const carrier = 'Twilio'
const defaultUrl = 'https://api.twilio.com'
const pageSize = 200

const callSchema = z.object({ sid: z.string().min(1).max(100), status: z.string().max(40) })
const pageSchema = z.object({ calls: z.array(callSchema).max(1_000) })

export type TwilioCall = z.infer<typeof callSchema>

export interface TwilioAccount {
  readonly accountSid: string
  readonly authToken: string
  /** Base address of the REST API, where it is another one. */
  readonly restUrl?: string | undefined
}

/**
 * As much of Twilio's REST API (2010-04-01) as calls need. Each method @throws RUNTIME_SWITCH_UNAVAILABLE
 *
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
export class TwilioRest {
  constructor(private readonly account: TwilioAccount) {}

  /** @returns false: the call is over, or was never there */
  async update(sid: string, change: { readonly Twiml: string } | { readonly Status: 'completed' }): Promise<boolean> {
    const { status } = await this.ask('POST', `Calls/${encodeURIComponent(sid)}.json`, new URLSearchParams(change))
    // 400 with 21220: "Call is not in-progress".
    if (status === 404 || status === 400) return false
    if (status >= 400) throw restRefused(carrier, status)
    return true
  }

  async place(request: URLSearchParams): Promise<TwilioCall> {
    const { status, body } = await this.ask('POST', 'Calls.json', request)
    if (status >= 400) throw restRefused(carrier, status)
    return readRest(carrier, callSchema, body)
  }

  /** @returns undefined: there is no such call */
  async call(sid: string): Promise<TwilioCall | undefined> {
    const { status, body } = await this.ask('GET', `Calls/${encodeURIComponent(sid)}.json`)
    if (status === 404) return undefined
    if (status >= 400) throw restRefused(carrier, status)
    return readRest(carrier, callSchema, body)
  }

  /** The newest of those that are answered and not over. */
  async runningCalls(): Promise<readonly TwilioCall[]> {
    const { status, body } = await this.ask('GET', `Calls.json?Status=in-progress&PageSize=${pageSize}`)
    if (status >= 400) throw restRefused(carrier, status)
    return readRest(carrier, pageSchema, body).calls
  }

  private ask(method: 'GET' | 'POST', path: string, body?: URLSearchParams): Promise<RestAnswer> {
    const { accountSid, authToken, restUrl = defaultUrl } = this.account
    const url = `${restUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${path}`
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    return askRest({ carrier, method, url, headers: { authorization }, body })
  }
}
