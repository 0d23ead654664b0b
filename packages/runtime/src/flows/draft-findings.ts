import type { FlowProblem } from '@callchart/flow'
import { DraftRefused } from './draft-refused.js'

export interface DraftFindingsParts {
  /** @throws RUNTIME_DRAFT_REFUSED */
  readonly check: (flow: string, document: object) => Promise<readonly FlowProblem[]>
  /** Called when anything that drafts are checked with has changed. */
  readonly onChange: (listener: () => void) => () => void
}

interface Finding {
  readonly revision: number
  /** Absent while it is looked for. */
  readonly problems?: readonly FlowProblem[]
}

/** What is wrong with drafts of flows that never were live: looked for once for every state of a draft, while nobody waits. */
export class DraftFindings {
  readonly #found = new Map<string, Finding>()
  readonly #stop: () => void
  #checking: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: DraftFindingsParts) {
    this.#stop = parts.onChange(() => this.#found.clear())
  }

  /** @param read the draft at this revision @returns undefined while it is being checked */
  of(flow: string, revision: number, read: () => object): readonly FlowProblem[] | undefined {
    const known = this.#found.get(flow)
    if (known?.revision === revision) return known.problems
    const finding: Finding = { revision }
    this.#found.set(flow, finding)
    const document = read()
    // One after the other: calls need the processors more.
    this.#checking = this.#checking.then(() => this.#look(flow, finding, document))
    return undefined
  }

  async close(): Promise<void> {
    this.#stop()
    await this.#checking
  }

  async #look(flow: string, finding: Finding, document: object): Promise<void> {
    // A newer state is looked for, or what it is checked with has changed.
    if (this.#found.get(flow) !== finding) return
    const problems = await this.parts.check(flow, document).catch((error: unknown) => (error instanceof DraftRefused ? error.problems : undefined))
    if (this.#found.get(flow) !== finding) return
    if (problems === undefined) this.#found.delete(flow)
    else this.#found.set(flow, { ...finding, problems })
  }
}
