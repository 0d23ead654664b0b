import { z } from 'zod'
import { created, ok, refused, type DemoService } from './demo-service.js'

const resultSchema = z.object({ reference: z.string().max(100), score: z.int().min(1).max(5), reason: z.string().max(5_000).default('') })
const mostKept = 1_000

/** Takes the results of a survey. */
export function surveyService(): DemoService {
  const results: z.infer<typeof resultSchema>[] = []
  return ({ method, path, body }) => {
    if (path !== '/survey/results') return undefined
    if (method === 'GET') return ok({ results })
    if (method !== 'POST') return undefined
    const result = resultSchema.safeParse(body)
    if (!result.success) return refused(422, `This is no result: ${z.prettifyError(result.error)}`)
    if (results.push(result.data) > mostKept) results.shift()
    return created({ count: results.length })
  }
}
