import type { ExpressionType } from '@callchart/flow'

/** How something is compared in the builder. */
export const comparisons = ['equals', 'differs', 'less', 'atMost', 'more', 'atLeast', 'contains', 'startsWith', 'endsWith', 'oneOf', 'has', 'isEmpty', 'isFilled', 'isTrue', 'isFalse'] as const
export type Comparison = (typeof comparisons)[number]

/** What something is compared with: a value, or another variable. */
export type Operand = { readonly literal: string | number | boolean } | { readonly literals: readonly (string | number)[] } | { readonly variable: string }

/** One line of the builder. */
export interface Test {
  readonly subject: string
  readonly is: Comparison
  /** Absent where the comparison needs none. */
  readonly than?: Operand
}

/** Tests of which all hold, or any; a group may hold groups, which hold tests only. */
export interface Group {
  readonly join: 'all' | 'any'
  readonly items: readonly (Test | Group)[]
}

export const isGroup = (item: Test | Group): item is Group => 'join' in item

/** Comparisons that fit a type, the likeliest first. */
const fitting: Readonly<Record<ExpressionType, readonly Comparison[]>> = {
  string: ['equals', 'differs', 'contains', 'startsWith', 'endsWith', 'oneOf', 'isEmpty', 'isFilled'],
  number: ['equals', 'differs', 'less', 'atMost', 'more', 'atLeast', 'oneOf'],
  boolean: ['isTrue', 'isFalse'],
  date: ['equals', 'differs', 'less', 'atMost', 'more', 'atLeast', 'isEmpty', 'isFilled'],
  list: ['has', 'isEmpty', 'isFilled'],
  any: ['equals', 'differs', 'less', 'atMost', 'more', 'atLeast'],
}

export const comparisonsFor = (type: ExpressionType): readonly Comparison[] => fitting[type]

const alone: ReadonlySet<Comparison> = new Set<Comparison>(['isEmpty', 'isFilled', 'isTrue', 'isFalse'])
export const needsOperand = (is: Comparison): boolean => !alone.has(is)

/** What a comparison of a type begins with. */
export function freshOperand(type: ExpressionType, is: Comparison): Operand | undefined {
  if (!needsOperand(is)) return undefined
  if (is === 'oneOf') return { literals: [] }
  return { literal: type === 'number' ? 0 : '' }
}
