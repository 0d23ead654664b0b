import { readAs } from '@callchart/protocol'
import type { z } from 'zod'
import type { SchemaFacts } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'
import { schemaFault } from './schema-fault.js'

/** Where a value does not fit its schema, and why. */
export interface SchemaFault extends SchemaFacts {
  readonly path: readonly PropertyKey[]
}

/** What a refinement of a schema says where it is not met: `.refine(isKey, refusal('One key of a telephone', '…'))`. */
export const refusal = (en: string, zh: string): { readonly message: string; readonly params: { readonly zh: string } } => ({ message: en, params: { zh } })

const reasonOf = ({ message }: z.core.$ZodIssue, issueZh: z.core.$ZodIssue | undefined): Said => {
  const ours: unknown = issueZh?.code === 'custom' ? issueZh.params?.zh : undefined
  return said(message, typeof ours === 'string' ? ours : (issueZh?.message ?? '不符合格式'))
}

/** Whether the thing as a whole is of another type: an object where a text would be. */
const isOfAnotherType = (issues: readonly z.core.$ZodIssue[]): boolean => issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)

/** Of a thing that may have several forms, what is wrong with the form that it comes nearest to. */
const innermost = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union') return [issue]
  const nearest = [...issue.errors].sort((left, right) => Number(isOfAnotherType(left)) - Number(isOfAnotherType(right)) || left.length - right.length)[0] ?? []
  return nearest.length === 0 ? [issue] : nearest.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }))
}

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined), json)

const faultOf = (json: unknown, issue: z.core.$ZodIssue): Pick<SchemaFacts, 'fault' | 'fields'> => {
  if (issue.code === 'unrecognized_keys') return { fault: 'unknown-fields', fields: issue.keys }
  const value = valueAt(json, issue.path)
  return { fault: issue.path.length > 0 && (value === undefined || value === '') ? 'missing' : 'unfit', fields: [] }
}

/** The value of a schema with every default filled in, or everything that does not fit. */
export const fitSchema = <Value>(schema: z.ZodType<Value>, json: unknown): { readonly value: Value } | { readonly faults: readonly SchemaFault[] } => {
  const result = readAs(schema, json, { error: schemaFault.en })
  if (result.success) return { value: result.data }
  // The texts of a language belong to one reading; a second one finds the same in the same order.
  const issuesZh = (readAs(schema, json, { error: schemaFault.zh }).error?.issues ?? []).flatMap(innermost)
  return { faults: result.error.issues.flatMap(innermost).map((issue, index) => ({ path: issue.path, reason: reasonOf(issue, issuesZh[index]), ...faultOf(json, issue) })) }
}
