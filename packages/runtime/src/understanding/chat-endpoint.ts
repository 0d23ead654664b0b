import type { Clock } from '../clock.js'
import { readChatStream, type ChatPiece } from './chat-stream.js'
import { chatBody, invalidAnswer, parseCompletion, type ChatAnswer, type ChatRequest } from './chat-wire.js'
import { createServiceHttp, readJson } from './service-http.js'

/** A chat model behind OpenAI's `POST {base}/chat/completions`. What it answers is material to check, never an instruction. */
export interface ChatEndpoint {
  /**
   * The whole answer.
   * @throws RuntimeError RUNTIME_SERVICE_UNREACHABLE, _STATUS, _IDLE, _CUT_OFF, _TOO_LARGE, _ANSWER_INVALID, _CANCELLED when `signal` is aborted
   */
  complete(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>
  /**
   * The answer as it comes: pieces of text, and at its end the tools that were chosen. Who stops reading ends the request.
   * @throws as `complete` does, also in the middle
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPiece>
  /** Closes the connections that are kept. */
  close(): void
}

export interface ChatEndpointSettings {
  /** Base address, for example `https://host/v1`; set by the admin, so that it may be private. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token. */
  readonly secret?: string
  /** Further fields of the request; null leaves one of ours out. */
  readonly options?: Readonly<Record<string, unknown>>
  readonly clock: Clock
  /** Silence after which an answer is given up. */
  readonly idleMs?: number
}

const defaultIdleMs = 10_000
/** A whole answer in JSON. */
const answerCapBytes = 256 * 1024
/** A stream has some 300 bytes of JSON a word. */
const streamCapBytes = 2 * 1024 * 1024
const streamCaps = { textLength: 20_000, pieceCount: 8_000 }

const addressOf = (base: string): string => `${base.replace(/\/+$/, '')}/chat/completions`

export function createChatEndpoint({ url, model, secret, options = {}, clock, idleMs = defaultIdleMs }: ChatEndpointSettings): ChatEndpoint {
  const http = createServiceHttp({ url: addressOf(url), idleMs, clock, ...(secret === undefined ? {} : { secret }) })
  return {
    async complete(request, signal) {
      const answer = await http.post(chatBody(model, request, options, false), 'application/json', signal)
      return parseCompletion(await readJson(answer, answerCapBytes))
    },
    async *stream(request, signal) {
      const answer = await http.post(chatBody(model, request, options, true), 'text/event-stream', signal)
      try {
        if (!answer.contentType.startsWith('text/event-stream')) throw invalidAnswer('it was asked for a stream and answers with something else')
        yield* readChatStream(answer.chunks(streamCapBytes), streamCaps)
      } finally {
        answer.release()
      }
    },
    close: () => http.close(),
  }
}
