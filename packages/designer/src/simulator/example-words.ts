import type { VariableValue } from '@callchart/flow'

/** What stands in an example where any text would do. */
const anyText = 'something'

const words: readonly (readonly [key: RegExp, chinese: string, otherwise: string])[] = [
  [/currency/i, 'CNY', 'USD'],
  [/phone|mobile|tel|number$/i, '13800138000', '+15550142'],
  [/name|doctor|contact|owner|agent/i, '王女士', 'Ms. Lee'],
  [/city|branch|place|location|address/i, '上海', 'Springfield'],
  [/id$|reference|code|ticket|order/i, 'A-1042', 'A-1042'],
  [/status|state/i, 'open', 'open'],
]

/** An example with values that sound like what they stand for. */
export function soundingExample(value: VariableValue, language: string, key = ''): VariableValue {
  if (value === anyText) {
    const found = words.find(([pattern]) => pattern.test(key))
    return found === undefined ? value : language.startsWith('zh') ? found[1] : found[2]
  }
  if (Array.isArray(value)) return (value as readonly VariableValue[]).map((item) => soundingExample(item, language, key))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, soundingExample(item, language, name === 'zh' || name === 'en' ? key : name)]))
}
