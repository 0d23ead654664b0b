import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import { RuntimeError } from '../errors.js'
import { answerAsteriskDialplan, type AsteriskDialplanAnswerParts } from './areas/asterisk-dialplan.js'
import { answerAudio, type AudioAnswerParts } from './areas/audio.js'
import { answerCalendars, type CalendarAnswerParts } from './areas/calendars.js'
import { answerNumbers, type NumberAnswerParts } from './areas/numbers.js'
import { answerCalls, type CallAnswerParts } from './areas/calls.js'
import { answerDials, type DialAnswerParts } from './areas/dials.js'
import { answerHolds, type HoldAnswerParts } from './areas/holds.js'
import { answerDrafts, type DraftAnswerParts } from './areas/drafts.js'
import { answerFlows, type FlowAnswerParts } from './areas/flows.js'
import { answerQueues, type QueueAnswerParts } from './areas/queues.js'
import { answerRecordings, type RecordingAnswerParts } from './areas/recordings.js'
import { answerRequests, type RequestAnswerParts } from './areas/requests.js'
import { answerSystem, type SystemAnswerParts } from './areas/system.js'
import { answerTelnyx, type TelnyxAnswerParts } from './areas/telnyx.js'
import { answerTwilio, type TwilioAnswerParts } from './areas/twilio.js'
import { answerUnrecognised } from './areas/unrecognised.js'
import { answerVersions, type VersionAnswerParts } from './areas/versions.js'
import { answerWorkspace, type WorkspaceAnswerParts } from './areas/workspace.js'
import { refuseHostile } from './hostile.js'
import { openApi } from './openapi.js'
import { fitting, problemHandler, sendProblem } from './problems.js'
import { createRateLimit, usualRateLimit, type RateLimit } from './rate-limit.js'
import type { AnswersOf, Route } from './route.js'
import { routes, type RouteName } from './routes.js'
import { serveWebApp } from './web-app.js'

/** One area's parts a line. */
export interface ApiParts
  extends CallAnswerParts,
    FlowAnswerParts,
    CalendarAnswerParts,
    NumberAnswerParts,
    DraftAnswerParts,
    VersionAnswerParts,
    WorkspaceAnswerParts,
    AudioAnswerParts,
    QueueAnswerParts,
    RecordingAnswerParts,
    RequestAnswerParts,
    AsteriskDialplanAnswerParts,
    DialAnswerParts,
    HoldAnswerParts,
    TelnyxAnswerParts,
    TwilioAnswerParts,
    Omit<SystemAnswerParts, 'openApi'> {
  readonly logger: Logger
  readonly version: string
  readonly review: Parameters<typeof answerUnrecognised>[0]['review']
  /** Folder of the built web app; absent: there is none. */
  readonly webDir?: string
  /** Why a request is not taken. */
  readonly trust: (request: IncomingMessage) => RuntimeError | undefined
  /** Absent: the usual one. */
  readonly rateLimit?: RateLimit | undefined
  /** Other addresses that the web app speaks to. */
  webConnects(): readonly string[]
}

const bodyBytes = 100_000

/** The HTTP API, and the web app beside it. Requests are checked here, once; every answer that is not good is a problem document. */
export function createApi(parts: ApiParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(helmet({ contentSecurityPolicy: false }))
  app.use((request, _response, next) => next(parts.trust(request)))
  const answers = answersOf(parts)
  const limited = limiting(createRateLimit(parts.rateLimit ?? usualRateLimit, parts.clock))
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const answer = answers[name] as (asked: unknown, response: Response) => Promise<unknown>
    const checks = [...(route.isCostly === true ? [limited] : []), ...bodyChecks(route)]
    app[route.method](route.path, helmet.contentSecurityPolicy(), ...checks, async (request, response) => {
      const value = await answer(askedOf(route, request), response)
      if (response.headersSent) return
      if (value === undefined) response.status(route.status).end()
      else response.status(response.statusCode === 200 ? route.status : response.statusCode).json(value)
    })
  }
  refuseOtherMethods(app)
  if (parts.webDir !== undefined) serveWebApp(app, parts.webDir, () => parts.webConnects())
  app.use((request, response) => sendProblem(response, new RuntimeError('RUNTIME_ROUTE_UNKNOWN', `Nothing is at ${request.path}: see /openapi.json.`)))
  app.use(problemHandler(parts.logger))
  return app
}

const askedOf = (route: Route, request: Request): unknown => ({
  params: route.params === undefined ? undefined : fitting(route.params, request.params, 'path'),
  query: route.query === undefined ? undefined : fitting(route.query, request.query, 'query'),
  body: route.body === undefined ? undefined : fitting(route.body, request.body ?? {}, 'body'),
  request,
})

const limiting =
  (waitMs: ReturnType<typeof createRateLimit>): RequestHandler =>
  (request, response, next) => {
    const seconds = Math.ceil(waitMs(request) / 1_000)
    if (seconds === 0) return next()
    response.set('Retry-After', String(seconds))
    throw new RuntimeError('RUNTIME_RATE_LIMITED', `This address asks too often: ask again in ${seconds} s.`, { retryable: true })
  }

/** What reads the body of a route, and refuses one of another kind. */
function bodyChecks({ body, bodyType, bodyBytes: limit = bodyBytes }: Route): RequestHandler[] {
  if (bodyType !== undefined) return [only(bodyType), express.raw({ limit, type: bodyType })]
  return body === undefined ? [] : [jsonOnly, express.json({ limit, strict: true }), harmless]
}

const harmless: RequestHandler = (request, _response, next) => {
  refuseHostile(request.body)
  next()
}

const only =
  (type: string): RequestHandler =>
  (request, _response, next) => {
    if (request.is(type) !== false && request.is(type) !== null) return next()
    throw new RuntimeError('RUNTIME_MEDIA_TYPE_UNSUPPORTED', `The body must be ${type}: set the Content-Type header.`)
  }

/** No body is an empty one; any other must say that it is JSON. */
const jsonOnly: RequestHandler = (request, _response, next) => {
  const empty = request.headers['transfer-encoding'] === undefined && (request.headers['content-length'] ?? '0') === '0'
  if (empty || request.is('application/json') !== false) return next()
  throw new RuntimeError('RUNTIME_MEDIA_TYPE_UNSUPPORTED', 'The body must be application/json: set the Content-Type header.')
}

/** 405 on a path that exists with another method. */
function refuseOtherMethods(app: Express): void {
  const methods = new Map<string, string[]>()
  for (const { path, method } of Object.values(routes) as Route[]) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()])
  for (const [path, allowed] of methods) {
    app.all(path, (request, response) => {
      response.set('Allow', allowed.join(', '))
      sendProblem(
        response,
        new RuntimeError('RUNTIME_METHOD_NOT_ALLOWED', `${request.method} is not known here: use ${allowed.join(' or ')}.`),
      )
    })
  }
}

const answersOf = (parts: ApiParts): AnswersOf<typeof routes> => ({
  ...answerCalls(parts),
  ...answerDials(parts),
  ...answerHolds(parts),
  ...answerFlows(parts),
  ...answerCalendars(parts),
  ...answerNumbers(parts),
  ...answerDrafts(parts),
  ...answerVersions(parts),
  ...answerWorkspace(parts),
  ...answerAudio(parts),
  ...answerUnrecognised(parts),
  ...answerQueues(parts),
  ...answerRecordings(parts),
  ...answerRequests(parts),
  ...answerAsteriskDialplan(parts),
  ...answerTelnyx(parts),
  ...answerTwilio(parts),
  ...answerSystem({ ...parts, openApi: () => openApi(parts.version) }),
})
