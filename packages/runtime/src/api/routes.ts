import {
  addToIntentRequestSchema,
  addToIntentResponseSchema,
  calendarListSchema,
  callListQuerySchema,
  callListSchema,
  callViewSchema,
  createCallRequestSchema,
  createCallResponseSchema,
  dismissResponseSchema,
  flowListSchema,
  hangUpRequestSchema,
  joinQueueRequestSchema,
  joinQueueResponseSchema,
  unrecognisedGroupsQuerySchema,
  unrecognisedGroupsSchema,
  unrecognisedListSchema,
  unrecognisedQuerySchema,
} from '@callchart/protocol'
import { z } from 'zod'

export const callPathSchema = z.strictObject({ callId: z.string().min(1).max(100) })
export const queuePathSchema = z.strictObject({
  queue: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .max(60),
})

export const flowPathSchema = z.strictObject({ flow: z.string().min(1).max(100) })
export const utterancePathSchema = flowPathSchema.extend({ utteranceId: z.string().min(1).max(100) })

/** A call's attributes are few: a list of anything belongs behind an HTTP request of the flow. */
const variableCount = 100
const createCallBodySchema = createCallRequestSchema.refine(({ variables }) => Object.keys(variables).length <= variableCount, {
  path: ['variables'],
  message: `At most ${variableCount} variables`,
})

/** One operation of the API: the router and OpenAPI are both made from this. */
export interface Route {
  readonly method: 'get' | 'post'
  /** In Express' form. */
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly status: number
  readonly answer?: z.ZodType
  /** Media type of an answer that is not JSON. */
  readonly answerType?: string
  /** Problems that it may answer with. */
  readonly problems: readonly number[]
}

const healthSchema = z.object({ status: z.literal('ok') })
const readySchema = z.object({ status: z.enum(['ready', 'not-ready']), checks: z.record(z.string(), z.string()) })

export const routes = {
  createCall: {
    method: 'post',
    path: '/v1/calls',
    summary: 'A switch has a call and asks for a bot leg',
    body: createCallBodySchema,
    status: 201,
    answer: createCallResponseSchema,
    problems: [400, 404, 413, 415, 503],
  },
  listCalls: {
    method: 'get',
    path: '/v1/calls',
    summary: 'Calls, the latest first',
    query: callListQuerySchema,
    status: 200,
    answer: callListSchema,
    problems: [400, 503],
  },
  getCall: {
    method: 'get',
    path: '/v1/calls/:callId',
    summary: 'State, transcript, effects and records of a call',
    params: callPathSchema,
    status: 200,
    answer: callViewSchema,
    problems: [404, 503],
  },
  hangUpCall: {
    method: 'post',
    path: '/v1/calls/:callId/hangup',
    summary: 'Ends a call',
    params: callPathSchema,
    body: hangUpRequestSchema,
    status: 202,
    problems: [400, 404, 409, 413, 415, 503],
  },
  listFlows: {
    method: 'get',
    path: '/v1/flows',
    summary: 'Flows with their live versions and problems',
    status: 200,
    answer: flowListSchema,
    problems: [503],
  },
  listCalendars: {
    method: 'get',
    path: '/v1/calendars',
    summary: 'Calendars, whether they are open now, and their problems',
    status: 200,
    answer: calendarListSchema,
    problems: [503],
  },
  listUnrecognised: {
    method: 'get',
    path: '/v1/flows/:flow/unrecognised',
    summary: 'What callers of a flow said and no branch took, the latest first',
    params: flowPathSchema,
    query: unrecognisedQuerySchema,
    status: 200,
    answer: unrecognisedListSchema,
    problems: [400, 404, 503],
  },
  groupUnrecognised: {
    method: 'get',
    path: '/v1/flows/:flow/unrecognised/groups',
    summary: 'The same with equal and nearly equal texts together, the most frequent first',
    params: flowPathSchema,
    query: unrecognisedGroupsQuerySchema,
    status: 200,
    answer: unrecognisedGroupsSchema,
    problems: [400, 404, 503],
  },
  addUnrecognisedToIntent: {
    method: 'post',
    path: '/v1/flows/:flow/unrecognised/:utteranceId/intent',
    summary: 'Makes one a sample phrase of an intent, in the file of the flow; equal ones are settled with it',
    params: utterancePathSchema,
    body: addToIntentRequestSchema,
    status: 200,
    answer: addToIntentResponseSchema,
    problems: [400, 404, 409, 413, 415, 422, 503],
  },
  dismissUnrecognised: {
    method: 'post',
    path: '/v1/flows/:flow/unrecognised/:utteranceId/dismiss',
    summary: 'Nothing is to be made of one, nor of equal ones',
    params: utterancePathSchema,
    status: 200,
    answer: dismissResponseSchema,
    problems: [404, 503],
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
  health: { method: 'get', path: '/healthz', summary: 'The process answers', status: 200, answer: healthSchema, problems: [] },
  ready: {
    method: 'get',
    path: '/readyz',
    summary: 'New calls can be taken; 503 with the failing checks otherwise',
    status: 200,
    answer: readySchema,
    problems: [],
  },
  metrics: { method: 'get', path: '/metrics', summary: 'Prometheus metrics', status: 200, answerType: 'text/plain', problems: [] },
  openapi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    problems: [],
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
