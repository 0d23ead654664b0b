import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { fitSchema, type SchemaFault } from './fit-schema.js'
import { flowDocumentSchema, type FlowDocument } from './schema.js'

export type ParsedFlow = { readonly document: FlowDocument } | { readonly problems: readonly FlowProblem[] }

/** Id of the node that a path of the document lies in. */
const nodeIdAt = (json: unknown, path: readonly PropertyKey[]): string | undefined => {
  if (path[0] !== 'nodes' || typeof path[1] !== 'number') return undefined
  const node = (json as { nodes?: readonly unknown[] }).nodes?.[path[1]]
  const id = (node as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}

const toProblem = (json: unknown, { path, reason, fault, fields }: SchemaFault): FlowProblem => {
  const field = path.map(String).join('.')
  const nodeId = nodeIdAt(json, path)
  const place = field === '' ? said('The document', '流程文档') : said(`"${field}"`, `字段“${field}”`)
  const problem = flowProblem(
    'FLOW_SCHEMA_INVALID',
    said(`${place.en} does not fit the schema: ${reason.en}.`, `${place.zh}不符合格式要求：${reason.zh}。`),
    said('Correct the field as flows/flow.schema.json says.', '请按 flows/flow.schema.json 的说明修正该字段。'),
    { fault, fields, reason },
  )
  return { ...problem, ...(nodeId === undefined ? {} : { nodeId }), path: field }
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
  ...flowProblem(
    'FLOW_SCHEMA_INVALID',
    said(`The document nests deeper than ${deepestNesting} levels.`, `流程文档的嵌套超过 ${deepestNesting} 层。`),
    said('Take levels out of the body of a request.', '请减少接口调用请求体的嵌套层数。'),
    { fault: 'unfit', fields: [], reason: said(`it nests deeper than ${deepestNesting} levels`, `嵌套超过 ${deepestNesting} 层`) },
  ),
  path: '',
}

/** Reads a flow document: every field checked and every default filled in, or what is wrong and where. */
export const parseFlow = (json: unknown): ParsedFlow => {
  if (nestsTooDeep(json)) return { problems: [tooDeep] }
  const fitted = fitSchema(flowDocumentSchema, json)
  return 'value' in fitted ? { document: fitted.value } : { problems: fitted.faults.map((fault) => toProblem(json, fault)) }
}
