import type { Json } from '@callchart/flow'

/** A value for each variable with which a prompt can be listened to. */
export type SampleValues = Readonly<Record<string, unknown>>

const isChinese = (language: string): boolean => language.startsWith('zh')

/** What a caller might be told: something that every function of prompts can say. */
function example(type: Json | undefined, language: string): unknown {
  switch (type) {
    case 'number':
      return 128.5
    case 'boolean':
      return true
    case 'date':
      return '2026-03-15'
    case 'list':
      return [isChinese(language) ? '示例' : 'example']
    default:
      return isChinese(language) ? '示例' : 'example'
  }
}

const isEmpty = (value: unknown): boolean => value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)

/**
 * Values of a flow's variables as they were last seen in a simulated call, else as they begin, else made up.
 * @param last variable -> its last value
 */
export function sampleValues({ variables }: { readonly variables?: Json | undefined }, language: string, last: SampleValues = {}): SampleValues {
  const declared = typeof variables === 'object' && variables !== null ? Object.entries(variables as Readonly<Record<string, Json>>) : []
  const own = declared.map(([name, variable]): [string, unknown] => {
    const { type, initial } = (typeof variable === 'object' && variable !== null ? variable : {}) as { type?: Json; initial?: Json }
    if (Object.hasOwn(last, name) && !isEmpty(last[name])) return [name, last[name]]
    return [name, isEmpty(initial) ? example(type, language) : initial]
  })
  const [first, second] = isChinese(language) ? ['查询余额', '人工服务'] : ['your balance', 'an agent']
  return { value: '1234', queue: { position: 2, waitMinutes: 3 }, first, second, ...Object.fromEntries(own) }
}

/** A text variable may hold a number, a time or a telephone number: its function wants one that it can say. */
export function fittingSample(text: string, values: SampleValues): SampleValues {
  const wanted: Record<string, unknown> = {}
  for (const [, name, variable = ''] of text.matchAll(/\b(digits|phone|time|date|spell)\(\s*([a-z][A-Za-z0-9]*)\s*\)/g)) {
    const value = values[variable]
    if (typeof value !== 'string' || /\d/.test(value)) continue
    wanted[variable] = { digits: '20260315', phone: '13800138000', time: '14:30', date: '2026-03-15', spell: 'A12' }[name ?? '']
  }
  return { ...values, ...wanted }
}
