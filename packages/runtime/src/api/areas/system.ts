import type { Registry } from 'prom-client'
import { z } from 'zod'
import type { Readiness } from '../../readiness.js'
import type { AnswersOf, Route } from '../route.js'

const healthSchema = z.object({ status: z.literal('ok') })
const readySchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  /** Each keeps new calls away unless it is `ok`. */
  checks: z.record(z.string(), z.string()),
  /** What calls suffer from, and go on without. */
  notes: z.record(z.string(), z.string()),
})

export const systemRoutes = {
  health: { method: 'get', path: '/healthz', summary: 'The process answers', status: 200, answer: healthSchema, problems: [] },
  ready: {
    method: 'get',
    path: '/readyz',
    summary: 'New calls can be taken; 503 with the failing checks otherwise',
    status: 200,
    answer: readySchema,
    problems: [],
  },
  metrics: { method: 'get', path: '/metrics', summary: 'Prometheus metrics', status: 200, answerType: 'text/plain', problems: [] },
  openapi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    problems: [],
  },
} as const satisfies Record<string, Route>

export interface SystemAnswerParts {
  readonly registry: Registry
  readiness(): Promise<Readiness>
  openApi(): Record<string, unknown>
}

export const answerSystem = (parts: SystemAnswerParts): AnswersOf<typeof systemRoutes> => ({
  health: async () => ({ status: 'ok' }),
  async ready(_asked, response) {
    const { checks, notes } = await parts.readiness()
    const ready = Object.values(checks).every((check) => check === 'ok')
    if (!ready) response.status(503)
    return { status: ready ? 'ready' : 'not-ready', checks, notes }
  },
  async metrics(_asked, response) {
    response.type(parts.registry.contentType).send(await parts.registry.metrics())
    return undefined
  },
  openapi: async () => parts.openApi(),
})
