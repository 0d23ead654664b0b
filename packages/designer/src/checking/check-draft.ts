import { checkFlow, checkStructure, compileFlow, FlowError, parseFlow, readResources, type CompiledFlow, type DraftDocument, type FlowDocument, type FlowProblem, type FlowResources } from '@callchart/flow'
import type { CheckedWith } from './resources.js'
import { withStandIns } from './stand-ins.js'

/** @param today `YYYY-MM-DD` */
export function readDraftResources({ files, versions, hasModel, speech, recordings }: CheckedWith, today: string): FlowResources {
  const { resources } = readResources(files, today)
  const pinned = versions.map(({ version, document }) => [version, document as unknown as FlowDocument] as const)
  return { ...resources, hasModel, versions: new Map(pinned), ...(recordings !== undefined && { recordings: new Set(recordings) }), ...(speech !== undefined && speech !== null && { speech: speech }) }
}

/** Among the flows of the library the draft stands for itself. */
const besides = (resources: FlowResources, document: FlowDocument): FlowResources => ({ ...resources, flows: new Map(resources.flows).set(document.id, document) })

/** While a way leads nowhere, everything before it is a dead end: that says nothing more, and stands in red on every node. */
const withoutConsequences = (problems: readonly FlowProblem[], isUnfinished = false): readonly FlowProblem[] =>
  isUnfinished || problems.some(({ code }) => code === 'FLOW_TARGET_MISSING') ? problems.filter(({ code }) => code !== 'FLOW_DEAD_END') : problems

/** What can be said at once: the schema, the ways, the expressions. */
export function checkAtOnce(draft: DraftDocument, resources: FlowResources): readonly FlowProblem[] {
  const parsed = parseFlow(draft)
  if ('document' in parsed) return withoutConsequences(checkStructure(parsed.document, besides(resources, parsed.document)))
  const stoodIn = withStandIns(draft, parsed.problems)
  const rest = stoodIn === undefined ? undefined : parseFlow(stoodIn)
  if (rest === undefined || !('document' in rest)) return parsed.problems
  const faulty = new Set(parsed.problems.map(({ nodeId }) => nodeId))
  const others = checkStructure(rest.document, besides(resources, rest.document)).filter(({ nodeId }) => !faulty.has(nodeId))
  return [...parsed.problems, ...withoutConsequences(others, true)]
}

export interface Proved {
  readonly problems: readonly FlowProblem[]
  /** Absent where there is an error. */
  readonly compiled?: CompiledFlow
}

/** Everything, proofs over all ways through the chart too; undefined where the draft does not fit the schema, of which all was said at once. */
export function checkWhole(draft: DraftDocument, resources: FlowResources): Proved | undefined {
  const parsed = parseFlow(draft)
  if (!('document' in parsed)) return undefined
  const known = besides(resources, parsed.document)
  const problems = withoutConsequences(checkFlow(parsed.document, known))
  if (problems.some(({ severity }) => severity === 'error')) return { problems }
  try {
    return { problems, compiled: compileFlow(parsed.document, known) }
  } catch (error) {
    if (error instanceof FlowError) return { problems }
    throw error
  }
}
