import type { z } from 'zod'
import type { FlowProblem } from '../contract/compiled.js'
import { deepestNesting, nestsTooDeep } from '../document/parse.js'
import type { FlowDocument } from '../document/schema.js'
import { ruleProblem, told, type Told } from './problem.js'
import { rulesSchema, type Rule } from './schema.js'
import { unknownNames } from './unknown-names.js'

export interface ReadRules {
  /** Absent where the text is no file of rules. */
  readonly rules?: readonly Rule[]
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: Told): FlowProblem =>
  ruleProblem('FLOW_RULES_INVALID', message, told('Correct it as flows/rules.schema.json and docs/rules.md say.', '请按 flows/rules.schema.json 和 docs/rules.md 更正。'))

/** Of a thing that may have several forms, what is wrong with the form that it comes nearest to. */
const innermost = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union') return [issue]
  const nearest = [...issue.errors].sort((left, right) => left.length - right.length)[0] ?? []
  return nearest.length === 0 ? [issue] : nearest.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }))
}

const ruleIdAt = (json: unknown, [list, index]: readonly PropertyKey[]): string => {
  const rules: unknown = json !== null && typeof json === 'object' ? Reflect.get(json, 'rules') : undefined
  const rule: unknown = list === 'rules' && typeof index === 'number' && Array.isArray(rules) ? rules[index] : undefined
  const id: unknown = rule !== null && typeof rule === 'object' ? Reflect.get(rule, 'id') : undefined
  return typeof id === 'string' ? ` (${id})` : ''
}

const toProblem = (json: unknown, { path, message }: z.core.$ZodIssue): FlowProblem => {
  const field = path.map(String).join('.')
  const rule = ruleIdAt(json, path)
  const en = field === '' ? 'The file of rules' : `"${field}" of the rules${rule}`
  const zh = field === '' ? '规则文件' : `规则的“${field}”${rule}`
  return { ...invalid(told(`${en} does not fit: ${message}.`, `${zh}不符合格式：${message}。`)), path: field }
}

/**
 * Reads the text of a file of rules.
 * @param flows the flows that the rules are for; absent: nothing is said about names that none of them has
 */
export const readRules = (text: string, flows?: Iterable<FlowDocument>): ReadRules => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problems: [invalid(told(`The file of rules is not JSON: ${reason}.`, `规则文件不是 JSON：${reason}。`))] }
  }
  if (nestsTooDeep(json))
    return { problems: [invalid(told(`The file of rules nests deeper than ${deepestNesting} levels.`, `规则文件的嵌套超过 ${deepestNesting} 层。`))] }
  const parsed = rulesSchema.safeParse(json)
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(innermost).map((issue) => toProblem(json, issue)) }
  const { rules } = parsed.data
  return { rules, problems: flows === undefined ? [] : unknownNames(rules, [...flows]) }
}
