import type { CalendarView, FlowView } from '@callchart/protocol'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { z } from 'zod'
import type { CallDirectory } from '../call/directory.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { RuntimeError } from '../errors.js'
import type { Review } from '../review/review.js'
import { openApi } from './openapi.js'
import { fitting, problemHandler, sendProblem } from './problems.js'
import { routes, type Route, type RouteName } from './routes.js'

export interface ApiParts {
  readonly logger: Logger
  readonly version: string
  readonly directory: CallDirectory
  readonly registry: Registry
  /** Live version of a flow, or of the flow that answers a dialled number. */
  versionFor(asked: { flow?: string | undefined; dnis?: string | undefined }): Promise<ReadyVersion | undefined>
  flows(): readonly FlowView[]
  calendars(): readonly CalendarView[]
  readonly review: Review
  /** @throws RUNTIME_MEDIA_URL_UNKNOWN */
  mediaUrl(token: string): string
  joinQueue(queue: string, name: string): Promise<{ agentId: string; controlUrl: string; expiresAt: string }>
  /** Failing checks have a text other than `ok`. */
  readiness(): Promise<Record<string, string>>
  callStarted(flow: string): void
}

const bodyLimit = '100kb'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
interface Asked<Of extends Route> {
  readonly params: Parsed<Of['params']>
  readonly query: Parsed<Of['query']>
  readonly body: Parsed<Of['body']>
}
type Answers = { readonly [Name in RouteName]: (asked: Asked<(typeof routes)[Name]>, response: Response) => Promise<unknown> }

/** The HTTP API. Requests are checked here, once; every answer that is not good is a problem document. */
export function createApi(parts: ApiParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(helmet())
  const answers = answersOf(parts)
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const answer = answers[name] as (asked: unknown, response: Response) => Promise<unknown>
    const checks = route.body === undefined ? [] : [jsonOnly, express.json({ limit: bodyLimit, strict: true })]
    app[route.method](route.path, ...checks, async (request, response) => {
      const value = await answer(askedOf(route, request), response)
      if (response.headersSent) return
      if (value === undefined) response.status(route.status).end()
      else response.status(response.statusCode === 200 ? route.status : response.statusCode).json(value)
    })
  }
  refuseOthers(app)
  app.use(problemHandler(parts.logger))
  return app
}

const askedOf = (route: Route, request: Request): unknown => ({
  params: route.params === undefined ? undefined : fitting(route.params, request.params, 'path'),
  query: route.query === undefined ? undefined : fitting(route.query, request.query, 'query'),
  body: route.body === undefined ? undefined : fitting(route.body, request.body ?? {}, 'body'),
})

/** No body is an empty one; any other must say that it is JSON. */
const jsonOnly: RequestHandler = (request, _response, next) => {
  const empty = request.headers['transfer-encoding'] === undefined && (request.headers['content-length'] ?? '0') === '0'
  if (empty || request.is('application/json') !== false) return next()
  throw new RuntimeError('RUNTIME_MEDIA_TYPE_UNSUPPORTED', 'The body must be application/json: set the Content-Type header.')
}

/** 405 on a path that exists with another method, 404 on all others. */
function refuseOthers(app: Express): void {
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
  app.use((request, response) =>
    sendProblem(response, new RuntimeError('RUNTIME_ROUTE_UNKNOWN', `Nothing is at ${request.path}: see /openapi.json.`)),
  )
}

const answersOf = (parts: ApiParts): Answers => ({
  createCall: ({ body }) => createCall(parts, body),
  listCalls: ({ query }) => parts.directory.list(query),
  async getCall({ params }) {
    const view = await parts.directory.view(params.callId)
    if (view === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${params.callId}".`)
    return view
  },
  hangUpCall: async ({ params, body }) => parts.directory.hangUp(params.callId, body.cause),
  listFlows: async () => ({ flows: parts.flows() }),
  listCalendars: async () => ({ calendars: parts.calendars() }),
  listUnrecognised: ({ params, query }) => parts.review.list(params.flow, query),
  groupUnrecognised: ({ params, query }) => parts.review.groups(params.flow, query),
  addUnrecognisedToIntent: ({ params, body }) => parts.review.addToIntent(params.flow, params.utteranceId, body),
  dismissUnrecognised: ({ params }) => parts.review.dismiss(params.flow, params.utteranceId),
  joinQueue: ({ params, body }) => parts.joinQueue(params.queue, body.name),
  health: async () => ({ status: 'ok' }),
  async ready(_asked, response) {
    const checks = await parts.readiness()
    const ready = Object.values(checks).every((check) => check === 'ok')
    if (!ready) response.status(503)
    return { status: ready ? 'ready' : 'not-ready', checks }
  },
  async metrics(_asked, response) {
    response.type(parts.registry.contentType).send(await parts.registry.metrics())
    return undefined
  },
  openapi: async () => openApi(parts.version),
})

type CreateCall = Asked<(typeof routes)['createCall']>['body']

async function createCall(parts: ApiParts, { flow, dnis, ani, direction, variables }: CreateCall): Promise<unknown> {
  const ready = await parts.versionFor({ flow, dnis })
  if (ready === undefined) {
    const asked =
      flow !== undefined
        ? `Flow "${flow}" has no live version`
        : dnis !== undefined
          ? `No flow answers ${dnis}`
          : 'Neither flow nor dnis is given'
    throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `${asked}: see GET /v1/flows for what is live.`)
  }
  parts.mediaUrl('')
  const attributes = { direction, variables, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
  const { callId, token, expiresAt } = await parts.directory.create(attributes, ready)
  parts.callStarted(ready.manifest.flow)
  return { callId, mediaUrl: parts.mediaUrl(token), flow: ready.manifest.flow, version: ready.version, expiresAt: expiresAt.toISOString() }
}
