import { z } from 'zod'
import { RuntimeError } from '../../errors.js'

const defaultUrl = 'https://api.twilio.com'
const answerWithinMs = 5_000
const maxAnswerChars = 1_000_000
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
    if (status >= 400) throw refused(status)
    return true
  }

  async place(request: URLSearchParams): Promise<TwilioCall> {
    const { status, body } = await this.ask('POST', 'Calls.json', request)
    if (status >= 400) throw refused(status)
    return read(callSchema, body)
  }

  /** @returns undefined: there is no such call */
  async call(sid: string): Promise<TwilioCall | undefined> {
    const { status, body } = await this.ask('GET', `Calls/${encodeURIComponent(sid)}.json`)
    if (status === 404) return undefined
    if (status >= 400) throw refused(status)
    return read(callSchema, body)
  }

  /** The newest of those that are answered and not over. */
  async runningCalls(): Promise<readonly TwilioCall[]> {
    const { status, body } = await this.ask('GET', `Calls.json?Status=in-progress&PageSize=${pageSize}`)
    if (status >= 400) throw refused(status)
    return read(pageSchema, body).calls
  }

  private async ask(method: 'GET' | 'POST', path: string, form?: URLSearchParams): Promise<{ readonly status: number; readonly body: string }> {
    const { accountSid, authToken, restUrl = defaultUrl } = this.account
    try {
      const answer = await fetch(`${restUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${path}`, {
        method,
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        signal: AbortSignal.timeout(answerWithinMs),
        redirect: 'error',
        ...(form !== undefined && { body: form }),
      })
      const body = await answer.text()
      if (body.length > maxAnswerChars) throw new Error('the answer is too large')
      return { status: answer.status, body }
    } catch (error) {
      throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'Twilio could not be told: its REST API did not answer. Check the network and restUrl in the settings.', { cause: error, retryable: true })
    }
  }
}

const refused = (status: number): RuntimeError =>
  new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Twilio refused with HTTP ${status}: check accountSid and authToken of the switch, and its numbers.`, { fields: { status } })

const read = <Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> => {
  try {
    return schema.parse(JSON.parse(body))
  } catch (error) {
    throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'Twilio answered with something that its REST API does not have: check restUrl in the settings.', { cause: error })
  }
}
