import {
  callViewSchema,
  createCallResponseSchema,
  flowListSchema,
  joinQueueResponseSchema,
  problemSchema,
  type CallView,
  type CreateCallRequest,
  type CreateCallResponse,
  type FlowView,
} from '@callchart/protocol'
import type { z } from 'zod'
import { CliError, messageOf } from '../errors.js'
import { askOnFreshConnection } from './fresh-connection.js'

const answerWithinMs = 10_000

/** The HTTP API of a running system, as a switch and a seat use it. */
export class ApiClient {
  constructor(private readonly baseUrl: string) {}

  createCall(request: Partial<CreateCallRequest>): Promise<CreateCallResponse> {
    return this.ask('POST', '/v1/calls', createCallResponseSchema, request)
  }

  call(callId: string): Promise<CallView> {
    return this.ask('GET', `/v1/calls/${encodeURIComponent(callId)}`, callViewSchema)
  }

  async flows(): Promise<readonly FlowView[]> {
    return (await this.ask('GET', '/v1/flows', flowListSchema)).flows
  }

  joinQueue(queue: string, name: string): Promise<z.infer<typeof joinQueueResponseSchema>> {
    return this.ask('POST', `/v1/queues/${encodeURIComponent(queue)}/agents`, joinQueueResponseSchema, { name })
  }

  private async ask<Schema extends z.ZodType>(method: string, path: string, schema: Schema, body?: unknown): Promise<z.infer<Schema>> {
    const answer = await this.send(method, path, body)
    if (!answer.ok) throw refusal(`${method} ${path}`, answer)
    const parsed = schema.safeParse(answer.body)
    if (parsed.success) return parsed.data
    throw new CliError(
      'CLI_SYSTEM_UNREACHABLE',
      `${this.baseUrl} answered ${method} ${path} with something else than Callchart does: ${parsed.error.message}. Is it the same release?`,
    )
  }

  /** A connection that was kept may be closed by the other side at this moment: what only reads is asked again, on one of its own. */
  private async send(method: string, path: string, body: unknown): Promise<Answer> {
    const url = new URL(path, this.baseUrl)
    try {
      if (method !== 'GET') return await askAfresh(method, url, body)
      return await askAsUsual(url).catch(() => askAfresh(method, url))
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
      throw new CliError(
        'CLI_SYSTEM_UNREACHABLE',
        `${this.baseUrl} does not answer (${messageOf(cause)}): start it with "npm start", or leave --url out.`,
        { cause: error, retryable: true },
      )
    }
  }
}

async function askAsUsual(url: URL): Promise<Answer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) })
  return { ok: response.ok, status: response.status, body: parseJson(await response.text()) }
}

async function askAfresh(method: string, url: URL, body?: unknown): Promise<Answer> {
  const { status, text } = await askOnFreshConnection(method, url, body, answerWithinMs)
  return { ok: status >= 200 && status < 300, status, body: parseJson(text) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly body: unknown
}

function refusal(request: string, answer: Answer): CliError {
  const problem = problemSchema.safeParse(answer.body)
  const reason = problem.success ? `${problem.data.code}: ${problem.data.detail}` : 'no problem details given'
  return new CliError('CLI_SYSTEM_UNREACHABLE', `${request} was refused with status ${answer.status} (${reason})`, {
    fields: { status: answer.status },
  })
}
