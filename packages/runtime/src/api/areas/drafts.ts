import {
  callDraftRequestSchema,
  changeDraftRequestSchema,
  changeDraftResponseSchema,
  createCallResponseSchema,
  createDraftRequestSchema,
  draftCopyListSchema,
  draftCopyViewSchema,
  draftEventsQuerySchema,
  draftViewSchema,
  keepCopyRequestSchema,
  publishDraftRequestSchema,
  publishDraftResponseSchema,
  reviewDraftRequestSchema,
} from '@callchart/protocol'
import type { PartChange } from '@callchart/flow'
import { draftBodyBytes } from './draft-body.js'
import type { Request } from 'express'
import type { ReadyVersion } from '../../call/ready-version.js'
import { draftText, type StoredDraft } from '../../drafts/draft-shape.js'
import type { DraftFeed } from '../../drafts/draft-feed.js'
import type { Drafts } from '../../drafts/drafts.js'
import { streamDraft } from '../draft-stream.js'
import type { AnswersOf, Route } from '../route.js'
import { startCall, tooManyVariables, variableCount, type CallAnswerParts } from './calls.js'
import { flowPathSchema } from './paths.js'

const copyPathSchema = flowPathSchema.extend({ copyId: flowPathSchema.shape.flow })

const reviewStep = {
  params: flowPathSchema,
  body: reviewDraftRequestSchema,
  status: 200,
  answer: draftViewSchema,
  problems: [400, 404, 409, 413, 415, 503],
} as const

const callDraftBodySchema = callDraftRequestSchema.refine(({ variables }) => Object.keys(variables).length <= variableCount, tooManyVariables)

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
  draftEvents: {
    method: 'get',
    path: '/v1/drafts/:flow/events',
    summary: 'Server-sent events: what others change, who has the draft open, what becomes of it',
    params: flowPathSchema,
    query: draftEventsQuerySchema,
    status: 200,
    answerType: 'text/event-stream',
    problems: [400, 503],
  },
  submitDraft: {
    method: 'post',
    path: '/v1/drafts/:flow/submit',
    summary: 'Somebody has done their part: the draft is to be looked at',
    ...reviewStep,
  },
  approveDraft: { method: 'post', path: '/v1/drafts/:flow/approve', summary: 'The draft, at this very revision, may go live', ...reviewStep },
  rejectDraft: { method: 'post', path: '/v1/drafts/:flow/reject', summary: 'The draft needs more work', ...reviewStep },
  publishDraft: {
    method: 'post',
    path: '/v1/drafts/:flow/publish',
    summary: 'Makes the approved draft live; running calls keep their versions',
    params: flowPathSchema,
    body: publishDraftRequestSchema,
    isCostly: true,
    status: 200,
    answer: publishDraftResponseSchema,
    problems: [400, 404, 409, 413, 415, 422, 429, 503],
  },
  discardDraft: {
    method: 'post',
    path: '/v1/drafts/:flow/discard',
    summary: 'Gives the changes up, which are kept as a copy',
    params: flowPathSchema,
    body: reviewDraftRequestSchema,
    status: 204,
    problems: [400, 404, 409, 413, 415, 503],
  },
  callDraft: {
    method: 'post',
    path: '/v1/drafts/:flow/calls',
    summary: 'A call to a draft as it stands, which does not go live',
    params: flowPathSchema,
    body: callDraftBodySchema,
    bodyBytes: draftBodyBytes,
    isCostly: true,
    status: 201,
    answer: createCallResponseSchema,
    problems: [400, 413, 415, 422, 429, 503],
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

export interface DraftAnswerParts extends Pick<CallAnswerParts, 'directory' | 'takeRoom' | 'callStarted' | 'clock'> {
  readonly drafts: Drafts
  readonly draftFeed: DraftFeed
  /** The version of a draft, stored and not live. @throws RUNTIME_DRAFT_REFUSED */
  readonly callable: (flow: string, document: StoredDraft) => Promise<ReadyVersion>
}

/** What a page that comes again has seen last. */
function lastEventOf(request: Request): number | undefined {
  const id = Number(request.headers['last-event-id'] ?? Number.NaN)
  return Number.isSafeInteger(id) && id >= 0 ? id : undefined
}

export const answerDrafts = ({ drafts, draftFeed, callable, ...calls }: DraftAnswerParts): AnswersOf<typeof draftRoutes> => ({
  createDraft: ({ body }) => drafts.create(body),
  getDraft: ({ params }) => drafts.view(params.flow),
  // Of what JSON holds, `undefined` is no part.
  changeDraft: ({ params, body }) => drafts.change(params.flow, { ...body, changes: body.changes as PartChange[] }),
  async draftEvents({ params, query, request }, response) {
    const { since, ...page } = query
    await streamDraft({ feed: draftFeed, clock: calls.clock }, { flow: params.flow, ...page, since: lastEventOf(request) ?? since }, response)
    return undefined
  },
  submitDraft: ({ params, body }) => drafts.takeStep(params.flow, 'submitted', body),
  approveDraft: ({ params, body }) => drafts.takeStep(params.flow, 'approved', body),
  rejectDraft: ({ params, body }) => drafts.takeStep(params.flow, 'rejected', body),
  publishDraft: ({ params, body }) => drafts.publish(params.flow, body),
  discardDraft: ({ params, body }) => drafts.discard(params.flow, body),
  async callDraft({ params, body }) {
    const { document, variables, ani } = body
    draftText(document, params.flow)
    const legUrl = calls.takeRoom()
    const ready = await callable(params.flow, document)
    return startCall(calls, ready, { direction: 'inbound', variables, ...(ani === undefined ? {} : { ani }) }, legUrl)
  },
  listDraftCopies: async ({ params }) => ({ copies: await drafts.copies(params.flow) }),
  keepDraftCopy: ({ params, body }) => drafts.keepCopy(params.flow, body),
  getDraftCopy: ({ params }) => drafts.copy(params.flow, params.copyId),
})
