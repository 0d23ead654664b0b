import { flowListSchema, heatQuerySchema, heatSchema, type FlowView } from '@callchart/protocol'
import type { CallDirectory } from '../../call/directory.js'
import type { AnswersOf, Route } from '../route.js'
import { flowPathSchema } from './paths.js'

export const flowRoutes = {
  listFlows: {
    method: 'get',
    path: '/v1/flows',
    summary: 'Flows with their live versions and problems',
    status: 200,
    answer: flowListSchema,
    problems: [503],
  },
  flowHeat: {
    method: 'get',
    path: '/v1/flows/:flow/heat',
    summary: 'Visits of each node by calls that are over, and callers who hung up there',
    params: flowPathSchema,
    query: heatQuerySchema,
    status: 200,
    answer: heatSchema,
    problems: [400, 503],
  },
} as const satisfies Record<string, Route>

export interface FlowAnswerParts {
  flows(): readonly FlowView[]
  readonly directory: CallDirectory
}

export const answerFlows = (parts: FlowAnswerParts): AnswersOf<typeof flowRoutes> => ({
  listFlows: async () => ({ flows: parts.flows() }),
  flowHeat: ({ params, query }) => parts.directory.heat(params.flow, query),
})
