import { callListQuerySchema, callListSchema, callStepsSchema, callViewSchema, createCallRequestSchema, createCallResponseSchema, hangUpRequestSchema, replayCallRequestSchema, replayCallResponseSchema, type CallView, type CreateCallResponse } from '@callchart/protocol'
import type { CallDirectory } from '../../call/directory.js'
import type { ReadyVersion } from '../../call/ready-version.js'
import type { Clock } from '../../clock.js'
import type { LegUrl } from '../../control/bridge-list.js'
import type { TokenForm } from '../../store/tokens.js'
import { RuntimeError } from '../../errors.js'
import type { AskedVersion } from '../../switch/route.js'
import type { ReplayOnDraft } from '../../replay/replay-on-draft.js'
import { streamCall } from '../call-stream.js'
import type { AnswersOf, Asked, Route } from '../route.js'
import { draftBodyBytes } from './draft-body.js'
import { callPathSchema } from './paths.js'
import type { KeptRecordings } from './recordings.js'

/** A call's attributes are few: a list of anything belongs behind an HTTP request of the flow. */
export const variableCount = 100
export const tooManyVariables = { path: ['variables'], message: `At most ${variableCount} variables` }
const createCallBodySchema = createCallRequestSchema.refine(({ variables }) => Object.keys(variables).length <= variableCount, tooManyVariables)

export const callRoutes = {
  createCall: {
    method: 'post',
    path: '/v1/calls',
    summary: 'A switch has a call and asks for a bot leg',
    body: createCallBodySchema,
    isCostly: true,
    status: 201,
    answer: createCallResponseSchema,
    problems: [400, 404, 409, 413, 415, 429, 503],
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
  callSteps: {
    method: 'get',
    path: '/v1/calls/:callId/steps',
    summary: 'What each step of a call was, and what it led to',
    params: callPathSchema,
    status: 200,
    answer: callStepsSchema,
    problems: [404, 503],
  },
  callEvents: {
    method: 'get',
    path: '/v1/calls/:callId/events',
    summary: 'The call as server-sent events: the same as GET /v1/calls/{callId}, whenever it changes; `event: end` follows the last one',
    params: callPathSchema,
    status: 200,
    answerType: 'text/event-stream',
    problems: [404, 503],
  },
  replayCall: {
    method: 'post',
    path: '/v1/calls/:callId/replay',
    summary: 'The call run again on a draft of its flow: what would come of it; nobody is called and nothing is sent',
    params: callPathSchema,
    body: replayCallRequestSchema,
    bodyBytes: draftBodyBytes,
    isCostly: true,
    status: 200,
    answer: replayCallResponseSchema,
    problems: [400, 404, 410, 413, 415, 422, 429, 503],
  },
  deleteContent: {
    method: 'delete',
    path: '/v1/calls/:callId/content',
    summary: 'Deletes what was said and typed in a call that is over, its numbers, its variables and its recordings: their keys are destroyed. Times, nodes and outcome stay',
    params: callPathSchema,
    status: 204,
    problems: [404, 409, 410, 503],
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
} as const satisfies Record<string, Route>

export interface CallAnswerParts {
  readonly directory: CallDirectory
  readonly clock: Clock
  /** Live version of a flow, or of what answers a dialled number. @throws RUNTIME_NUMBER_CLOSED */
  versionFor(asked: AskedVersion): Promise<ReadyVersion | undefined>
  /** @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_BUSY, RUNTIME_DRAINING */
  takeRoom(): LegUrl
  callStarted(flow: string): void
  readonly replay: ReplayOnDraft
  /** Absent: nothing is recorded. */
  readonly recordings?: KeptRecordings
}

export const answerCalls = (parts: CallAnswerParts): AnswersOf<typeof callRoutes> => ({
  createCall: ({ body }) => createCall(parts, body),
  listCalls: ({ query }) => parts.directory.list(query),
  getCall: ({ params }) => knownView(parts, params.callId),
  async callSteps({ params: { callId } }) {
    const steps = await parts.directory.steps(callId)
    if (steps === undefined) throw callUnknown(callId)
    return { steps }
  },
  async callEvents({ params: { callId } }, response) {
    const first = await knownView(parts, callId)
    if (response.destroyed) return undefined
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
    response.on('close', streamCall({ calls: parts.directory, clock: parts.clock, callId, sink: response, first }))
    return undefined
  },
  async replayCall({ params: { callId }, body }) {
    const replay = await parts.replay(callId, body)
    if (replay === undefined) throw callUnknown(callId)
    return replay
  },
  async deleteContent({ params: { callId } }) {
    if ((await parts.directory.row(callId))?.status === 'ended') await parts.recordings?.destroyAll(callId, 'api')
    await parts.directory.deleteContent(callId, 'api')
  },
  hangUpCall: async ({ params, body }) => parts.directory.hangUp(params.callId, body.cause),
})

async function knownView({ directory }: CallAnswerParts, callId: string): Promise<CallView> {
  const view = await directory.view(callId)
  if (view === undefined) throw callUnknown(callId)
  return view
}

const callUnknown = (callId: string): RuntimeError => new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${callId}".`)

type CreateCall = Asked<(typeof callRoutes)['createCall']>['body']

async function createCall(parts: CallAnswerParts, { flow, dnis, ani, direction, variables, audioSocket }: CreateCall): Promise<unknown> {
  const ready = await parts.versionFor({ flow, dnis, ani, variables })
  if (ready === undefined) {
    const asked =
      flow !== undefined
        ? `Flow "${flow}" has no live version`
        : dnis !== undefined
          ? `No flow answers ${dnis}`
          : 'Neither flow nor dnis is given'
    throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `${asked}: see GET /v1/flows for what is live.`)
  }
  const legUrl = parts.takeRoom()
  const attributes = { direction, variables, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
  return startCall(parts, ready, attributes, legUrl, audioSocket === true ? 'uuid' : undefined)
}

/** Opens a call on a version, which it keeps. */
export async function startCall(
  parts: Pick<CallAnswerParts, 'directory' | 'callStarted'>,
  ready: ReadyVersion,
  attributes: Parameters<CallDirectory['create']>[0],
  legUrl: LegUrl,
  tokenForm?: TokenForm,
): Promise<CreateCallResponse> {
  const { callId, token, expiresAt } = await parts.directory.create(attributes, ready, tokenForm)
  parts.callStarted(ready.manifest.flow)
  return { callId, mediaUrl: legUrl(token), flow: ready.manifest.flow, version: ready.version, expiresAt: expiresAt.toISOString() }
}
