import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signatureOf } from '../switch/twilio/signature.js'
import type { TwilioRequest, TwilioSwitch } from '../switch/twilio.js'
import { Inbox } from './inbox.js'

export const twilioAccount = { accountSid: 'AC1', authToken: '12345' }

/** A request of ours to Twilio's REST API. */
export interface RestRequest {
  readonly method: string
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  readonly authorization: string | undefined
}

/** Twilio's side: a REST API on loopback that does what it is told, and webhooks as it sends them. */
export class ScriptedTwilioAccount {
  readonly requests = new Inbox<RestRequest>()
  /** Status and body of the next answers, instead of a good one. */
  failure: { readonly status: number; readonly body: string } | undefined
  /** Status of each call that `GET` shows. */
  readonly statuses = new Map<string, string>()

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        const { method = '', url = '' } = request
        this.requests.push({ method, path: url, form: Object.fromEntries(new URLSearchParams(text)), authorization: request.headers.authorization })
        const { status, body } = this.failure ?? this.answer(method, url)
        response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      })
    })
  }

  static async open(): Promise<ScriptedTwilioAccount> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedTwilioAccount(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private answer(method: string, url: string): { status: number; body: string } {
    const sid = /Calls\/([^./]+)\.json/.exec(url)?.[1]
    if (sid !== undefined) {
      const status = this.statuses.get(sid) ?? 'in-progress'
      return status === 'gone' ? { status: 404, body: '{"code":20404}' } : { status: 200, body: JSON.stringify({ sid, status }) }
    }
    if (method === 'GET') return { status: 200, body: JSON.stringify({ calls: [...this.statuses].map(([each, status]) => ({ sid: each, status })) }) }
    return { status: 201, body: JSON.stringify({ sid: 'CAout', status: 'queued' }) }
  }
}

/** A webhook of Twilio for a call. */
export const askOf =
  (twilio: TwilioSwitch) =>
  (what: TwilioRequest, fields: Readonly<Record<string, string>>, key = ''): Promise<string | undefined> =>
    twilio.asked(what, new URLSearchParams({ CallSid: 'CA1', ...fields }), key)

/** Headers and body of a webhook as they come over HTTP. */
export const signedRequest = (url: string, fields: Readonly<Record<string, string>>, authToken = twilioAccount.authToken) => {
  const form = new URLSearchParams(fields)
  return { signature: signatureOf(authToken, url, form), body: Buffer.from(form.toString()) }
}
