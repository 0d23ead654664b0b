import { chartOf, contextOf, enteredBy, isEnding, type Passage } from '../call-point.js'
import { Dice } from '../dice.js'
import type { LibraryFlow } from '../library-flow.js'
import { randomWalk } from '../random-walk.js'
import type { Evidence } from './evidence.js'
import { nodeOf } from './search.js'

/** What happened from the first time on that the call was at the node. */
const from = (passages: readonly Passage[], node: string): readonly Passage[] => {
  const first = passages.findIndex((passage) => nodeOf(passage.from) === node && !contextOf(passage.from).gone)
  return first === -1 ? [] : passages.slice(first).filter((passage) => !contextOf(passage.to).gone)
}

const isWay = (passages: readonly Passage[], { from: begin, to }: Extract<Evidence, { type: 'neverTaken' }>): boolean =>
  passages.some((passage) => {
    if (['key-intent.heard', 'auxiliary.heard', 'caller.hung-up'].includes(passage.event.type)) return false
    const path = [nodeOf(passage.from), ...enteredBy(passage)]
    return path.some((node, index) => (node === begin || node.startsWith(`${begin}.`)) && path[index + 1] === to)
  })

/** The call does what the evidence says that no call does; always false for evidence that is one call. */
const contradicts = (passages: readonly Passage[], evidence: Evidence): boolean => {
  switch (evidence.type) {
    case 'neverEntered':
      return passages.some((passage) => enteredBy(passage).includes(evidence.node))
    case 'neverTaken':
      return isWay(passages, evidence)
    case 'noHumanFrom':
      return from(passages, evidence.node).some(({ effects }) => effects.some(({ type }) => type === 'transfer.start'))
    case 'stuckAt':
      return from(passages, evidence.node).some(isEnding)
    default:
      return false
  }
}

/** One of so many random calls does what the evidence says that no call does. */
export const isContradicted = (flow: LibraryFlow, evidence: Evidence, callCount: number, seed = 1): boolean => {
  if (!['neverEntered', 'neverTaken', 'noHumanFrom', 'stuckAt'].includes(evidence.type)) return false
  const chart = chartOf(flow)
  const dice = new Dice(seed)
  return Array.from({ length: callCount }).some(() => contradicts(randomWalk(chart, dice, 60, 'some'), evidence))
}
