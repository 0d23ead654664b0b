import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { voicemailListQuerySchema, voicemailListSchema } from '@callchart/protocol'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { CallDirectory } from '../../call/directory.js'
import { RuntimeError } from '../../errors.js'
import type { RecordingAddress, Recordings } from '../../recordings/recordings.js'
import type { Voicemails } from '../../recordings/voicemails.js'
import { readByteRange } from '../byte-range.js'
import type { AnswersOf, Route } from '../route.js'
import { callPathSchema } from './paths.js'

const messagePathSchema = callPathSchema.extend({ turnId: z.string().min(1).max(100) })

export const recordingRoutes = {
  getRecording: {
    method: 'get',
    path: '/v1/calls/:callId/recording',
    summary: 'The recording of a call, WAV: the caller left, what they heard right; it begins at the first `fromMs` of the call’s recordings. Ranges are served.',
    params: callPathSchema,
    status: 200,
    answerType: 'audio/wav',
    problems: [404, 409, 410, 416, 500, 503],
  },
  destroyRecording: {
    method: 'delete',
    path: '/v1/calls/:callId/recording',
    summary: 'Destroys the recording of a call: first its key, then its file',
    params: callPathSchema,
    status: 204,
    problems: [404, 409, 410, 503],
  },
  listVoicemails: {
    method: 'get',
    path: '/v1/voicemails',
    summary: 'Messages that callers have left, the latest first',
    query: voicemailListQuerySchema,
    status: 200,
    answer: voicemailListSchema,
    problems: [400, 503],
  },
  getVoicemail: {
    method: 'get',
    path: '/v1/voicemails/:callId/:turnId/audio',
    summary: 'The sound of a message, WAV. Ranges are served.',
    params: messagePathSchema,
    status: 200,
    answerType: 'audio/wav',
    problems: [404, 409, 410, 416, 500, 503],
  },
  destroyVoicemail: {
    method: 'delete',
    path: '/v1/voicemails/:callId/:turnId',
    summary: 'Takes a message out of its mailbox and destroys its sound',
    params: messagePathSchema,
    status: 204,
    problems: [404, 503],
  },
} as const satisfies Record<string, Route>

export type KeptRecordings = Pick<Recordings, 'open' | 'destroy' | 'destroyAll'>

export interface RecordingAnswerParts {
  /** Absent: nothing is recorded. */
  readonly recordings?: KeptRecordings
  readonly voicemails: Voicemails
  readonly directory: CallDirectory
  readonly logger: Logger
}

export const answerRecordings = (parts: RecordingAnswerParts): AnswersOf<typeof recordingRoutes> => ({
  async getRecording({ params: { callId }, request }, response) {
    await expectOver(parts, callId)
    return play(parts, { callId }, request, response)
  },
  async destroyRecording({ params: { callId } }) {
    await expectOver(parts, callId)
    await known(parts, { callId }).destroy({ callId }, 'api')
  },
  listVoicemails: ({ query }) => parts.voicemails.list(query),
  getVoicemail: ({ params: { callId, turnId }, request }, response) => play(parts, { callId, turnId }, request, response),
  async destroyVoicemail({ params: { callId, turnId } }) {
    // A message without any sound is a message too.
    await parts.recordings?.destroy({ callId, turnId }, 'api').catch(ignoreSilent)
    if (!(await parts.voicemails.remove({ callId, turnId }))) throw recordingUnknown({ callId, turnId })
  },
})

const recordingUnknown = ({ callId }: RecordingAddress): RuntimeError => new RuntimeError('RUNTIME_RECORDING_UNKNOWN', `Nothing was recorded of call ${callId}.`)

const silentCodes: readonly string[] = ['RUNTIME_RECORDING_UNKNOWN', 'RUNTIME_RECORDING_GONE']

function ignoreSilent(error: unknown): void {
  if (!(error instanceof RuntimeError && silentCodes.includes(error.code))) throw error
}

function known({ recordings }: RecordingAnswerParts, address: RecordingAddress): KeptRecordings {
  if (recordings === undefined) throw recordingUnknown(address)
  return recordings
}

/** @throws RUNTIME_CALL_UNKNOWN, RUNTIME_RECORDING_RUNNING */
async function expectOver({ directory }: RecordingAnswerParts, callId: string): Promise<void> {
  const view = await directory.view(callId)
  if (view === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${callId}".`)
  if (view.status !== 'ended' && view.recordings?.some(({ state }) => state === 'running') === true)
    throw new RuntimeError('RUNTIME_RECORDING_RUNNING', `Call ${callId} is still being recorded: ask again when it is over.`, { retryable: true })
}

/** Opened on the fly, and so much of it as is asked for. Who asked is in the log. */
async function play(parts: RecordingAnswerParts, address: RecordingAddress, request: Request, response: Response): Promise<undefined> {
  const { timeline, etag } = await known(parts, address).open(address)
  response.set({ 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-cache', ETag: etag, 'Content-Disposition': `inline; filename="${nameOf(address)}.wav"` })
  const { bytes } = timeline
  const asked = isStale(request, etag) ? undefined : readByteRange(request.headers.range, bytes)
  if (asked === 'unsatisfiable') {
    response.set('Content-Range', `bytes */${bytes}`)
    throw new RuntimeError('RUNTIME_RANGE_INVALID', `The recording has ${bytes} bytes, and nothing at ${request.headers.range ?? ''}.`)
  }
  const { from, to } = asked ?? { from: 0, to: bytes }
  parts.logger.info({ ...address, method: request.method, from, to, peer: request.socket.remoteAddress }, 'recording read')
  if (asked !== undefined) response.status(206).set('Content-Range', `bytes ${from}-${to - 1}/${bytes}`)
  response.type('audio/wav').set('Content-Length', String(to - from))
  if (request.method === 'HEAD') return void response.end()
  await pipeline(Readable.from(timeline.read(from, to)), response).catch((error: unknown) => noteBroken(parts.logger, address, error))
  return undefined
}

/** A range is for the very file that the client has some of already. */
const isStale = ({ headers }: Request, etag: string): boolean => headers['if-range'] !== undefined && headers['if-range'] !== etag

/** Whoever has heard enough leaves. */
function noteBroken(logger: Logger, address: RecordingAddress, error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
  logger.error({ ...address, err: error }, 'recording not read to its end')
}

const nameOf = ({ callId, turnId }: RecordingAddress): string => (turnId === undefined ? callId : `${callId}-${turnId}`).replace(/[^\w.-]/g, '_')
