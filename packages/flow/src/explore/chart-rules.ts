import type { CompiledFlow } from '../contract/compiled.js'
import type { VariableValue } from '../contract/events.js'
import { contentOf } from '../cel/constants.js'

/** How the answer to a request fills variables; as the chart's `takeAnswer` has it. */
export interface AnswerRule {
  readonly save: readonly { readonly variable: { readonly name: string; readonly kind: string }; readonly cel: string }[]
  /** Keeps the status of the answer. */
  readonly saveStatus?: { readonly name: string } | null
}

/** What the chart compares and fills, read off its configuration: whatever kind of node it stands in. */
export interface ChartRules {
  /** Values that make a difference, by variable; the first is what the call begins with. */
  readonly values: ReadonlyMap<string, readonly VariableValue[]>
  /** Variables that something in the chart fills. */
  readonly assigned: ReadonlySet<string>
  /** Variables on which a way of the call depends, those too from which such a one is computed. */
  readonly deciding: ReadonlySet<string>
  /** Variables whose values are taken as if they had been said, by name, with their kind. */
  readonly kept: ReadonlyMap<string, string>
  /** How the flow speaks of a variable: what it holds must be such a thing. */
  readonly spokenAs: ReadonlyMap<string, 'date' | 'time'>
  /** By the node that sends the request. */
  readonly answers: ReadonlyMap<string, AnswerRule>
}

type Json = Readonly<Record<string, unknown>>
const isJson = (part: unknown): part is Json => part !== null && typeof part === 'object' && !Array.isArray(part)

const within = (part: unknown): unknown[] => (Array.isArray(part) ? (part as unknown[]) : isJson(part) ? Object.values(part) : [])

const walk = (part: unknown, visit: (json: Json) => void): void => {
  const open = [part]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isJson(next)) visit(next)
    open.push(...within(next).filter((each) => each !== undefined))
  }
}

/** Expressions stand under these names only. */
const expressionsOf = ({ cel, validation, branches }: Json): string[] =>
  [cel, validation, ...(Array.isArray(branches) ? (branches as unknown[]) : [])].filter((each): each is string => typeof each === 'string')

const nameOf = (variable: unknown): string[] => (isJson(variable) && typeof variable.name === 'string' ? [variable.name] : [])

/** A text that is one expression, and what belongs to a prompt, fills nothing; `variable`, `words`, `slots` and `saveStatus` name what is filled. */
const assignedBy = ({ variable, words, slots, saveStatus, defaults }: Json): string[] => [
  ...nameOf(variable), ...nameOf(words), ...nameOf(saveStatus),
  ...(isJson(slots) ? Object.values(slots).flatMap(nameOf) : []),
  ...(isJson(defaults) ? Object.keys(defaults) : []),
]

/** Variables that the parameters of an action name as filled, those of a sub-flow that begins anew too. */
export const namesAssigned = (params: unknown): string[] => {
  const names: string[] = []
  walk(params, (json) => names.push(...assignedBy(json), ...(isJson(json.initial) ? Object.keys(json.initial) : [])))
  return [...new Set(names)]
}

const keptBy = ({ type, params }: Json): [name: string, kind: string][] => {
  const variable = type === 'takeKept' && isJson(params) && isJson(params.variable) ? params.variable : {}
  return typeof variable.name === 'string' && typeof variable.kind === 'string' ? [[variable.name, variable.kind]] : []
}

const namesIn = (expression: string): string[] => contentOf(expression).paths.flatMap(([name]) => (typeof name === 'string' ? [name] : []))

/** Conditions of nodes, the bounds of a value, and guards that look at a variable. */
const decidedBy = ({ validation, branches, type, params }: Json): string[] => [
  ...[validation, ...(Array.isArray(branches) ? (branches as unknown[]) : [])].flatMap((each) => (typeof each === 'string' ? namesIn(each) : [])),
  ...((type === 'isTrue' || type === 'filled') && isJson(params) && typeof params.variable === 'string' ? [params.variable] : []),
]

/** A variable that is computed from others depends on them. */
const withSources = (first: ReadonlySet<string>, sources: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const all = new Set(first)
  for (const name of all) for (const source of sources.get(name) ?? []) all.add(source)
  return all
}

const nearby = (value: VariableValue): VariableValue[] => (typeof value === 'number' ? [value, value - 1, value + 1] : [value])

/** A text that is said as a date or a time looks like one: nobody brings anything else along for it. */
export const exampleAs = (form: 'date' | 'time' | undefined): string => (form === undefined ? 'something' : form === 'time' ? '15:30' : '2026-12-05')

/** Something that is not what the call begins with. */
const otherThan = (initial: VariableValue, example: string): VariableValue => {
  if (typeof initial === 'boolean') return !initial
  if (typeof initial === 'number') return initial + 5
  return typeof initial === 'string' ? (initial === '' ? example : '') : [1]
}

const sameKind = (left: VariableValue, right: VariableValue): boolean => typeof left === typeof right

const readAnswers = (config: Json): Map<string, AnswerRule> => {
  const answers = new Map<string, AnswerRule>()
  walk(isJson(config.on) ? config.on['request.*'] : [], ({ guard, actions }) => {
    if (!isJson(guard) || !isJson(guard.params) || !Array.isArray(actions)) return
    const rule = (actions as unknown[]).find((action): action is Json => isJson(action) && action.type === 'takeAnswer')
    if (typeof guard.params.node === 'string' && rule !== undefined) answers.set(guard.params.node, rule.params as AnswerRule)
  })
  return answers
}

/** Reads a compiled chart. */
export const chartRules = ({ config }: CompiledFlow): ChartRules => {
  const initial = ((config.context as { variables?: Record<string, VariableValue> }).variables ?? {})
  const values = new Map(Object.entries(initial).map(([name, value]) => [name, new Set([value])]))
  const assigned = new Set<string>()
  const decided = new Set<string>()
  const sources = new Map<string, string[]>()
  const kept = new Map<string, string>()
  const spokenAs = new Map<string, 'date' | 'time'>()
  walk(config, (json) => {
    assignedBy(json).forEach((name) => assigned.add(name))
    decidedBy(json).forEach((name) => decided.add(name))
    keptBy(json).forEach(([name, kind]) => kept.set(name, kind))
    for (const name of nameOf(json.variable)) if (typeof json.cel === 'string') sources.set(name, [...(sources.get(name) ?? []), ...namesIn(json.cel)])
    for (const expression of expressionsOf(json)) {
      for (const [, form, name = ''] of expression.matchAll(/\b(date|time)\(\s*([A-Za-z_]\w*)\s*\)/g)) spokenAs.set(name, form === 'time' ? 'time' : 'date')
      const { paths, constants } = contentOf(expression)
      for (const [name] of paths) {
        const known = typeof name === 'string' ? values.get(name) : undefined
        const first = typeof name === 'string' ? initial[name] : undefined
        if (known !== undefined && first !== undefined) constants.filter((each) => sameKind(each, first)).flatMap(nearby).forEach((each) => known.add(each))
      }
    }
  })
  const complete = [...values].map(([name, known]): [string, VariableValue[]] => {
    const first = initial[name] ?? ''
    return [name, [...new Set([...known, ...(known.size === 1 ? [otherThan(first, exampleAs(spokenAs.get(name)))] : [])])]]
  })
  return { values: new Map(complete), assigned, deciding: withSources(new Set([...decided, ...kept.keys()]), sources), kept, spokenAs, answers: readAnswers(config) }
}
