import type { Json } from '@callchart/flow'
import type { Sees } from './prompt-places.js'
import type { SampleValues } from './sample-values.js'

/** Something that can stand in {{ … }}. */
export interface VariableChoice {
  /** The expression itself. */
  readonly expression: string
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'list' | 'any'
  /** Where it comes from: the flow, this place, the call, or a value as it is said. */
  readonly from: 'flow' | 'place' | 'call' | 'saidAs'
  readonly description?: string
  /** As it was last seen in a simulated call. */
  readonly last?: string
}

const currencies: Readonly<Record<string, string>> = { zh: 'CNY', ja: 'JPY', ko: 'KRW', 'en-GB': 'GBP', 'en-AU': 'AUD', 'en-CA': 'CAD', en: 'USD' }

/** What money is said in where nobody says otherwise. */
export const currencyOf = (language: string): string => currencies[language] ?? currencies[language.split('-')[0] ?? ''] ?? 'EUR'

/** How a value of a type can be said: digits one by one, an amount, a date. */
function saidAs(expression: string, type: VariableChoice['type'], language: string): string[] {
  switch (type) {
    case 'number':
      return [`money(${expression}, "${currencyOf(language)}")`, `number(${expression})`, `digits(${expression})`, `ordinal(${expression})`]
    case 'date':
      return [`date(${expression})`]
    case 'string':
      return [`digits(${expression})`, `phone(${expression})`, `spell(${expression})`, `time(${expression})`, `date(${expression})`]
    default:
      return []
  }
}

const placeChoices: Readonly<Record<string, readonly VariableChoice[]>> = {
  value: [{ expression: 'value', type: 'any', from: 'place' }],
  queue: [
    { expression: 'queue.position', type: 'number', from: 'place' },
    { expression: 'queue.waitMinutes', type: 'number', from: 'place' },
  ],
  first: [{ expression: 'first', type: 'string', from: 'place' }],
  second: [{ expression: 'second', type: 'string', from: 'place' }],
}
const callChoices: readonly VariableChoice[] = [
  { expression: 'call.ani', type: 'string', from: 'call' },
  { expression: 'call.dnis', type: 'string', from: 'call' },
]

const typeOf = (type: Json | undefined): VariableChoice['type'] =>
  type === 'string' || type === 'number' || type === 'boolean' || type === 'date' || type === 'list' ? type : 'any'

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function declared(variables: Json | undefined, last: SampleValues): VariableChoice[] {
  if (typeof variables !== 'object' || variables === null) return []
  return Object.entries(variables as Readonly<Record<string, Json>>).map(([name, variable]): VariableChoice => {
    const { type, description, sensitive } = (typeof variable === 'object' && variable !== null ? variable : {}) as Readonly<Record<string, Json>>
    const value = last[name]
    return {
      expression: name,
      type: typeOf(type),
      from: 'flow',
      ...(typeof description === 'string' && description !== '' && { description }),
      ...(value !== undefined && value !== '' && sensitive !== true && { last: shown(value) }),
    }
  })
}

/** Everything that a prompt may name, the flow's own variables first. */
export const variableChoices = (variables: Json | undefined, sees: Sees, last: SampleValues): VariableChoice[] => [
  ...Object.keys(sees).flatMap((name) => placeChoices[name] ?? []),
  ...declared(variables, last),
  ...callChoices,
]

const mostShown = 40

/** Those that fit what was typed behind {{; how each may be said comes behind it once something was typed. */
export function fittingChoices(choices: readonly VariableChoice[], typed: string, language: string): VariableChoice[] {
  const query = typed.trim().toLowerCase()
  if (query === '') return choices.slice(0, mostShown)
  const spoken = choices.flatMap((choice) => [
    choice,
    ...saidAs(choice.expression, choice.type, language).map((expression): VariableChoice => ({ expression, type: 'string', from: 'saidAs', ...(choice.last !== undefined && { last: choice.last }) })),
  ])
  const rank = ({ expression, description = '' }: VariableChoice): number => {
    const text = expression.toLowerCase()
    if (text.startsWith(query)) return 0
    if (text.includes(query)) return 1
    return description.toLowerCase().includes(query) ? 2 : 3
  }
  return spoken
    .map((choice, index) => ({ choice, index, rank: rank(choice) }))
    .filter((each) => each.rank < 3)
    .sort((left, right) => left.rank - right.rank || left.index - right.index)
    .map(({ choice }) => choice)
    .slice(0, mostShown)
}

/** An expression that is being typed: where its {{ stands, and what is behind it so far. */
export interface OpenExpression {
  readonly from: number
  readonly typed: string
}

export function openExpression(text: string, cursor: number): OpenExpression | undefined {
  const from = text.lastIndexOf('{{', cursor - 1)
  if (from === -1 || from + 2 > cursor) return undefined
  const typed = text.slice(from + 2, cursor)
  return typed.includes('}}') || typed.includes('\n') ? undefined : { from, typed }
}

export interface Edited {
  readonly text: string
  readonly cursor: number
}

/** The text with an expression in the place of what was being typed, its braces closed. */
export function withExpression(text: string, cursor: number, { from }: OpenExpression, expression: string): Edited {
  const behind = text.slice(cursor)
  const rest = /^[^{}\n]*\}\}/.test(behind) ? behind.slice(behind.indexOf('}}') + 2) : behind
  const before = `${text.slice(0, from)}{{ ${expression} }}`
  return { text: before + rest, cursor: before.length }
}
