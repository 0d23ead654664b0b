import { contentOf } from '../cel/constants.js'
import type { VariableValue } from '../contract/events.js'
import type { ExploredFlow } from './explored-flow.js'
import { exampleAs, type AnswerRule, type ChartRules } from './chart-rules.js'

type Path = readonly (string | number)[]

const mostBodies = 10

const filled = (body: unknown, [step, ...rest]: Path, value: VariableValue): VariableValue => {
  if (step === undefined) return value
  if (typeof step === 'number') {
    const items = Array.isArray(body) ? (body as VariableValue[]) : []
    return Array.from({ length: Math.max(items.length, step + 1) }, (_, index) => (index === step ? filled(items[index], rest, value) : (items[index] ?? null)))
  }
  const fields = body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Readonly<Record<string, VariableValue>>) : {}
  return { ...fields, [step]: filled(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, value) }
}

const exampleFor = ({ name, kind }: { readonly name: string; readonly kind: string }, spokenAs: ChartRules['spokenAs']): VariableValue =>
  kind === 'string' ? exampleAs(spokenAs.get(name)) : exampleOf(kind)

const exampleOf = (kind: string): VariableValue => {
  switch (kind) {
    case 'number':
      return 5
    case 'boolean':
      return true
    case 'date':
      return '2026-12-05'
    case 'list':
      return ['something']
    default:
      return 'something'
  }
}

interface Field {
  readonly path: Path
  readonly values: readonly VariableValue[]
}

/** Of more numbers than are tried the least and the greatest decide most comparisons. */
const extremesOf = (values: readonly VariableValue[]): number[] => {
  const numbers = values.filter((value): value is number => typeof value === 'number')
  return numbers.length < 2 ? [] : [Math.min(...numbers), Math.max(...numbers)]
}

/** Fields of the body that the rule reads, each with values that make a difference. */
const fieldsOf = ({ save }: AnswerRule, { values: compared, spokenAs }: ChartRules): Field[] =>
  save.flatMap(({ variable, cel }) => {
    const { paths, constants } = contentOf(cel)
    const inBody = paths.filter(([name]) => name === 'body').map(([, ...path]) => path)
    const isPlain = constants.length === 0 && inBody.length === 1
    const example = exampleFor(variable, spokenAs)
    const isSpoken = spokenAs.has(variable.name)
    const values = isPlain ? [example, ...extremesOf(compared.get(variable.name) ?? []), ...(compared.get(variable.name) ?? [])] : [...(isSpoken ? [example] : []), ...constants, example, exampleOf('number'), exampleOf('string')]
    return inBody.map((path) => ({ path, values: [...new Set(values)] }))
  })

const bodyOf = (fields: readonly Field[], at: number, value: VariableValue): VariableValue =>
  fields.reduce<VariableValue>((body, field, index) => filled(body, field.path, index === at ? value : (field.values[0] ?? null)), {})

/** Bodies of an answer: one with an example in each field, then one for each other value of each field, and one that lacks them all. */
export const bodiesFor = (rule: AnswerRule, rules: ChartRules): VariableValue[] => {
  const fields = fieldsOf(rule, rules)
  if (fields.length === 0) return [{}]
  const varied = fields.flatMap((field, at) => field.values.map((value) => bodyOf(fields, at, value)))
  const distinct = [...new Map(varied.map((body) => [JSON.stringify(body), body])).values()]
  return [...distinct.slice(0, mostBodies), {}]
}

/** A body that the answer to the requests of a node may have: an example in each field that the node reads. */
export const exampleAnswer = ({ rules }: ExploredFlow, nodeId: string): VariableValue => bodiesFor(rules.answers.get(nodeId) ?? { save: [] }, rules)[0] ?? {}
