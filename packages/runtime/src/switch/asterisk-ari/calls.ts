import { readAs } from '@callchart/protocol'
import type { z } from 'zod'
import { RuntimeError } from '../../errors.js'
import { bridgesSchema, channelsSchema, type AriChannel } from './events.js'
import { ariPath, type AriAnswer, type AriRequest, type AriTransport } from './transport.js'

export interface MediaOpening {
  readonly channelId: string
  /** Section of websocket_client.conf. */
  readonly section: string
  readonly format: string
  readonly transportData: string
}

export interface DialRequest {
  readonly channelId: string
  readonly dialString: string
  readonly ringMs: number
  readonly shows?: string
  /** The caller's channel; without it the dialled one has none. */
  readonly originator?: string
  readonly role: string
  readonly variables: Readonly<Record<string, string>>
}

const isDone = ({ status }: AriAnswer): boolean => status >= 200 && status < 300
/** 404 no such channel or bridge, 409 not in the application any more, 412 not answered or hung up, 422 not in the application. */
const isGone = ({ status }: AriAnswer): boolean => [404, 409, 412, 422].includes(status)

const reasonOf = ({ status, body }: AriAnswer): string => {
  const said: unknown = body !== null && typeof body === 'object' ? Object.values(body)[0] : undefined
  return `status ${status}${typeof said === 'string' ? `: ${said.slice(0, 200)}` : ''}`
}

/** The ARI requests that calls need. Each answers false where its channel is not there (any more), for that is told as an event, too. */
export class AriCalls {
  constructor(
    private readonly transport: Pick<AriTransport, 'request'>,
    private readonly app: string,
  ) {}

  answer(channelId: string): Promise<boolean> {
    return this.done({ method: 'POST', path: ariPath`channels/${channelId}/answer` })
  }

  /** @param cause Q.850 */
  hangUp(channelId: string, cause = 16): Promise<boolean> {
    return this.done({ method: 'DELETE', path: ariPath`channels/${channelId}`, query: { reason_code: String(cause) } })
  }

  createBridge(bridgeId: string): Promise<boolean> {
    return this.done({ method: 'POST', path: 'bridges', query: { bridgeId, type: 'mixing' } })
  }

  deleteBridge(bridgeId: string): Promise<boolean> {
    return this.done({ method: 'DELETE', path: ariPath`bridges/${bridgeId}` })
  }

  /** A channel in another bridge leaves that one. One at a time: with an empty name in a list of them Asterisk 22.10.1 answered no more requests. */
  async enterBridge(bridgeId: string, channelId: string): Promise<boolean> {
    const answer = await this.transport.request({ method: 'POST', path: ariPath`bridges/${bridgeId}/addChannel`, query: { channel: channelId } })
    // 400: the channel is not there; 404 the bridge is not.
    return answer.status === 400 ? false : this.judge(answer, 'addChannel')
  }

  async leaveBridge(bridgeId: string, channelId: string): Promise<boolean> {
    const answer = await this.transport.request({ method: 'POST', path: ariPath`bridges/${bridgeId}/removeChannel`, query: { channel: channelId } })
    return answer.status === 400 ? false : this.judge(answer, 'removeChannel')
  }

  /** A leg to the media bridge. @returns why there is none */
  async openMedia({ channelId, section, format, transportData }: MediaOpening): Promise<string | undefined> {
    const answer = await this.transport.request({
      method: 'POST',
      path: 'channels/externalMedia',
      query: { app: this.app, channelId },
      body: { external_host: section, format, transport: 'websocket', encapsulation: 'none', connection_type: 'client', data: 'media', transport_data: transportData },
    })
    return isDone(answer) ? undefined : reasonOf(answer)
  }

