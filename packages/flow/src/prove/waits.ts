import { nodeAt, type ChartProof, type Course } from './chart-proof.js'
import type { Reached } from './explore-facts.js'
import { unanswered, type Finding } from './findings.js'
import { happeningsAt } from './happenings.js'

/** What may be left alone: news that change nothing, what only some questions hear, and answers that have a timer beside them. */
const mayBeIgnored: ReadonlySet<string> = new Set([
  'utterance.understood', 'utterance.ambiguous', 'utterance.not-understood', 'value.understood', 'digits.entered', 'key-intent.heard', 'auxiliary.heard',
  'call.answered-by', 'transfer.queued', 'transfer.ringing', 'timer.elapsed', 'knowledge.sentence', 'knowledge.answered', 'knowledge.failed',
])

/** Something is surely done at once. */
const isPassing = ({ links }: Reached<Course>): boolean => links.length > 0 && links.every(({ step }) => step.event === '')

const unansweredAt = (state: Reached<Course>): string[] => {
  if (isPassing(state) || state.fact === 1) return []
  const answered = new Set(state.links.map(({ step }) => step.event))
  return happeningsAt(state.place, state.facts).flatMap(({ type }) => (mayBeIgnored.has(type) || answered.has(type) ? [] : [type]))
}

/** Whatever is waited for, its failure, its time and the end of the call are answered. */
export const proveAnswered = (proof: ChartProof): Finding[] => {
  const told = new Map<string, Finding>()
  for (const state of proof.exploration.reached) {
    const node = nodeAt(proof, state.place)
    const [event] = node === undefined ? [] : unansweredAt(state)
    if (node !== undefined && event !== undefined) told.set(node.id, { ...unanswered(node, event), node, path: 'id' })
  }
  return [...told.values()]
}
