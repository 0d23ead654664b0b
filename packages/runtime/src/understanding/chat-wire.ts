import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import { RuntimeError } from '../errors.js'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What the model may choose instead of text, or must. */
export interface ChatTool {
  readonly name: string
  readonly description: string
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  readonly tools?: readonly ChatTool[]
  /** Default `auto`: text or a tool. */
  readonly toolChoice?: 'auto' | 'required' | 'none'
  readonly maxTokens?: number
}

export interface ChatToolCall {
  readonly name: string
  /** Parsed, and not checked against the tool's schema. */
  readonly arguments: unknown
}

export interface ChatAnswer {
  readonly text: string
  readonly toolCalls: readonly ChatToolCall[]
}

const mostToolCalls = 8

const argumentsSchema = z.union([z.string(), z.record(z.string(), z.unknown())])
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: argumentsSchema }) })).max(mostToolCalls).nullish(),
        }),
      }),
    )
    .min(1),
})

const chunkSchema = z.object({
  choices: z.array(
    z.object({
      delta: z
        .object({
          content: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                index: z.int().min(0).max(mostToolCalls - 1).default(0),
                function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
              }),
            )
            .nullish(),
        })
        .nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
})
export type ChatChunk = z.infer<typeof chunkSchema>

/** The body of `POST /chat/completions`. */
export function chatBody(model: string, { messages, tools, toolChoice, maxTokens }: ChatRequest, options: Readonly<Record<string, unknown>>, stream: boolean): unknown {
  const offered =
    tools === undefined || tools.length === 0
      ? {}
      : { tools: tools.map((tool) => ({ type: 'function', function: tool })), tool_choice: toolChoice ?? 'auto' }
  const fields = { temperature: 0, ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }), ...offered, ...options, model, messages, stream }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

export const invalidAnswer = (reason: string, cause?: unknown): RuntimeError =>
  new RuntimeError('RUNTIME_SERVICE_ANSWER_INVALID', `The answer of the chat service cannot be used: ${reason}.`, { cause })

export function parseArguments(given: string | Readonly<Record<string, unknown>>): unknown {
  if (typeof given !== 'string') return given
  try {
    return given.trim() === '' ? {} : JSON.parse(given)
  } catch (cause) {
    throw invalidAnswer('the arguments of a tool are not JSON', cause)
  }
}

/** @throws RUNTIME_SERVICE_ANSWER_INVALID */
export function parseCompletion(json: unknown): ChatAnswer {
  const parsed = readAs(completionSchema, json)
  if (!parsed.success) throw invalidAnswer('it has not the shape of a chat completion', parsed.error)
  const message = parsed.data.choices[0]?.message
  const toolCalls = (message?.tool_calls ?? []).map(({ function: { name, arguments: given } }) => ({ name, arguments: parseArguments(given) }))
  return { text: message?.content ?? '', toolCalls }
}

/** One event of a stream. @throws RUNTIME_SERVICE_ANSWER_INVALID */
export function parseChunk(text: string): ChatChunk {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw invalidAnswer('an event of its stream is not JSON', cause)
  }
  const parsed = readAs(chunkSchema, json)
  if (!parsed.success) throw invalidAnswer('an event of its stream has not the shape of a chat completion chunk', parsed.error)
  return parsed.data
}
