import { cardsService } from './cards.js'
import { clinicService } from './clinic.js'
import { refused, type DemoAnswer, type DemoRequest } from './demo-service.js'
import { helpdeskService } from './helpdesk.js'
import { surveyService } from './survey.js'

/** Endpoints that the example flows name, and where each begins in the paths of the demonstration. */
export const demoEndpoints = { cards: '', survey: '/survey', clinic: '/clinic', helpdesk: '/helpdesk' } as const

interface Remembered {
  readonly path: string
  readonly answer: DemoAnswer
}

const mostKeys = 10_000

/** Everything that the example flows call, kept in memory: what was answered to an Idempotency-Key is answered to it again. */
export function demoServices(now: () => Date = () => new Date()): (request: DemoRequest) => DemoAnswer {
  const services = [cardsService(), surveyService(), clinicService(now), helpdeskService()]
  const byKey = new Map<string, Remembered>()
  const answer = (request: DemoRequest): DemoAnswer => {
    for (const service of services) {
      const found = service(request)
      if (found !== undefined) return found
    }
    return refused(404, 'The demonstration has no such path')
  }
  return (request) => {
    const { path, idempotencyKey } = request
    const known = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey)
    if (known !== undefined) return known.path === path ? known.answer : refused(422, 'This Idempotency-Key was used for something else')
    const given = answer(request)
    if (idempotencyKey === undefined || given.status >= 400) return given
    if (byKey.size >= mostKeys) byKey.clear()
    byKey.set(idempotencyKey, { path, answer: given })
    return given
  }
}
