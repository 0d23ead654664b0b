import type { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import { said, type Said } from '../contract/said.js'

type RawIssue = z.core.$ZodRawIssue

const types: Readonly<Record<string, Said>> = {
  string: said('text', '文本'),
  number: said('a number', '数字'),
  int: said('a whole number', '整数'),
  boolean: said('yes or no', '布尔值'),
  array: said('a list', '列表'),
  object: said('an object', '对象'),
  record: said('an object', '对象'),
  null: said('nothing', '空值'),
}

const typeNamed = (type: string): Said => (Object.hasOwn(types, type) ? types[type] : undefined) ?? said(type, type)

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const units: Readonly<Record<string, Said>> = { string: said('character', '个字符'), array: said('entry', '项') }

const plural = (unit: string, count: unknown): string => (Number(count) === 1 ? unit : unit === 'entry' ? 'entries' : `${unit}s`)

const bound = (origin: string, limit: unknown, counted: Said, measured: Said): Said => {
  const unit = Object.hasOwn(units, origin) ? units[origin] : undefined
  return unit === undefined ? said(`${measured.en} ${String(limit)}`, `不能${measured.zh} ${String(limit)}`) : said(`${counted.en} ${String(limit)} ${plural(unit.en, limit)}`, `${counted.zh} ${String(limit)} ${unit.zh}`)
}

const listed = (values: readonly unknown[], separator: string): string => values.map((value) => JSON.stringify(value)).join(separator)

const oneOf = (values: readonly unknown[]): Said =>
  values.length === 1 ? said(`it must be ${listed(values, '')}`, `应为 ${listed(values, '')}`) : said(`it must be one of ${listed(values, ', ')}`, `应为 ${listed(values, '、')} 之一`)

const misfit = (expected: string, value: unknown): Said => {
  if (value === undefined) return said('it is missing', '缺少该字段')
  const [wanted, found] = [typeNamed(expected), typeNamed(typeOf(value))]
  return said(`it must be ${wanted.en}, and is ${found.en}`, `应为${wanted.zh}，实际是${found.zh}`)
}

/** What people meet most, in words of the product; undefined where the library's own text serves. */
const ours = (issue: RawIssue): Said | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return misfit(issue.expected, issue.input)
    case 'too_small':
      return bound(issue.origin, issue.minimum, said('it needs at least', '至少'), said('it must be at least', '小于'))
    case 'too_big':
      return bound(issue.origin, issue.maximum, said('it takes at most', '最多'), said('it must be at most', '大于'))
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined
    case 'invalid_format':
      return issue.format === 'regex' ? said(`it is not written as this field needs it (${String(issue.pattern)})`, `写法不符合要求（${String(issue.pattern)}）`) : undefined
    case 'unrecognized_keys':
      return said(`Unrecognized key${issue.keys.length === 1 ? '' : 's'}: ${listed(issue.keys, ', ')}`, `有未知字段 ${listed(issue.keys, '、')}`)
    default:
      return undefined
  }
}

const { localeError } = zhCN()

/** The texts of one reading of a value: `schema.safeParse(value, { error: schemaFault.zh })`. */
export const schemaFault = {
  en: (issue) => ours(issue)?.en,
  zh: (issue) => ours(issue)?.zh ?? localeError(issue),
} as const satisfies Readonly<Record<'en' | 'zh', z.core.$ZodErrorMap>>
