import type { VariableValue } from '../contract/events.js'
import type { CallStart } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'

const numbers = { ani: '+15550123', dnis: '+15550100' }
const mostStarts = 40

/** What the call brings along: variables that the flow reads and nothing in it fills. */
const brought = ({ rules, compiled }: ExploredFlow): [name: string, others: readonly VariableValue[]][] => {
  const initial = (compiled.config.context as { variables?: Record<string, VariableValue> }).variables ?? {}
  return [...rules.values].flatMap(([name, values]): [string, readonly VariableValue[]][] =>
    rules.assigned.has(name) || name.includes('__') ? [] : [[name, values.filter((value) => value !== initial[name])]],
  )
}

const unfitOfKind: Readonly<Record<string, VariableValue>> = { string: 'something', number: -1, date: '1900-01-01' }

/** Values that are there before their question is asked, and that it would hardly take. */
const broughtUnfit = ({ rules }: ExploredFlow): Record<string, VariableValue>[] =>
  [...rules.kept].flatMap(([name, kind]) => (name.includes('__') || !Object.hasOwn(unfitOfKind, kind) ? [] : [{ [name]: unfitOfKind[kind] ?? null }]))

/**
 * Ways in which a call may begin: inbound with nothing known, with everything that it may bring, with each value of it that the flow
 * compares or takes as said, from a hidden number, placed by us, and in each other language.
 */
export const startsOf = (flow: ExploredFlow): CallStart[] => {
  const variables = brought(flow)
  const examples = Object.fromEntries(variables.flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value] as const])))
  const inbound = { direction: 'inbound', ...numbers } as const
  const [, ...languages] = flow.compiled.manifest.languages
  const starts: CallStart[] = [
    { ...inbound, variables: {} },
    { ...inbound, variables: examples },
    { direction: 'outbound', ...numbers, variables: examples },
    ...languages.map((language): CallStart => ({ ...inbound, variables: { ...examples, language } })),
    { direction: 'inbound', variables: {} },
    ...broughtUnfit(flow).map((unfit): CallStart => ({ ...inbound, variables: { ...examples, ...unfit } })),
    ...variables.flatMap(([name, values]) => values.slice(1).map((value): CallStart => ({ ...inbound, variables: { ...examples, [name]: value } }))),
  ]
  return [...new Map(starts.map((start) => [JSON.stringify(start), start])).values()].slice(0, mostStarts)
}
