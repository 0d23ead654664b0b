import {
  addToIntentRequestSchema,
  addToIntentResponseSchema,
  dismissResponseSchema,
  reopenRequestSchema,
  reopenResponseSchema,
  unrecognisedGroupsQuerySchema,
  unrecognisedGroupsSchema,
  unrecognisedListSchema,
  unrecognisedQuerySchema,
} from '@callchart/protocol'
import { z } from 'zod'
import type { Review } from '../../review/review.js'
import type { AnswersOf, Route } from '../route.js'
import { flowPathSchema } from './paths.js'

const utterancePathSchema = flowPathSchema.extend({ utteranceId: z.string().min(1).max(100) })

export const unrecognisedRoutes = {
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
    summary: 'Makes one a sample phrase of an intent, in the draft of the flow where it has one, else in its file; equal ones are settled with it',
    params: utterancePathSchema,
    body: addToIntentRequestSchema,
    isCostly: true,
    status: 200,
    answer: addToIntentResponseSchema,
    problems: [400, 404, 409, 413, 415, 422, 429, 503],
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
  reopenUnrecognised: {
    method: 'post',
    path: '/v1/flows/:flow/unrecognised/:utteranceId/reopen',
    summary: 'Takes back what was made of one and of equal ones; a phrase that is live already stays',
    params: utterancePathSchema,
    body: reopenRequestSchema,
    status: 200,
    answer: reopenResponseSchema,
    problems: [400, 404, 409, 413, 415, 422, 503],
  },
} as const satisfies Record<string, Route>

export const answerUnrecognised = ({ review }: { readonly review: Review }): AnswersOf<typeof unrecognisedRoutes> => ({
  listUnrecognised: ({ params, query }) => review.list(params.flow, query),
  groupUnrecognised: ({ params, query }) => review.groups(params.flow, query),
  addUnrecognisedToIntent: ({ params, body }) => review.addToIntent(params.flow, params.utteranceId, body),
  dismissUnrecognised: ({ params }) => review.dismiss(params.flow, params.utteranceId),
  reopenUnrecognised: ({ params, body }) => review.reopen(params.flow, params.utteranceId, body),
})
