import {
  dialledNumberSchema,
  numberListSchema,
  putDefaultFlowRequestSchema,
  putNumberRequestSchema,
  putOverrideRequestSchema,
  putRouteRequestSchema,
  testNumberRequestSchema,
  testNumberResponseSchema,
} from '@callchart/protocol'
import { z } from 'zod'
import type { Numbers } from '../../switch/numbers.js'
import type { AnswersOf, Route } from '../route.js'

const routePathSchema = z.strictObject({ routeId: z.string().min(1).max(64) })
const numberPathSchema = z.strictObject({ number: dialledNumberSchema })
const changing = [400, 413, 415, 503] as const

export const numberRoutes = {
  listNumbers: {
    method: 'get',
    path: '/v1/numbers',
    summary: 'Which flow answers which number, numbers of ours, and what is overridden',
    status: 200,
    answer: numberListSchema,
    problems: [503],
  },
  addNumberRoute: {
    method: 'post',
    path: '/v1/numbers/routes',
    summary: 'A new route: the flow answers these numbers from the next call on',
    body: putRouteRequestSchema,
    status: 201,
    answer: z.object({ routeId: z.string() }),
    problems: [...changing, 422],
  },
  changeNumberRoute: {
    method: 'put',
    path: '/v1/numbers/routes/:routeId',
    summary: 'Changes a route',
    params: routePathSchema,
    body: putRouteRequestSchema,
    status: 204,
    problems: [...changing, 404, 422],
  },
  removeNumberRoute: {
    method: 'delete',
    path: '/v1/numbers/routes/:routeId',
    summary: 'Removes a route',
    params: routePathSchema,
    status: 204,
    problems: [404, 503],
  },
  setDefaultFlow: {
    method: 'put',
    path: '/v1/numbers/default-flow',
    summary: 'The flow that answers what nothing else does; null: nobody does',
    body: putDefaultFlowRequestSchema,
    status: 204,
    problems: changing,
  },
  putNumber: {
    method: 'put',
    path: '/v1/numbers/own/:number',
    summary: 'What is known of a number, and whether it may be shown to people whom calls are taken to',
    params: numberPathSchema,
    body: putNumberRequestSchema,
    status: 204,
    problems: changing,
  },
  removeNumber: {
    method: 'delete',
    path: '/v1/numbers/own/:number',
    summary: 'Removes a number from the list, with its override',
    params: numberPathSchema,
    status: 204,
    problems: [400, 404, 503],
  },
  overrideNumber: {
    method: 'put',
    path: '/v1/numbers/overrides/:number',
    summary: 'Closes a number or sends its callers straight to a human, from the next call on and until it is ended; null ends it',
    params: numberPathSchema,
    body: putOverrideRequestSchema,
    status: 204,
    problems: changing,
  },
  testNumber: {
    method: 'post',
    path: '/v1/numbers/test',
    summary: 'Who would answer such a call now, and because of what',
    body: testNumberRequestSchema,
    status: 200,
    answer: testNumberResponseSchema,
    problems: [400, 413, 415],
  },
} as const satisfies Record<string, Route>

export interface NumberAnswerParts {
  readonly numbers: Numbers
}

export const answerNumbers = ({ numbers }: NumberAnswerParts): AnswersOf<typeof numberRoutes> => ({
  listNumbers: () => Promise.resolve(numbers.list()),
  addNumberRoute: ({ body }) => numbers.addRoute(body.route, body.author),
  changeNumberRoute: ({ params, body }) => numbers.changeRoute(params.routeId, body.route, body.author),
  removeNumberRoute: ({ params }) => numbers.removeRoute(params.routeId),
  setDefaultFlow: ({ body }) => numbers.setDefaultFlow(body.flow ?? undefined, body.author),
  putNumber: ({ params, body: { author, ...settings } }) => numbers.putNumber(params.number, settings, author),
  removeNumber: ({ params }) => numbers.removeNumber(params.number),
  overrideNumber: ({ params, body }) => numbers.setOverride(params.number, body.override ?? undefined, body.author),
  testNumber: ({ body }) => Promise.resolve(numbers.test(body)),
})
