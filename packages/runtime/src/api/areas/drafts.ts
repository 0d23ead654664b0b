import { draftViewSchema, type DraftView } from '@callchart/protocol'
import { RuntimeError } from '../../errors.js'
import type { AnswersOf, Route } from '../route.js'
import { flowPathSchema } from './paths.js'

export const draftRoutes = {
  getDraft: {
    method: 'get',
    path: '/v1/drafts/:flow',
    summary: 'A flow as it is being drawn; the live version where nobody has begun to change it',
    params: flowPathSchema,
    status: 200,
    answer: draftViewSchema,
    problems: [404, 503],
  },
} as const satisfies Record<string, Route>

export interface DraftAnswerParts {
  draft(flow: string): DraftView | undefined
}

export const answerDrafts = (parts: DraftAnswerParts): AnswersOf<typeof draftRoutes> => ({
  async getDraft({ params }) {
    const draft = parts.draft(params.flow)
    if (draft === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No flow has the id "${params.flow}": see GET /v1/flows.`)
    return draft
  },
})
