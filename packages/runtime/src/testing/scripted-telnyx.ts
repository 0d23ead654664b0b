import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Inbox } from './inbox.js'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')

/** 32 bytes in base64, as Mission Control shows it. */
export const telnyxPublicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

/** Headers of a webhook as Telnyx signs it. */
export const signWebhook = (body: Buffer, seconds: number) => ({
  timestamp: String(seconds),
  signature: sign(null, Buffer.concat([Buffer.from(`${seconds}|`), body]), privateKey).toString('base64'),
})

/** A command of ours to Telnyx. */
export interface TelnyxCommand {
  /** `CALL/action`, or `dial`. */
  readonly command: string
  readonly body: Readonly<Record<string, unknown>>
  readonly authorization: string | undefined
}

let webhookCount = 0

export const webhookOf = (type: string, payload: Readonly<Record<string, unknown>>, id = `w${(webhookCount += 1)}`): Buffer =>
  Buffer.from(JSON.stringify({ data: { record_type: 'event', id, event_type: type, occurred_at: '2026-01-01T00:00:00Z', payload } }))

/** Telnyx' REST API on loopback: it does what it is told. */
export class ScriptedTelnyxAccount {
  readonly commands = new Inbox<TelnyxCommand>()
  /** Status of answers, by the command. */
  readonly failures = new Map<string, number>()
  private dialCount = 0

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        const [, callId, action] = /^\/v2\/calls(?:\/([^/]+)\/actions\/(\w+))?$/.exec(request.url ?? '') ?? []
        const command = action === undefined ? 'dial' : `${decodeURIComponent(callId ?? '')}/${action}`
        const status = this.failures.get(command) ?? 200
        const result = action === undefined ? { call_control_id: `v3:dialled-${(this.dialCount += 1)}` } : { result: 'ok' }
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ data: result }))
        const { command_id: _, ...body } = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>
        this.commands.push({ command, body, authorization: request.headers.authorization })
      })
    })
  }

  static async open(): Promise<ScriptedTelnyxAccount> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedTelnyxAccount(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Names of the commands that nobody looked at yet, and forgets them. */
  async taken(count: number): Promise<string[]> {
    const names: string[] = []
    while (names.length < count) names.push((await this.commands.take()).command)
    return names
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}
