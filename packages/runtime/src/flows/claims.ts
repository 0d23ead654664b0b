import { said, type FlowProblem } from '@callchart/flow'
import type { ParsedFile } from './flow-files.js'
import { fileProblem, ownId } from './problems.js'

export type ProblemsByFile = ReadonlyMap<string, readonly FlowProblem[]>

function idTaken({ file, flow }: ParsedFile, keeper: ParsedFile): [string, FlowProblem[]] {
  const message = said(`${file} has the flow id "${flow}", which ${keeper.file} has too.`, `${file} 与 ${keeper.file} 的流程 id 都是“${flow}”。`)
  return [file, [fileProblem('RUNTIME_FLOW_ID_TAKEN', message, ownId)]]
}

/**
 * One file a flow: of several with the same id the one that brought the live version stays, else the first by name.
 * @param fileOf file that the flow's live version came from
 */
export function findTakenIds(files: readonly ParsedFile[], fileOf: (flow: string) => string | undefined): ProblemsByFile {
  const keeperOf = (flow: string): ParsedFile | undefined => {
    const same = files.filter((other) => other.flow === flow && other.document !== undefined)
    return same.find(({ file }) => file === fileOf(flow)) ?? same[0]
  }
  const losing = files.flatMap((file) => {
    const keeper = keeperOf(file.flow)
    return keeper === undefined || keeper.file === file.file || file.document === undefined ? [] : [idTaken(file, keeper)]
  })
  return new Map(losing)
}

/** A flow's version that may go live, and the one that is. */
export interface Candidate {
  readonly flow: string
  readonly file: string
  /** Numbers of the new version. */
  readonly wants: readonly string[]
  /** Numbers of the live version; undefined where the flow has none. */
  readonly has: readonly string[] | undefined
}

interface Claim {
  readonly flow: string
  readonly dnis: string
}

const claimsOf = (flow: string, numbers: readonly string[] | undefined): Claim[] => (numbers ?? []).map((dnis) => ({ flow, dnis }))

/** The flow that keeps a number against this candidate: the one that had it and goes on claiming it, else the first. */
function rivalOf(candidate: Candidate, dnis: string, claims: readonly Claim[], candidates: readonly Candidate[]): string | undefined {
  const rivals = claims.filter((claim) => claim.dnis === dnis).map(({ flow }) => flow)
  const had = (flow: string): boolean => {
    const other = candidates.find((known) => known.flow === flow)
    return other === undefined || other.has?.includes(dnis) === true
  }
  const keeper = rivals.find(had) ?? rivals[0]
  return keeper === candidate.flow ? undefined : keeper
}

function dnisTaken({ file }: Candidate, dnis: string, rival: string): FlowProblem {
  return fileProblem(
    'RUNTIME_DNIS_TAKEN',
    said(`${file} claims the number ${dnis}, which the flow "${rival}" answers.`, `${file} 要接听号码 ${dnis}，但该号码已由流程“${rival}”接听。`),
    said('Remove the number from one of them.', '请从其中一个流程中移除该号码。'),
  )
}

/**
 * No two flows answer one number. A candidate that claims another flow's number is refused; its flow keeps its live version and numbers.
 * @param standing numbers of live flows that have no candidate
 */
export function findTakenNumbers(candidates: readonly Candidate[], standing: ReadonlyMap<string, readonly string[]>): ProblemsByFile {
  const refused = new Map<string, FlowProblem[]>()
  const fixed = [...standing].flatMap(([flow, numbers]) => claimsOf(flow, numbers))
  const refuseNext = (): boolean => {
    const numbersOf = ({ file, wants, has }: Candidate): readonly string[] | undefined => (refused.has(file) ? has : wants)
    const claims = [...fixed, ...candidates.flatMap((candidate) => claimsOf(candidate.flow, numbersOf(candidate)))]
    for (const candidate of candidates.filter(({ file }) => !refused.has(file))) {
      const taken = candidate.wants.flatMap((dnis) => {
        const rival = rivalOf(candidate, dnis, claims, candidates)
        return rival === undefined ? [] : [dnisTaken(candidate, dnis, rival)]
      })
      if (taken.length > 0) {
        refused.set(candidate.file, taken)
        return true
      }
    }
    return false
  }
  while (refuseNext());
  return refused
}
