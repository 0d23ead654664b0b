import { namesChosenBy, namesOfExpression, readCondition, statementsIn, type Statement } from '../cel/truth.js'
import { assignedBy } from './assigned.js'
import type { ChartAction, ChartGraph } from './chart-graph.js'
import { isRecord } from './is-record.js'
import { shownBy } from './reads.js'

/** Which variables are followed through a chart, and what its conditions say of them. */
export interface Tracked {
  /** Those that a condition or a guard looks at. */
  readonly variables: ReadonlySet<string>
  /** Statements of all conditions, by their source. */
  readonly statements: ReadonlyMap<string, Statement>
  /** More than one condition says it: what was found once holds the next time. */
  isRepeated(source: string): boolean
  /** A late answer may fill them at any moment. */
  readonly unfollowed: ReadonlySet<string>
  /** Variables that something in the chart fills. */
  readonly assigned: ReadonlySet<string>
  /** Variables that a call may bring: nobody fills them, or the flow asks whether they are there. */
  readonly given: ReadonlySet<string>
}

const conditionsIn = ({ type, params }: ChartAction): readonly string[] =>
  type === 'decide' && isRecord(params) && Array.isArray(params.branches) ? params.branches.filter((each): each is string => typeof each === 'string') : []

const guardedVariables = (graph: ChartGraph, guard: string): string[] =>
  graph.guards.flatMap(({ type, params }) => (type === guard && isRecord(params) && typeof params.variable === 'string' ? [params.variable] : []))

/** Names from which the action computes what it fills, by the variable. */
export const sourcesIn = ({ params }: ChartAction): [variable: string, names: readonly string[]][] => {
  if (!isRecord(params)) return []
  return [params.assign, params.inputs].flatMap((list) =>
    Array.isArray(list)
      ? list.flatMap((each: unknown) =>
          isRecord(each) && isRecord(each.variable) && typeof each.cel === 'string' ? [[String(each.variable.name), namesOfExpression(each.cel)] as [string, readonly string[]]] : [],
        )
      : [],
  )
}

/** Names that decide which way the call goes, or what it says. */
export const lookedAtBy = (action: ChartAction): string[] => [
  ...conditionsIn(action).flatMap((condition) => [...namesOfExpression(condition)]),
  ...shownBy(action).flatMap(namesChosenBy),
]

/** A variable that is computed from others is followed with them. */
const withSources = (looked: readonly string[], actions: readonly ChartAction[]): Set<string> => {
  const sources = actions.flatMap(sourcesIn)
  const all = new Set(looked)
  for (let grown = true; grown; ) {
    const before = all.size
    for (const [variable, names] of sources) if (all.has(variable)) for (const name of names) all.add(name)
    grown = all.size > before
  }
  return all
}

/** A condition that asks whether a text is there at all. */
const asksForPresence = (source: string): boolean => /\bsize\(|""/.test(source)

const statementsOf = (graph: ChartGraph): Statement[] => graph.actions.flatMap(conditionsIn).flatMap((condition) => statementsIn(readCondition(condition)))

/** What the conditions of the chart depend on. */
export const trackedOf = (graph: ChartGraph): Tracked => {
  const all = statementsOf(graph)
  const counts = new Map<string, number>()
  for (const { source } of all) counts.set(source, (counts.get(source) ?? 0) + 1)
  const declared = graph.context.variables
  const looked = withSources([...graph.actions.flatMap(lookedAtBy), ...guardedVariables(graph, 'isTrue'), ...guardedVariables(graph, 'filled')], graph.actions)
  const assigned = new Set(graph.actions.flatMap(assignedBy))
  const asked = all.filter(({ source }) => asksForPresence(source)).flatMap(({ names }) => names)
  return {
    variables: new Set([...looked].filter((name) => Object.hasOwn(declared, name))),
    statements: new Map(all.map((statement) => [statement.source, statement])),
    isRepeated: (source) => (counts.get(source) ?? 0) > 1,
    unfollowed: new Set(graph.lateAnswers.flatMap(assignedBy)),
    assigned,
    given: new Set([...Object.keys(declared).filter((name) => !assigned.has(name)), ...asked, ...guardedVariables(graph, 'filled')]),
  }
}
