import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import { keptBy } from '../nodes/collect/check.js'
import type { FlowView, NodeView } from './view.js'

const slotsOf = ({ document }: FlowView, intent: string): string[] =>
  Object.keys((Object.hasOwn(document.intents, intent) ? document.intents[intent]?.slots : undefined) ?? {})

type Keeper = Extract<NodeView['node'], { kind: 'ask' | 'menu' }>

/** A variable holds what each slot of that name holds, in whichever intent it is heard. */
const mistyped = ({ document: { intents, variables } }: FlowView, node: Keeper, heard: readonly string[]): FlowProblem[] =>
  Object.entries(node.saveSlots).flatMap(([slot, variable]) => {
    const declared = Object.hasOwn(variables, variable) ? variables[variable] : undefined
    const types = heard.flatMap((intent) => (Object.hasOwn(intents, intent) ? (intents[intent]?.slots[slot]?.type ?? []) : []))
    const wrong = types.find((type) => declared !== undefined && !keptBy(type).includes(declared.type))
    if (wrong === undefined) return []
    return [nodeProblem('FLOW_VARIABLE_TYPE', node, `saveSlots.${slot}`, `${quoted(node)} keeps the slot "${slot}", a ${wrong}, in "${variable}", which is a ${declared?.type ?? ''} and cannot hold it.`, `Make "${variable}" a ${keptBy(wrong).join(' or ')}, or keep it in another variable.`)]
  })

/** A slot that a question or a menu keeps is one that an intent of its branches has. */
export const checkSlots = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) => {
    if (node.kind !== 'ask' && node.kind !== 'menu') return []
    const known = new Set(parts.intents.flatMap(({ intent }) => slotsOf(view, intent)))
    return Object.keys(node.saveSlots)
      .filter((slot) => !known.has(slot))
      .map((slot) => nodeProblem('FLOW_SLOT_UNKNOWN', node, `saveSlots.${slot}`, `${quoted(node)} keeps the slot "${slot}", and none of its intents has such a slot.`, 'Add the slot to the intent, or keep one that exists.'))
      .concat(mistyped(view, node, parts.intents.map(({ intent }) => intent)))
  })
