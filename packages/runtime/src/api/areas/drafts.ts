import {
  changeDraftRequestSchema,
  changeDraftResponseSchema,
  createDraftRequestSchema,
  draftCopyListSchema,
  draftCopyViewSchema,
  draftViewSchema,
  keepCopyRequestSchema,
} from '@callchart/protocol'
import type { PartChange } from '@callchart/flow'
import type { Drafts } from '../../drafts/drafts.js'
import type { AnswersOf, Route } from '../route.js'
import { flowPathSchema } from './paths.js'

/** A flow of thousands of nodes, before and after. */
const draftBodyBytes = 20_000_000
const copyPathSchema = flowPathSchema.extend({ copyId: flowPathSchema.shape.flow })

export const draftRoutes = {
  createDraft: {
    method: 'post',
    path: '/v1/drafts',
    summary: 'Begins a new flow, or the draft of a flow anew from a version or a file',
    body: createDraftRequestSchema,
    bodyBytes: draftBodyBytes,
    status: 201,
    answer: draftViewSchema,
    problems: [400, 404, 409, 413, 415, 422, 503],
  },
  getDraft: {
    method: 'get',
    path: '/v1/drafts/:flow',
    summary: 'A flow as it is being drawn; the live version where nobody has begun to change it',
    params: flowPathSchema,
    status: 200,
    answer: draftViewSchema,
    problems: [404, 503],
  },
  changeDraft: {
    method: 'patch',
    path: '/v1/drafts/:flow',
    summary: 'Makes changes of a page on the draft as it is now; sent again they are made once',
    params: flowPathSchema,
    body: changeDraftRequestSchema,
    bodyBytes: draftBodyBytes,
    status: 200,
    answer: changeDraftResponseSchema,
    problems: [400, 404, 413, 415, 422, 503],
  },
  listDraftCopies: {
    method: 'get',
    path: '/v1/drafts/:flow/copies',
    summary: 'Losing sides of conflicts and drafts that were replaced, the latest first',
    params: flowPathSchema,
    status: 200,
    answer: draftCopyListSchema,
    problems: [503],
  },
  keepDraftCopy: {
    method: 'post',
    path: '/v1/drafts/:flow/copies',
    summary: 'Keeps a document under a name',
    params: flowPathSchema,
    body: keepCopyRequestSchema,
    bodyBytes: draftBodyBytes,
    status: 201,
    answer: draftCopyViewSchema,
    problems: [400, 413, 415, 422, 503],
  },
  getDraftCopy: {
    method: 'get',
    path: '/v1/drafts/:flow/copies/:copyId',
    summary: 'A copy with its document',
    params: copyPathSchema,
    status: 200,
    answer: draftCopyViewSchema,
    problems: [404, 503],
  },
} as const satisfies Record<string, Route>

export interface DraftAnswerParts {
  readonly drafts: Drafts
}

export const answerDrafts = ({ drafts }: DraftAnswerParts): AnswersOf<typeof draftRoutes> => ({
  createDraft: ({ body }) => drafts.create(body),
  getDraft: ({ params }) => drafts.view(params.flow),
  // Of what JSON holds, `undefined` is no part.
  changeDraft: ({ params, body }) => drafts.change(params.flow, { ...body, changes: body.changes as PartChange[] }),
  listDraftCopies: async ({ params }) => ({ copies: await drafts.copies(params.flow) }),
  keepDraftCopy: ({ params, body }) => drafts.keepCopy(params.flow, body),
  getDraftCopy: ({ params }) => drafts.copy(params.flow, params.copyId),
})
