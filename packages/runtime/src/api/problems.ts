import { STATUS_CODES } from 'node:http'
import { readAs, type ErrorCode, type Problem, type PublishRefusal } from '@callchart/protocol'
import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import { CalendarRefused } from '../flows/calendar-refused.js'
import { DraftRefused } from '../flows/draft-refused.js'
import { shownProblems } from '../flows/library-state.js'

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  RUNTIME_BODY_INVALID: 400,
  RUNTIME_BODY_MALFORMED: 400,
  RUNTIME_TOKEN_REFUSED: 401,
  RUNTIME_SWITCH_REFUSED: 401,
  RUNTIME_ORIGIN_REFUSED: 403,
  RUNTIME_HOST_REFUSED: 403,
  RUNTIME_CALL_UNKNOWN: 404,
  RUNTIME_FLOW_UNKNOWN: 404,
  RUNTIME_UTTERANCE_UNKNOWN: 404,
  RUNTIME_INTENT_UNKNOWN: 404,
  RUNTIME_ROUTE_UNKNOWN: 404,
  RUNTIME_SWITCH_UNKNOWN: 404,
  RUNTIME_NUMBER_NOT_OURS: 422,
  RUNTIME_SWITCH_UNAVAILABLE: 503,
  RUNTIME_COPY_UNKNOWN: 404,
  RUNTIME_VERSION_UNKNOWN: 404,
  RUNTIME_AUDIO_UNKNOWN: 404,
  RUNTIME_RECORDING_UNKNOWN: 404,
  RUNTIME_CALENDAR_UNKNOWN: 404,
  RUNTIME_NUMBER_UNKNOWN: 404,
  RUNTIME_NUMBER_ROUTE_UNKNOWN: 404,
  RUNTIME_METHOD_NOT_ALLOWED: 405,
  RUNTIME_CALL_ENDED: 409,
  RUNTIME_SWITCH_UNABLE: 409,
  RUNTIME_NO_HUMAN: 409,
  RUNTIME_RECORDING_RUNNING: 409,
  RUNTIME_RECORDING_NOT_STORED: 409,
  RUNTIME_CALL_RUNNING: 409,
  RUNTIME_RECORDING_GONE: 410,
  RUNTIME_CONTENT_DELETED: 410,
  RUNTIME_RANGE_INVALID: 416,
  RUNTIME_FLOW_CHANGED: 409,
  RUNTIME_DNIS_TAKEN: 409,
  RUNTIME_NUMBER_CLOSED: 409,
  RUNTIME_DRAFT_EXISTS: 409,
  RUNTIME_DRAFT_CHANGED: 409,
  RUNTIME_DRAFT_STATUS: 409,
  RUNTIME_FLOWS_FOLDER_READ_ONLY: 409,
  RUNTIME_CALENDAR_EXISTS: 409,
  RUNTIME_CALENDAR_CHANGED: 409,
  RUNTIME_CALENDAR_IN_USE: 409,
  RUNTIME_CALENDAR_REFUSED: 422,
  RUNTIME_PHRASE_REFUSED: 422,
  RUNTIME_NUMBER_ROUTE_INVALID: 422,
  RUNTIME_DRAFT_INVALID: 422,
  RUNTIME_DRAFT_REFUSED: 422,
  RUNTIME_AUDIO_INVALID: 422,
  RUNTIME_BODY_TOO_LARGE: 413,
  RUNTIME_MEDIA_TYPE_UNSUPPORTED: 415,
  RUNTIME_RATE_LIMITED: 429,
  RUNTIME_STORE_UNAVAILABLE: 503,
  RUNTIME_SPOOL_FULL: 503,
  RUNTIME_RECORDING_UNREACHABLE: 503,
  RUNTIME_CHECK_FAILED: 503,
  RUNTIME_TRAINING_CANCELLED: 503,
  RUNTIME_MEDIA_URL_UNKNOWN: 503,
  RUNTIME_BUSY: 503,
  RUNTIME_DRAINING: 503,
}

/** When to ask again, in seconds: some bridge has room soon, and another runtime answers in the place of one that ends. */
const retryAfterSeconds: Readonly<Partial<Record<ErrorCode, number>>> = { RUNTIME_MEDIA_URL_UNKNOWN: 3, RUNTIME_BUSY: 5, RUNTIME_DRAINING: 1 }

type PathError = NonNullable<Problem['errors']>[number]

/** An HTTP request that does not fit its schema; says where. */
export class InvalidRequest extends RuntimeError {
  constructor(
    readonly where: 'body' | 'query' | 'path',
    readonly errors: readonly PathError[],
  ) {
    super('RUNTIME_BODY_INVALID', `The ${where} of the request does not fit its schema: see "errors", and /openapi.json.`)
  }
}

/** @throws InvalidRequest */
export function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown, where: InvalidRequest['where']): z.output<Schema> {
  const parsed = readAs(schema, value)
  if (parsed.success) return parsed.data
  throw new InvalidRequest(
    where,
    parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  )
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(response: Response, error: RuntimeError): void {
  const status = statuses[error.code] ?? 500
  const problem: Problem & Partial<PublishRefusal> = {
    type: `https://github.com/callchart/callchart/blob/main/docs/errors.md#${error.code.toLowerCase()}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.message,
    instance: response.req.path,
    code: error.code,
    ...(error instanceof InvalidRequest ? { errors: [...error.errors] } : {}),
    ...(error instanceof DraftRefused || error instanceof CalendarRefused ? { problems: shownProblems(error.problems) } : {}),
  }
  const retryAfter = retryAfterSeconds[error.code]
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter))
  response.status(status).type('application/problem+json').send(JSON.stringify(problem))
}

interface BodyError {
  readonly type: string
}

const isBodyError = (error: unknown): error is BodyError =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'

/** What the JSON reader says, in our codes. */
function bodyProblem(error: BodyError): RuntimeError | undefined {
  switch (error.type) {
    case 'entity.parse.failed':
      return new RuntimeError('RUNTIME_BODY_MALFORMED', 'The body is not JSON: check quotes and commas.')
    case 'entity.too.large':
      return new RuntimeError('RUNTIME_BODY_TOO_LARGE', 'The body is larger than this path takes: send less.')
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new RuntimeError('RUNTIME_MEDIA_TYPE_UNSUPPORTED', 'The body must be uncompressed or gzip, in UTF-8.')
    case 'request.aborted':
    case 'request.size.invalid':
      return new RuntimeError('RUNTIME_BODY_MALFORMED', 'The body is shorter than it says.')
    default:
      return undefined
  }
}

/** A telephone number in a path is nothing for the log. */
const numberless = (path: string): string => path.replace(/\/(?:\+|%2b)?\d{5,}(?=\/|$)/gi, '/••••')

/** The last word on every request that failed. */
export const problemHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error instanceof RuntimeError) return sendProblem(response, error)
    if (error instanceof URIError) return sendProblem(response, new RuntimeError('RUNTIME_ROUTE_UNKNOWN', 'The path is not well-formed.'))
    const known = isBodyError(error) ? bodyProblem(error) : undefined
    if (known !== undefined) return sendProblem(response, known)
    logger.error({ err: error, method: request.method, path: numberless(request.path) }, 'request failed')
    sendProblem(response, new RuntimeError('RUNTIME_INTERNAL', 'The runtime met an error that nobody foresaw; its log has more.'))
  }
