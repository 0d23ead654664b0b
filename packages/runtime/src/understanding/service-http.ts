import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { anyLookup, systemResolver } from '../perform/request/address.js'

export interface ServiceSettings {
  /** Set by the admin, so that any address is allowed. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly secret?: string
  /** A service that is silent for so long, before or within its answer, is given up. */
  readonly idleMs: number
  readonly clock: Clock
}

/** An outside service that answers JSON by POST; its connections are kept, since asking again does no harm there. */
export interface ServiceHttp {
  /**
   * Resolves when the service has begun a good answer.
   * @param accept media type of the answer
   * @throws RUNTIME_SERVICE_UNREACHABLE, RUNTIME_SERVICE_STATUS, RUNTIME_SERVICE_IDLE, RUNTIME_SERVICE_CANCELLED
   */
  post(body: unknown, accept: string, signal: AbortSignal): Promise<ServiceAnswer>
  /** Closes the connections that are kept. */
  close(): void
}

export interface ServiceAnswer {
  readonly contentType: string
  /** The bytes as they come. @throws RUNTIME_SERVICE_CUT_OFF, RUNTIME_SERVICE_IDLE, RUNTIME_SERVICE_TOO_LARGE, RUNTIME_SERVICE_CANCELLED */
  chunks(capBytes: number): AsyncIterable<Buffer>
  /** What is still to come is not wanted. */
  release(): void
}

const mostKeptConnections = 16

/** Whatever ends a request early, in the words of the service's errors. */
class Watch {
  private stopTimer: () => void = () => undefined
  private isIdle = false

  constructor(
    private readonly request: ClientRequest,
    private readonly host: string,
    private readonly signal: AbortSignal,
    private readonly settings: ServiceSettings,
  ) {
    this.alive()
  }

  /** Something came: the silence counts from now. */
  alive(): void {
    this.stopTimer()
    this.stopTimer = this.settings.clock.after(this.settings.idleMs, () => {
      this.isIdle = true
      this.request.destroy(new Error('idle'))
    })
  }

  release(): void {
    this.stopTimer()
  }

  /** @param begun whether the answer had begun */
  errorOf(error: unknown, begun: boolean): RuntimeError {
    if (error instanceof RuntimeError) return error
    const { host } = this
    const fields = { host }
    if (this.signal.aborted) return new RuntimeError('RUNTIME_SERVICE_CANCELLED', `The answer of ${host} is not waited for any more.`, { fields })
    if (this.isIdle)
      return new RuntimeError('RUNTIME_SERVICE_IDLE', `${host} was silent for ${this.settings.idleMs} ms: check that the service is not overloaded.`, { fields, retryable: true })
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer'
    return begun
      ? new RuntimeError('RUNTIME_SERVICE_CUT_OFF', `The answer of ${host} broke off (${code}): look at the log of the service.`, { fields, cause: error, retryable: true })
      : new RuntimeError('RUNTIME_SERVICE_UNREACHABLE', `${host} cannot be reached (${code}): check the address and that the service runs.`, { fields, cause: error, retryable: true })
  }
}

async function* readChunks(response: IncomingMessage, watch: Watch, host: string, capBytes: number): AsyncGenerator<Buffer> {
  let sizeBytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      watch.release()
      sizeBytes += chunk.length
      if (sizeBytes > capBytes) throw new RuntimeError('RUNTIME_SERVICE_TOO_LARGE', `The answer of ${host} is larger than ${capBytes} bytes.`, { fields: { host, capBytes } })
      yield chunk
      watch.alive()
    }
  } catch (error) {
    throw watch.errorOf(error, true)
  } finally {
    watch.release()
  }
}

/** A kept connection may close just as we write: nothing was lost then, and the request goes over another one. */
const wasStale = (request: ClientRequest, error: unknown): boolean =>
  request.reusedSocket && error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')

function responseTo(request: ClientRequest, payload: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
    request.end(payload)
  })
}

export function createServiceHttp(settings: ServiceSettings): ServiceHttp {
  const url = new URL(settings.url)
  const isHttps = url.protocol === 'https:'
  const kept = { keepAlive: true, maxFreeSockets: mostKeptConnections }
  const agent = isHttps ? new HttpsAgent(kept) : new HttpAgent(kept)
  const lookup = anyLookup(systemResolver)
  const authorization = settings.secret === undefined ? {} : { authorization: `Bearer ${settings.secret}` }

  async function post(payload: string, accept: string, signal: AbortSignal, isFirst: boolean): Promise<ServiceAnswer> {
    const headers = { accept, 'accept-encoding': 'identity', 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload), 'user-agent': 'callchart', ...authorization }
    const request = (isHttps ? httpsRequest : httpRequest)(url, { method: 'POST', headers, agent, lookup, signal })
    const watch = new Watch(request, url.host, signal, settings)
    try {
      const response = await responseTo(request, payload)
      watch.alive()
      const status = response.statusCode ?? 0
      if (status < 200 || status >= 300)
        throw new RuntimeError('RUNTIME_SERVICE_STATUS', `${url.host} answered with status ${status}: check its address, model and secret.`, { fields: { host: url.host, status }, retryable: status >= 500 || status === 429 })
      const contentType = response.headers['content-type'] ?? ''
      return { contentType, chunks: (capBytes) => readChunks(response, watch, url.host, capBytes), release: () => void (watch.release(), request.destroy()) }
    } catch (error) {
      watch.release()
      request.destroy()
      if (isFirst && !signal.aborted && wasStale(request, error)) return post(payload, accept, signal, false)
      throw watch.errorOf(error, false)
    }
  }

  return { post: (body, accept, signal) => post(JSON.stringify(body), accept, signal, true), close: () => agent.destroy() }
}

/**
 * The whole answer as JSON.
 * @throws as `chunks` does, and RUNTIME_SERVICE_ANSWER_INVALID
 */
export async function readJson(answer: ServiceAnswer, capBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of answer.chunks(capBytes)) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new RuntimeError('RUNTIME_SERVICE_ANSWER_INVALID', 'The answer of the service is not JSON: check that its address is that of the API.', { cause })
  }
}
