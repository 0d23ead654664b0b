import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { RuntimeError } from '../errors.js'
import { parseArguments, parseChunk, type ChatChunk, type ChatToolCall } from './chat-wire.js'

/** What comes of a streamed answer, in its order; tools come at its end, whole. */
export type ChatPiece = { readonly type: 'text'; readonly text: string } | ({ readonly type: 'tool' } & ChatToolCall)

export interface StreamCaps {
  /** Characters of text. */
  readonly textLength: number
  readonly pieceCount: number
}

/** One event larger than this is no delta. */
const mostBuffered = 128 * 1024

/** Tool calls grow piece by piece. */
class GrowingTools {
  private readonly calls = new Map<number, { name: string; text: string }>()

  add(parts: NonNullable<NonNullable<ChatChunk['choices'][number]['delta']>['tool_calls']>): void {
    for (const { index, function: part } of parts) {
      const known = this.calls.get(index) ?? { name: '', text: '' }
      this.calls.set(index, { name: known.name + (part?.name ?? ''), text: known.text + (part?.arguments ?? '') })
    }
  }

  whole(): ChatPiece[] {
    return [...this.calls].sort(([left], [right]) => left - right).map(([, { name, text }]) => ({ type: 'tool', name, arguments: parseArguments(text) }))
  }
}

/**
 * Reads server-sent events of a chat completion.
 * @throws RUNTIME_SERVICE_ANSWER_INVALID, RUNTIME_SERVICE_TOO_LARGE, RUNTIME_SERVICE_CUT_OFF where it ends before its end
 */
export async function* readChatStream(bytes: AsyncIterable<Uint8Array>, caps: StreamCaps): AsyncGenerator<ChatPiece> {
  const decoder = new TextDecoder()
  const tools = new GrowingTools()
  const waiting: EventSourceMessage[] = []
  let refusal: Error | undefined
  const parser = createParser({
    onEvent: (event) => void waiting.push(event),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') refusal = error
    },
    maxBufferSize: mostBuffered,
  })
  let [length, count, isFinished] = [0, 0, false]
  for await (const chunk of bytes) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (refusal !== undefined) throw new RuntimeError('RUNTIME_SERVICE_TOO_LARGE', 'An event of the chat service is too large.', { cause: refusal })
    for (const { data } of waiting.splice(0)) {
      if (data === '[DONE]') return yield* tools.whole()
      const choice = parseChunk(data).choices[0]
      const text = choice?.delta?.content ?? ''
      tools.add(choice?.delta?.tool_calls ?? [])
      isFinished ||= choice?.finish_reason != null
      ;[length, count] = [length + text.length, count + 1]
      if (length > caps.textLength || count > caps.pieceCount)
        throw new RuntimeError('RUNTIME_SERVICE_TOO_LARGE', `The chat service says more than ${caps.textLength} characters or ${caps.pieceCount} pieces.`)
      if (text !== '') yield { type: 'text', text }
    }
  }
  if (!isFinished) throw new RuntimeError('RUNTIME_SERVICE_CUT_OFF', 'The stream of the chat service ended in the middle of its answer.', { retryable: true })
  yield* tools.whole()
}
