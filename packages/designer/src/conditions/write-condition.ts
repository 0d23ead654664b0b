import type { ExpressionType, ExpressionVariables } from '@callchart/flow'
import { isGroup, type Group, type Operand, type Test } from './condition.js'

const literal = (value: string | number | boolean): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

function operand(than: Operand | undefined): string {
  if (than === undefined) return '""'
  if ('variable' in than) return than.variable
  return 'literals' in than ? `[${than.literals.map(literal).join(', ')}]` : literal(than.literal)
}

const signs = { equals: '==', differs: '!=', less: '<', atMost: '<=', more: '>', atLeast: '>=' } as const

function testText({ subject, is, than }: Test, type: ExpressionType): string {
  switch (is) {
    case 'isTrue':
      return subject
    case 'isFalse':
      return `!${subject}`
    case 'isEmpty':
      return type === 'list' ? `size(${subject}) == 0` : `${subject} == ""`
    case 'isFilled':
      return type === 'list' ? `size(${subject}) > 0` : `${subject} != ""`
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return `${subject}.${is}(${operand(than)})`
    case 'oneOf':
      return `${subject} in ${operand(than)}`
    case 'has':
      return `${operand(than)} in ${subject}`
    default:
      return `${subject} ${signs[is]} ${operand(than)}`
  }
}

/** The condition as CEL; undefined where the group holds nothing. */
export function writeCondition({ join, items }: Group, names: ExpressionVariables): string | undefined {
  const parts = items.flatMap((item) => {
    if (!isGroup(item)) return item.subject === '' ? [] : [testText(item, names[item.subject] ?? 'string')]
    const inner = writeCondition(item, names)
    if (inner === undefined) return []
    return [item.items.length > 1 ? `(${inner})` : inner]
  })
  return parts.length === 0 ? undefined : parts.join(join === 'all' ? ' && ' : ' || ')
}
