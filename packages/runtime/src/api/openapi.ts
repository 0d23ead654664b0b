import { problemSchema } from '@callchart/protocol'
import { z } from 'zod'
import type { Route } from './route.js'
import { routes, type RouteName } from './routes.js'

type JsonObject = Record<string, unknown>

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) as JsonObject
  return rest
}

const content = (type: string, schema: JsonObject): JsonObject => ({ content: { [type]: { schema } } })

function parametersOf(schema: z.ZodObject | undefined, where: 'path' | 'query'): JsonObject[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Record<string, JsonObject>; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

function answersOf(route: Route): JsonObject {
  const good =
    route.answer !== undefined
      ? content('application/json', jsonSchema(route.answer, 'output'))
      : route.answerType !== undefined
        ? content(route.answerType, { type: 'string' })
        : {}
  const problem = content('application/problem+json', { $ref: '#/components/schemas/Problem' })
  const problems = route.problems.map((status) => [status, { description: 'Problem details (RFC 9457)', ...problem }] as const)
  return Object.fromEntries([[route.status, { description: route.summary, ...good }], ...problems])
}

function operationOf(name: string, route: Route): JsonObject {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  return {
    operationId: name,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.bodyType === undefined ? {} : { requestBody: content(route.bodyType, { type: 'string', format: 'binary' }) }),
    ...(route.body === undefined ? {} : { requestBody: content('application/json', jsonSchema(route.body, 'input')) }),
    responses: answersOf(route),
  }
}

/** OpenAPI 3.1 of the API, made from the very schemas that check its requests. */
export function openApi(version: string): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Callchart runtime', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: { Problem: jsonSchema(problemSchema, 'output') } },
  }
}
