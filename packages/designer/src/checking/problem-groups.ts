import type { DraftDocument, FlowProblem } from '@callchart/flow'

export type ProblemFilter = 'all' | 'error' | 'warning'

/** Problems of one node, or of the flow as a whole. */
export interface ProblemGroup {
  /** Undefined: the flow as a whole. */
  readonly nodeId: string | undefined
  readonly name: string
  readonly problems: readonly FlowProblem[]
}

const isError = ({ severity }: FlowProblem): boolean => severity === 'error'

const holds = ({ message, wayOut, zh, code }: FlowProblem, words: string): boolean => [message, wayOut, zh.message, zh.wayOut, code].some((text) => text.toLowerCase().includes(words))

/** Grouped by node: those with a problem that blocks first, then in the order of the document; within a group what blocks first. */
export function groupProblems(problems: readonly FlowProblem[], { nodes }: DraftDocument, filter: ProblemFilter, search: string): ProblemGroup[] {
  const words = search.trim().toLowerCase()
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  const order = new Map(nodes.map(({ id }, index) => [id, index]))
  const groups = new Map<string | undefined, FlowProblem[]>()
  for (const problem of problems) {
    const { nodeId, severity } = problem
    if (filter !== 'all' && severity !== filter) continue
    if (words !== '' && !holds(problem, words) && !(names.get(nodeId ?? '') ?? '').toLowerCase().includes(words)) continue
    const group = groups.get(nodeId)
    if (group === undefined) groups.set(nodeId, [problem])
    else group.push(problem)
  }
  return [...groups]
    .map(([nodeId, own]): ProblemGroup => ({ nodeId, name: names.get(nodeId ?? '') ?? nodeId ?? '', problems: [...own].sort((left, right) => Number(isError(right)) - Number(isError(left))) }))
    .sort((left, right) => Number(right.problems.some(isError)) - Number(left.problems.some(isError)) || (order.get(left.nodeId ?? '') ?? -1) - (order.get(right.nodeId ?? '') ?? -1))
}
