import { flowProblem } from '../check/problem.js'
import { said, type Said } from '../contract/said.js'
import type { FlowProblem } from '../contract/compiled.js'
import { fitSchema, type SchemaFault } from '../document/fit-schema.js'
import { deepestNesting, nestsTooDeep } from '../document/parse.js'
import { readJson } from '../document/read-json.js'
import type { FlowDocument } from '../document/schema.js'
import { rulesSchema, type Rule } from './schema.js'
import { unknownNames } from './unknown-names.js'

export interface ReadRules {
  /** Absent where the text is no file of rules. */
  readonly rules?: readonly Rule[]
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: Said): FlowProblem =>
  flowProblem('FLOW_RULES_INVALID', message, said('Correct it as flows/rules.schema.json and docs/rules.md say.', '请按 flows/rules.schema.json 和 docs/rules.md 更正。'))

const ruleIdAt = (json: unknown, [list, index]: readonly PropertyKey[]): string => {
  const rules: unknown = json !== null && typeof json === 'object' ? Reflect.get(json, 'rules') : undefined
  const rule: unknown = list === 'rules' && typeof index === 'number' && Array.isArray(rules) ? rules[index] : undefined
  const id: unknown = rule !== null && typeof rule === 'object' ? Reflect.get(rule, 'id') : undefined
  return typeof id === 'string' ? ` (${id})` : ''
}

const toProblem = (json: unknown, { path, reason }: SchemaFault): FlowProblem => {
  const field = path.map(String).join('.')
  const rule = ruleIdAt(json, path)
  const place = field === '' ? said('The file of rules', '规则文件') : said(`"${field}" of the rules${rule}`, `规则的字段“${field}”${rule}`)
  return { ...invalid(said(`${place.en} does not fit: ${reason.en}.`, `${place.zh}不符合格式要求：${reason.zh}。`)), path: field }
}

/**
 * Reads the text of a file of rules.
 * @param flows the flows that the rules are for; absent: nothing is said about names that none of them has
 */
export const readRules = (text: string, flows?: Iterable<FlowDocument>): ReadRules => {
  const read = readJson(text)
  if ('fault' in read) return { problems: [invalid(said(`The file of rules is not JSON: ${read.fault.en}.`, `规则文件不是 JSON：${read.fault.zh}。`))] }
  if (nestsTooDeep(read.json))
    return { problems: [invalid(said(`The file of rules nests deeper than ${deepestNesting} levels.`, `规则文件的嵌套超过 ${deepestNesting} 层。`))] }
  const fitted = fitSchema(rulesSchema, read.json)
  if ('faults' in fitted) return { problems: fitted.faults.map((fault) => toProblem(read.json, fault)) }
  const { rules } = fitted.value
  return { rules, problems: flows === undefined ? [] : unknownNames(rules, [...flows]) }
}
