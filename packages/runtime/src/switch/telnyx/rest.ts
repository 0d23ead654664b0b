import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { askRest, readRest, restRefused, type RestAnswer } from '../rest-request.js'

const carrier = 'Telnyx'
const defaultUrl = 'https://api.telnyx.com'

const callSchema = z.object({ data: z.object({ call_control_id: z.string().min(1).max(200) }) })
const aliveSchema = z.object({ data: z.object({ is_alive: z.boolean() }) })

export interface TelnyxAccount {
  readonly apiKey: string
  /** Base address of the REST API, where it is another one. */
  readonly restUrl?: string | undefined
}

/**
 * As much of Telnyx' call control (v2) as calls need. Each method @throws RUNTIME_SWITCH_UNAVAILABLE
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/sending-commands
 */
export class TelnyxRest {
  constructor(private readonly account: TelnyxAccount) {}

  /** @returns false: the call is over, or cannot do this any more */
  async command(callControlId: string, action: string, body: object = {}): Promise<boolean> {
    // By its id Telnyx knows a command that comes twice.
    const { status } = await this.ask('POST', `calls/${encodeURIComponent(callControlId)}/actions/${action}`, { ...body, command_id: randomUUID() })
    if (status === 404 || status === 422) return false
    if (status >= 400) throw restRefused(carrier, status)
    return true
  }

  /** @returns the new call's control id; undefined: such a call cannot be placed */
  async dial(body: object): Promise<string | undefined> {
    const answer = await this.ask('POST', 'calls', { ...body, command_id: randomUUID() })
    if (answer.status === 422) return undefined
    if (answer.status >= 400) throw restRefused(carrier, answer.status)
    return readRest(carrier, callSchema, answer.body).data.call_control_id
  }

  async isAlive(callControlId: string): Promise<boolean> {
    const answer = await this.ask('GET', `calls/${encodeURIComponent(callControlId)}`)
    if (answer.status === 404) return false
    if (answer.status >= 400) throw restRefused(carrier, answer.status)
    return readRest(carrier, aliveSchema, answer.body).data.is_alive
  }

  private ask(method: 'GET' | 'POST', path: string, body?: object): Promise<RestAnswer> {
    const { apiKey, restUrl = defaultUrl } = this.account
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    return askRest({ carrier, method, url: `${restUrl}/v2/${path}`, headers, body: body === undefined ? undefined : JSON.stringify(body) })
  }
}
