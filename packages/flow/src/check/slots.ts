import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** A slot that a question keeps is one that an intent of its branches has. */
export const checkSlots = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node }) => {
    if (node.kind !== 'ask') return []
    const known = new Set(node.branches.flatMap(({ on }) => Object.keys((Object.hasOwn(view.document.intents, on) ? view.document.intents[on]?.slots : undefined) ?? {})))
    return Object.keys(node.saveSlots)
      .filter((slot) => !known.has(slot))
      .map((slot) => nodeProblem('FLOW_SLOT_UNKNOWN', node, `saveSlots.${slot}`, `${quoted(node)} keeps the slot "${slot}", and none of its intents has such a slot.`, 'Add the slot to the intent, or keep one that exists.'))
  })
