import { dialRequestSchema, dialResponseSchema, sendDigitsRequestSchema } from '@callchart/protocol'
import type { Dialling } from '../../switch/dialling.js'
import type { AnswersOf, Route } from '../route.js'
import { tooManyVariables, variableCount } from './calls.js'
import { callPathSchema } from './paths.js'

export const dialRoutes = {
  dial: {
    method: 'post',
    path: '/v1/dials',
    summary: 'Places a call: it begins when it is answered, and ends at once as busy, no-answer, declined or failed where it is not',
    body: dialRequestSchema.refine(({ variables }) => Object.keys(variables).length <= variableCount, tooManyVariables),
    isCostly: true,
    status: 201,
    answer: dialResponseSchema,
    problems: [400, 404, 413, 415, 422, 429, 503],
  },
  sendDigits: {
    method: 'post',
    path: '/v1/calls/:callId/digits',
    summary: 'Keys are pressed on the line of a call, for whoever is at its other end',
    params: callPathSchema,
    body: sendDigitsRequestSchema,
    status: 202,
    problems: [400, 404, 409, 413, 415, 503],
  },
} as const satisfies Record<string, Route>

export interface DialAnswerParts {
  readonly dialling: Pick<Dialling, 'dial' | 'sendDigits'>
}

export const answerDials = ({ dialling }: DialAnswerParts): AnswersOf<typeof dialRoutes> => ({
  dial: ({ body }) => dialling.dial(body),
  sendDigits: ({ params, body }) => dialling.sendDigits(params.callId, body.digits),
})
