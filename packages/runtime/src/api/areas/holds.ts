import { holdRequestSchema } from '@callchart/protocol'
import { holdCaller, type HoldParts } from '../../call/hold-caller.js'
import type { AnswersOf, Route } from '../route.js'
import { callPathSchema } from './paths.js'

export const holdRoutes = {
  hold: {
    method: 'post',
    path: '/v1/calls/:callId/hold',
    summary: 'The caller hears music instead of the human who talks with them, or the human again',
    params: callPathSchema,
    body: holdRequestSchema,
    status: 202,
    problems: [400, 404, 409, 413, 415, 503],
  },
} as const satisfies Record<string, Route>

export interface HoldAnswerParts {
  readonly holds: HoldParts
}

export const answerHolds = ({ holds }: HoldAnswerParts): AnswersOf<typeof holdRoutes> => ({
  hold: ({ params, body }) => holdCaller(holds, params.callId, body.held),
})
