import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

const slotsOf = ({ document }: FlowView, intent: string): string[] =>
  Object.keys((Object.hasOwn(document.intents, intent) ? document.intents[intent]?.slots : undefined) ?? {})

/** A slot that a question or a menu keeps is one that an intent of its branches has. */
export const checkSlots = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) => {
    if (node.kind !== 'ask' && node.kind !== 'menu') return []
    const known = new Set(parts.intents.flatMap(({ intent }) => slotsOf(view, intent)))
    return Object.keys(node.saveSlots)
      .filter((slot) => !known.has(slot))
      .map((slot) => nodeProblem('FLOW_SLOT_UNKNOWN', node, `saveSlots.${slot}`, `${quoted(node)} keeps the slot "${slot}", and none of its intents has such a slot.`, 'Add the slot to the intent, or keep one that exists.'))
  })
