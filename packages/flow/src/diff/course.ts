import { canonicalJson } from '../identity/canonical.js'
import { ordered, type Assignment } from './assignments.js'
import { assignmentsOf } from './node-record.js'
import type { Reading } from './reading.js'

/** What is done on a way without a word to the caller: tags and variables. */
export interface Course {
  /** Equal where the same is done, by however many nodes. */
  readonly done: string
  readonly passed: readonly string[]
  /** Where a caller notices something again. */
  readonly to: string | undefined
}

/** @param tags what the way itself tags the call with */
export const courseFrom = (reading: Reading, from: string | undefined, tags: readonly string[] = []): Course => {
  const [tagged, assigned, passed]: [string[], Assignment[], string[]] = [[...tags], [], []]
  let node = reading.noticed(from)
  while (node !== undefined && !passed.includes(node.id)) {
    if (node.kind === 'tag') tagged.push(node.tag)
    else if (node.kind === 'set' && node.language === undefined) assigned.push(...assignmentsOf(node, reading.side))
    else break
    passed.push(node.id)
    node = reading.noticed(node.next)
  }
  return { done: canonicalJson([tagged, ordered(assigned)]), passed, to: node?.id }
}
