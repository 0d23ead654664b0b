import type { z } from 'zod'
import type { FlowProblem } from '../contract/compiled.js'
import { flowDocumentSchema, type FlowDocument } from './schema.js'

export type ParsedFlow = { readonly document: FlowDocument } | { readonly problems: readonly FlowProblem[] }

/** Id of the node that a path of the document lies in. */
const nodeIdAt = (json: unknown, path: readonly PropertyKey[]): string | undefined => {
  if (path[0] !== 'nodes' || typeof path[1] !== 'number') return undefined
  const node = (json as { nodes?: readonly unknown[] }).nodes?.[path[1]]
  const id = (node as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}

const toProblem = (json: unknown, issue: z.core.$ZodIssue): FlowProblem => {
  const path = issue.path.map(String).join('.')
  const nodeId = nodeIdAt(json, issue.path)
  return {
    code: 'FLOW_SCHEMA_INVALID',
    severity: 'error',
    ...(nodeId === undefined ? {} : { nodeId }),
    path,
    message: `${path === '' ? 'The document' : `"${path}"`} does not fit the schema: ${issue.message}.`,
    wayOut: 'Correct the field as flows/flow.schema.json says.',
  }
}

/** No flow nests deeper; a deeper document could exhaust the stack of whatever reads it. */
export const deepestNesting = 64

export const nestsTooDeep = (json: unknown): boolean => {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true
    level = level.flatMap((value) => (value !== null && typeof value === 'object' ? (Object.values(value) as unknown[]) : []))
  }
  return false
}

const tooDeep: FlowProblem = {
  code: 'FLOW_SCHEMA_INVALID',
  severity: 'error',
  path: '',
  message: `The document nests deeper than ${deepestNesting} levels.`,
  wayOut: 'Take levels out of the body of a request.',
}

/** Reads a flow document: every field checked and every default filled in, or what is wrong and where. */
export const parseFlow = (json: unknown): ParsedFlow => {
  if (nestsTooDeep(json)) return { problems: [tooDeep] }
  const result = flowDocumentSchema.safeParse(json)
  return result.success ? { document: result.data } : { problems: result.error.issues.map((issue) => toProblem(json, issue)) }
}
