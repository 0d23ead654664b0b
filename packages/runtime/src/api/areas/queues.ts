import { joinQueueRequestSchema, joinQueueResponseSchema, queueListSchema, type QueueView, type WrapUpCode } from '@callchart/protocol'
import type { AnswersOf, Route } from '../route.js'
import { queuePathSchema } from './paths.js'

export const queueRoutes = {
  listQueues: {
    method: 'get',
    path: '/v1/queues',
    summary: 'Queues with the flows that send callers there, who waits and who sits in them; and what agents may say of a call after it',
    status: 200,
    answer: queueListSchema,
    problems: [503],
  },
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
  joinQueue(queue: string, asked: { readonly name: string; readonly afterCallWork: boolean }): Promise<{ agentId: string; controlUrl: string; expiresAt: string }>
  queues(): Promise<QueueView[]>
  readonly wrapUpCodes: readonly WrapUpCode[]
}

export const answerQueues = (parts: QueueAnswerParts): AnswersOf<typeof queueRoutes> => ({
  listQueues: async () => ({ queues: await parts.queues(), wrapUpCodes: parts.wrapUpCodes }),
  joinQueue: ({ params, body }) => parts.joinQueue(params.queue, body),
})
