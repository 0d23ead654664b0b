import type { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'

type RawIssue = z.core.$ZodRawIssue

const typesZh: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: '布尔值',
  array: '列表',
  object: '对象',
  record: '对象',
  null: '空值',
}

const typeZh = (type: string): string => (Object.hasOwn(typesZh, type) ? (typesZh[type] ?? type) : type)

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const unitsZh: Readonly<Record<string, string>> = { string: '个字符', array: '项' }

const boundZh = (origin: string, bound: unknown, counted: string, measured: string): string => {
  const unit = Object.hasOwn(unitsZh, origin) ? unitsZh[origin] : undefined
  return unit === undefined ? `不能${measured} ${String(bound)}` : `${counted} ${String(bound)} ${unit}`
}

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('、')

const oneOf = (values: readonly unknown[]): string => `应为 ${listed(values)}${values.length === 1 ? '' : ' 之一'}`

/** What people meet most, in words of the product; undefined where the library's own text serves. */
const oursZh = (issue: RawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少该字段' : `应为${typeZh(issue.expected)}，实际是${typeZh(typeOf(issue.input))}`
    case 'too_small':
      return boundZh(issue.origin, issue.minimum, '至少', '小于')
    case 'too_big':
      return boundZh(issue.origin, issue.maximum, '最多', '大于')
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined
    case 'unrecognized_keys':
      return `有未知字段 ${listed(issue.keys)}`
    default:
      return undefined
  }
}

const { localeError } = zhCN()

/** The Chinese texts of one reading of a value: `schema.safeParse(value, { error: schemaFaultZh })`. */
export const schemaFaultZh: z.core.$ZodErrorMap = (issue) => oursZh(issue) ?? localeError(issue)
