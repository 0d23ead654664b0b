import type { FlowProblem } from '@callchart/flow'
import { RuntimeError } from '../errors.js'

/** A draft that cannot go live, nor be called; says why. */
export class DraftRefused extends RuntimeError {
  constructor(
    flow: string,
    readonly problems: readonly FlowProblem[],
  ) {
    const errorCount = problems.filter(({ severity }) => severity === 'error').length
    super('RUNTIME_DRAFT_REFUSED', `The draft of "${flow}" has ${errorCount} ${errorCount === 1 ? 'error' : 'errors'}: see "problems".`, { fields: { flow } })
  }
}
