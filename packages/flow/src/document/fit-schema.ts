import type { z } from 'zod'
import { said, type Said } from '../contract/said.js'
import { schemaFaultZh } from './schema-fault-zh.js'

/** Where a value does not fit its schema, and why. */
export interface SchemaFault {
  readonly path: readonly PropertyKey[]
  readonly reason: Said
}

/** What a refinement of a schema says where it is not met: `.refine(isKey, refusal('One key of a telephone', '…'))`. */
export const refusal = (en: string, zh: string): { readonly message: string; readonly params: { readonly zh: string } } => ({ message: en, params: { zh } })

const reasonOf = ({ message }: z.core.$ZodIssue, issueZh: z.core.$ZodIssue | undefined): Said => {
  const ours: unknown = issueZh?.code === 'custom' ? issueZh.params?.zh : undefined
  return said(message, typeof ours === 'string' ? ours : (issueZh?.message ?? '不符合格式'))
}

/** The value of a schema with every default filled in, or everything that does not fit. */
export const fitSchema = <Value>(schema: z.ZodType<Value>, json: unknown): { readonly value: Value } | { readonly faults: readonly SchemaFault[] } => {
  const result = schema.safeParse(json)
  if (result.success) return { value: result.data }
  // The texts of a language belong to one reading; a second one finds the same in the same order.
  const issuesZh = schema.safeParse(json, { error: schemaFaultZh }).error?.issues ?? []
  return { faults: result.error.issues.map((issue, index) => ({ path: issue.path, reason: reasonOf(issue, issuesZh[index]) })) }
}