  /** Rings somebody. @returns why nobody rings: 500 at once where no telephone is registered, 400 where the originator has gone */
  async dial({ channelId, dialString, ringMs, shows, originator, role, variables }: DialRequest): Promise<string | undefined> {
    const answer = await this.transport.request({
      method: 'POST',
      path: 'channels',
      body: {
        endpoint: dialString,
        app: this.app,
        appArgs: role,
        channelId,
        timeout: Math.max(1, Math.ceil(ringMs / 1_000)),
        ...(shows !== undefined && { callerId: shows }),
        ...(originator !== undefined && { originator }),
        variables,
      },
    })
    return isDone(answer) ? undefined : reasonOf(answer)
  }

  /** Undefined: not set, or a SIP header that the call does not have (ARI answers 500 then). */
  async variable(channelId: string, variable: string): Promise<string | undefined> {
    const answer = await this.transport.request({ method: 'GET', path: ariPath`channels/${channelId}/variable`, query: { variable } })
    const { body } = answer
    return isDone(answer) && body !== null && typeof body === 'object' && 'value' in body && typeof body.value === 'string' ? body.value : undefined
  }

  setVariable(channelId: string, variable: string, value: string): Promise<boolean> {
    return this.done({ method: 'POST', path: ariPath`channels/${channelId}/variable`, query: { variable, value } })
  }

  /** The caller is taken: the dialplan gave them a time limit, in which somebody must. */
  liftLimit(channelId: string): Promise<boolean> {
    return this.setVariable(channelId, 'TIMEOUT(absolute)', '0')
  }

  /** The channel leaves the application for the dialplan. */
  continueAt(channelId: string, context: string, extension = 's'): Promise<boolean> {
    return this.done({ method: 'POST', path: ariPath`channels/${channelId}/continue`, query: { context, extension, priority: '1' } })
  }

  /** Its events come on while it is in the dialplan. */
  follow(channelId: string): Promise<boolean> {
    return this.done({ method: 'POST', path: ariPath`applications/${this.app}/subscription`, query: { eventSource: `channel:${channelId}` } })
  }

  playMusic(channelId: string, isOn: boolean): Promise<boolean> {
    return this.done({ method: isOn ? 'POST' : 'DELETE', path: ariPath`channels/${channelId}/moh` })
  }

  sendDigits(channelId: string, dtmf: string): Promise<boolean> {
    return this.done({ method: 'POST', path: ariPath`channels/${channelId}/dtmf`, query: { dtmf } })
  }

  /** By name what is not wanted: a list of what is wanted takes RESTResponse out, and the connection answers no more (seen with 22.10.1). */
  leaveOut(types: readonly string[]): Promise<boolean> {
    return this.done({ method: 'PUT', path: ariPath`applications/${this.app}/eventFilter`, body: { disallowed: types.map((type) => ({ type })) } })
  }

  channels(): Promise<readonly AriChannel[]> {
    return this.list('channels', channelsSchema)
  }

  bridges(): Promise<z.infer<typeof bridgesSchema>> {
    return this.list('bridges', bridgesSchema)
  }

  private async list<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.transport.request({ method: 'GET', path })
    const parsed = readAs(schema, answer.body)
    if (isDone(answer) && parsed.success) return parsed.data
    throw refusal(`GET ${path}`, isDone(answer) ? 'the answer is not of its shape' : reasonOf(answer))
  }

  private async done(request: AriRequest): Promise<boolean> {
    return this.judge(await this.transport.request(request), `${request.method} ${request.path.replace(/\/[^/]*~[^/]*/, '/…')}`)
  }

  private judge(answer: AriAnswer, what: string): boolean {
    if (isDone(answer)) return true
    if (isGone(answer)) return false
    throw refusal(what, reasonOf(answer))
  }
}

const refusal = (what: string, why: string): RuntimeError =>
  new RuntimeError('RUNTIME_SWITCH_ANSWER_UNEXPECTED', `Asterisk did not do what it was asked (${what}): ${why}. Its log says more; check the user's rights in ari.conf.`, { retryable: true })
