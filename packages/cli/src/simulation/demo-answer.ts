import type { HttpRequestEffect, SimulatedAnswer, VariableValue } from '@callchart/flow'
import { demoEndpoints, demoServices } from '../demo/demo-services.js'

const endpoints: Readonly<Record<string, string>> = demoEndpoints

/** What the services of the example flows answer to the requests of simulated calls. */
export function answerOfDemo(now: () => Date): (request: HttpRequestEffect) => SimulatedAnswer {
  const answer = demoServices(now)
  return ({ method, url, body, idempotent, requestId }) => {
    const [, name = '', path = ''] = /^endpoint:\/\/([^/]+)(\/[^?]*)/.exec(url) ?? []
    const base = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined
    if (base === undefined) return { failure: 'nobody answers in this simulation: give --answer' }
    const given = answer({ method, path: `${base}${path}`, body, idempotencyKey: idempotent ? requestId : undefined })
    return { status: given.status, body: given.body as VariableValue }
  }
}
