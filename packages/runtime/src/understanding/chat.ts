import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import type { ChatEndpoint } from './chat-endpoint.js'
import { fenceMessages, fenceTool, toolName } from './chat-question.js'
import { invalidAnswer } from './chat-wire.js'
import { admit, outOfFence, type Proposal } from './fence.js'
import type { Understander } from './understander.js'

/** A chat model gives no probability: its choice counts as much as a good likeness. */
const chosenConfidence = 0.8
/** Enough for one tool with its arguments. */
const maxTokens = 200

const choiceSchema = z.object({
  event: z.string(),
  value: z.unknown().optional(),
  slots: z.record(z.string(), z.unknown()).nullish(),
})

function proposalOf(given: unknown): Proposal {
  const parsed = readAs(choiceSchema, given)
  if (!parsed.success) throw invalidAnswer('the tool was called without an event', parsed.error)
  const { event, value, slots } = parsed.data
  return { name: event, confidence: chosenConfidence, value, slots: slots ?? {} }
}

/** A chat model as classifier and slot filler: it chooses one event of the fence by a tool; text that it writes is never used. */
export const createChatUnderstander = (endpoint: ChatEndpoint): Understander => ({
  name: 'chat',
  async understand(alternatives, _expectation, context, signal) {
    const request = { messages: fenceMessages(alternatives, context), tools: [fenceTool(context.fence)], toolChoice: 'required', maxTokens } as const
    const { toolCalls } = await endpoint.complete(request, signal)
    const [call, ...more] = toolCalls
    if (call === undefined) throw invalidAnswer('the model wrote text instead of choosing an event')
    if (more.length > 0) throw outOfFence('proposed several events at once')
    if (call.name !== toolName) throw outOfFence('chose a tool')
    return admit(proposalOf(call.arguments), alternatives.map(({ text }) => text), context, { by: 'service', service: 'chat', losing: [] })
  },
  close: () => endpoint.close(),
})
