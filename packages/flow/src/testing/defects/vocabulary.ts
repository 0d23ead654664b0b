import type { VariableValue } from '../../contract/events.js'
import type { VariableType } from '../../document/variable.js'
import type { FlowNode } from '../../nodes/schemas.js'
import { splitTemplate } from '../../cel/template.js'
import { flowsWithin, nodesByPath, type LibraryFlow } from './library-flow.js'

/** What the conditions of a flow compare with, and what its nodes take: callers and services are made from it. */
export interface Vocabulary {
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
  readonly dates: readonly string[]
  /** Type of a variable by its name in the chart. */
  readonly types: ReadonlyMap<string, VariableType>
  /** Names of variables, whatever their flow, on which the course of the call depends. */
  readonly deciding: ReadonlySet<string>
  /** How the flow says a text: as a date, a time or a telephone number. */
  readonly spokenAs: ReadonlyMap<string, 'date' | 'time' | 'phone'>
  /** Beyond it all numbers are alike. */
  readonly largest: number
}

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : []
}

const templated = (text: string): string[] => {
  try {
    return splitTemplate(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expression]))
  } catch {
    return []
  }
}

const assignmentsOf = (node: FlowNode): (readonly [variable: string, expression: string])[] => {
  if (node.kind === 'set') return node.assign.map(({ variable, value }) => [variable, value])
  if (node.kind === 'request') return Object.entries(node.save)
  if (node.kind === 'subflow') return [...Object.entries(node.inputs), ...Object.entries(node.outputs)]
  return []
}

const conditionsOf = (node: FlowNode): string[] => {
  if (node.kind === 'decide') return node.branches.map(({ when }) => when)
  if (node.kind === 'record') return node.consent === undefined ? [] : [node.consent]
  if (node.kind === 'collect') return [...(node.validation === undefined ? [] : [node.validation]), ...(node.onlyIfMissing ? [node.variable] : [])]
  return []
}

const withoutTexts = (expression: string): string => expression.replace(/"(?:[^"\\]|\\.)*"/g, '""')
export const namesIn = (expression: string): string[] => withoutTexts(expression).match(/(?<![.\w])[a-z][A-Za-z0-9]*/g) ?? []
const quoted = (expression: string): string[] => [...expression.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text)
const numerals = (expression: string): number[] => (withoutTexts(expression).match(/(?<![\w.])\d+(\.\d+)?/g) ?? []).map(Number)

const closure = (wanted: Iterable<string>, assignments: readonly (readonly [string, string])[]): Set<string> => {
  const found = new Set(wanted)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const [variable, expression] of assignments) if (found.has(variable)) for (const name of namesIn(expression)) found.add(name)
  }
  return found
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)]

/** Texts of a variable can make a function fail that only takes dates or times. */
const spokenAs = (expressions: readonly string[]): ReadonlyMap<string, 'date' | 'time' | 'phone'> =>
  new Map(expressions.flatMap((expression) => [...expression.matchAll(/\b(date|time|phone)\(([a-z][A-Za-z0-9]*)\)/g)].map(([, as = '', name = '']) => [name, as as 'date' | 'time' | 'phone'] as const)))

export const vocabularyOf = (flow: LibraryFlow): Vocabulary => {
  const flows = flowsWithin(flow)
  const nodes = nodesByPath(flow)
  const all = [...nodes.values()]
  const conditions = all.flatMap(conditionsOf)
  const assignments = all.flatMap(assignmentsOf)
  const expressions = [...conditions, ...assignments.map(([, expression]) => expression)]
  const numbers = conditions.flatMap(numerals)
  const texts = unique(expressions.flatMap(quoted).filter((text) => text !== ''))
  const types = new Map(
    flows.flatMap(({ document, sites }) => Object.entries(document.variables).map(([name, { type }]): [string, VariableType] => [[...sites, name].join('__'), type])),
  )
  const typeOf = (name: string): VariableType | undefined => [...types].find(([path]) => path.split('__').at(-1) === name)?.[1]
  const saidAs = spokenAs(all.flatMap(strings).flatMap(templated))
  const fragile = [...saidAs.keys()].filter((name) => typeOf(name) === 'string')
  return {
    nodes,
    types,
    spokenAs: saidAs,
    numbers: unique([...numbers.flatMap((number) => [number, number - 1, number + 1]), 0, 5]),
    texts: unique([...texts.filter((text) => !isDate(text)), 'R-1042']),
    dates: unique([...texts.filter(isDate), '2026-12-05']),
    deciding: closure([...conditions.flatMap(namesIn), ...fragile], assignments),
    largest: Math.max(5, ...expressions.flatMap(numerals)) + 2,
  }
}

const sayable = { date: '2026-12-05', time: '15:30', phone: '13800138000' } as const

/** A few values for a variable, those that the flow compares with first. */
export const valuesOf = (name: string, type: VariableType | undefined, { numbers, texts, dates, spokenAs: saidAs }: Vocabulary): VariableValue[] => {
  const as = saidAs.get(name)
  if (as !== undefined && type === 'string') return [sayable[as]]
  switch (type) {
    case 'number':
      return [...numbers]
    case 'boolean':
      return [true, false]
    case 'date':
      return [...dates]
    case 'list':
      return [['one'], []]
    case 'string':
    case undefined:
      return [...texts]
  }
}

const withoutSummaries = (key: string, value: unknown): unknown => (key === 'summary' ? undefined : value)

/** Some expression that a caller may hear of asks whether the variable holds anything. */
export const asksWhetherSet = (document: unknown, name: string): boolean =>
  new RegExp(`\\b${name} *(==|!=)|size\\(${name}\\)`).test(JSON.stringify(document, withoutSummaries))
