import type { DraftDocument, FlowProblem } from '@callchart/flow'
import type { Analysis } from './analysis.js'
import type { CheckingAnswer, CheckingRequest } from './checking-messages.js'
import type { CheckedWith } from './resources.js'

/** Quiet before anything is looked at, and before everything is proved. */
const quietMs = 250
const provingAfterMs = 900

/** A worker, as far as it is needed. */
export interface CheckingWorker {
  readonly post: (request: CheckingRequest) => void
  readonly end: () => void
}
export type HireWorker = (onAnswer: (answer: CheckingAnswer) => void) => CheckingWorker
/** Does something later, unless what it returns is called before. */
export type Later = (ms: number, task: () => void) => () => void

export interface CheckerParts {
  readonly hire: HireWorker
  readonly later: Later
  readonly publish: (analysis: Partial<Analysis>) => void
  /** `YYYY-MM-DD` */
  readonly today: () => string
}

const partsThatMatter = (document: DraftDocument): object => {
  const { layout: _layout, notes: _notes, tests: _tests, ...rest } = document
  return rest
}

/** Where things stand on the canvas changes nothing that can be found. */
export function isSameFlow(left: DraftDocument | undefined, right: DraftDocument): boolean {
  if (left === undefined || left === right) return left === right
  const [before, after] = [partsThatMatter(left), partsThatMatter(right)].map((parts) => Object.entries(parts))
  const values = new Map(before)
  return before?.length === after?.length && (after ?? []).every(([key, value]) => values.get(key) === value)
}

export function groupByNode(problems: readonly FlowProblem[]): ReadonlyMap<string, readonly FlowProblem[]> {
  const groups = new Map<string, FlowProblem[]>()
  for (const problem of problems) {
    const key = problem.nodeId ?? ''
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [problem])
    else group.push(problem)
  }
  return groups
}

/** The same for the same finding. */
export const problemKey = ({ code, nodeId, path, message }: FlowProblem): string => `${code} ${nodeId ?? ''} ${path ?? ''} ${message}`

/**
 * Looks at a document whenever it has changed and rested a moment: at once by one worker, and by another that goes through all its calls,
 * which takes long and is given up when the document changes again. The newest document wins.
 */
export class Checker {
  readonly #parts: CheckerParts
  #document: DraftDocument | undefined
  #resources: CheckedWith | undefined
  #revision = 0
  #atOnce: CheckingWorker | undefined
  #proving: CheckingWorker | undefined
  #isProving = false
  #cancel: readonly (() => void)[] = []
  /** Problems of the last whole check that are not found at once: they stand until it is known better. */
  #proved: readonly FlowProblem[] = []
  #found: readonly FlowProblem[] = []

  constructor(parts: CheckerParts) {
    this.#parts = parts
  }

  see(document: DraftDocument): void {
    const isSame = isSameFlow(this.#document, document)
    this.#document = document
    if (!isSame) this.#begin()
  }

  /** Files, calendars and flows that lie beside it. */
  know(resources: CheckedWith): void {
    if (this.#resources === resources) return
    this.#resources = resources
    for (const worker of [this.#atOnce, this.#proving]) this.#tell(worker)
    if (this.#document !== undefined) this.#begin()
  }

  end(): void {
    this.#rest()
    this.#atOnce?.end()
    this.#proving?.end()
    this.#atOnce = undefined
    this.#proving = undefined
    this.#document = undefined
  }

  #begin(): void {
    this.#revision += 1
    this.#rest()
    this.#parts.publish({ status: 'checking' })
    this.#cancel = [this.#parts.later(quietMs, () => this.#ask('at-once')), this.#parts.later(provingAfterMs, () => this.#ask('whole'))]
  }

  #rest(): void {
    for (const cancel of this.#cancel) cancel()
    this.#cancel = []
    // What it goes through is out of date, and it hears nothing meanwhile.
    if (this.#isProving) this.#proving?.end()
    if (this.#isProving) this.#proving = undefined
    this.#isProving = false
  }

  #ask(how: 'at-once' | 'whole'): void {
    const document = this.#document
    if (document === undefined || this.#resources === undefined) return
    if (how === 'whole') this.#isProving = true
    const worker = how === 'at-once' ? (this.#atOnce ??= this.#hire()) : (this.#proving ??= this.#hire())
    worker.post({ type: 'check', how, revision: this.#revision, document })
  }

  #hire(): CheckingWorker {
    const worker = this.#parts.hire((answer) => this.#take(answer))
    this.#tell(worker)
    return worker
  }

  #tell(worker: CheckingWorker | undefined): void {
    if (worker !== undefined && this.#resources !== undefined) worker.post({ type: 'resources', resources: this.#resources, today: this.#parts.today() })
  }

  #take(answer: CheckingAnswer): void {
    if (answer.revision !== this.#revision) return
    switch (answer.type) {
      case 'failed':
        this.#isProving = false
        return this.#parts.publish({ status: 'failed' })
      case 'nothing-more':
        this.#isProving = false
        this.#proved = []
        return this.#publish(this.#found, 'done')
      case 'found':
        if (answer.how === 'at-once') return this.#foundAtOnce(answer.problems)
        this.#isProving = false
        return this.#foundAll(answer)
    }
  }

  #foundAtOnce(problems: readonly FlowProblem[]): void {
    this.#found = problems
    const known = new Set(problems.map(problemKey))
    const ids = new Set(this.#document?.nodes.map(({ id }) => id))
    const stillStanding = this.#proved.filter((problem) => !known.has(problemKey(problem)) && (problem.nodeId === undefined || ids.has(problem.nodeId)))
    this.#publish([...problems, ...stillStanding], 'checking')
  }

  #foundAll({ problems, compiled }: Extract<CheckingAnswer, { type: 'found' }>): void {
    const atOnce = new Set(this.#found.map(problemKey))
    this.#proved = problems.filter((problem) => !atOnce.has(problemKey(problem)))
    this.#publish(problems, 'done', compiled)
  }

  #publish(problems: readonly FlowProblem[], status: Analysis['status'], compiled?: Analysis['compiled']): void {
    this.#parts.publish({ status, problems, byNode: groupByNode(problems), compiled })
  }
}
