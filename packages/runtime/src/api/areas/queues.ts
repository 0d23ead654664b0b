import { joinQueueRequestSchema, joinQueueResponseSchema } from '@callchart/protocol'
import type { AnswersOf, Route } from '../route.js'
import { queuePathSchema } from './paths.js'

export const queueRoutes = {
  joinQueue: {
    method: 'post',
    path: '/v1/queues/:queue/agents',
    summary: 'A human takes a seat in a queue',
    params: queuePathSchema,
    body: joinQueueRequestSchema,
    status: 201,
    answer: joinQueueResponseSchema,
    problems: [400, 413, 415, 503],
  },
} as const satisfies Record<string, Route>

export interface QueueAnswerParts {
  joinQueue(queue: string, name: string): Promise<{ agentId: string; controlUrl: string; expiresAt: string }>
}

export const answerQueues = (parts: QueueAnswerParts): AnswersOf<typeof queueRoutes> => ({
  joinQueue: ({ params, body }) => parts.joinQueue(params.queue, body.name),
})
