import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { typeZh, valueTypeZh } from './names-zh.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
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
    if (declared === undefined || wrong === undefined) return []
    const kept = keptBy(wrong)
    return [
      nodeProblem(
        'FLOW_VARIABLE_TYPE',
        node,
        `saveSlots.${slot}`,
        said(
          `${quoted(node)} keeps the slot "${slot}", a ${wrong}, in "${variable}", which is a ${declared.type} and cannot hold it.`,
          `${quotedZh(node)}将词槽“${slot}”（${valueTypeZh[wrong]}）保存到变量“${variable}”，但该变量是${typeZh[declared.type]}类型，无法保存。`,
        ),
        said(
          `Make "${variable}" a ${kept.join(' or ')}, or keep it in another variable.`,
          `请将“${variable}”改为${kept.map((type) => typeZh[type]).join('或')}类型，或保存到其他变量。`,
        ),
      ),
    ]
  })

/** A slot that a question or a menu keeps is one that an intent of its branches has. */
export const checkSlots = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) => {
    if (node.kind !== 'ask' && node.kind !== 'menu') return []
    const known = new Set(parts.intents.flatMap(({ intent }) => slotsOf(view, intent)))
    return Object.keys(node.saveSlots)
      .filter((slot) => !known.has(slot))
      .map((slot) =>
        nodeProblem(
          'FLOW_SLOT_UNKNOWN',
          node,
          `saveSlots.${slot}`,
          said(`${quoted(node)} keeps the slot "${slot}", and none of its intents has such a slot.`, `${quotedZh(node)}保存词槽“${slot}”，但它的意图都没有该词槽。`),
          said('Add the slot to the intent, or keep one that exists.', '请为意图添加该词槽，或改为保存已有的词槽。'),
        ),
      )
      .concat(mistyped(view, node, parts.intents.map(({ intent }) => intent)))
  })
