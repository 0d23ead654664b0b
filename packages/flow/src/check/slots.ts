import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { typesNamed, valueTypeNames } from './names.js'
import { field } from './field-labels.js'
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
    const [is, fits, heardAs] = [typesNamed(declared.type), typesNamed(...kept), valueTypeNames[wrong]]
    return [
      nodeProblem(
        'FLOW_VARIABLE_TYPE',
        node,
        `saveSlots.${slot}`,
        said(
          `${quoted(node)} keeps the detail "${slot}" (${heardAs.en}) in "${variable}", which is of the type "${is.en}" and cannot hold it.`,
          `${quotedZh(node)}将词槽“${slot}”（${heardAs.zh}）保存到变量“${variable}”，但该变量是“${is.zh}”类型，无法保存。`,
        ),
        said(
          `Change the type of "${variable}" to ${fits.en}, or keep it in another variable.`,
          `请将“${variable}”的类型改为${fits.zh}，或保存到其他变量。`,
        ),
        { variable, type: declared.type, fitting: kept },
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
          said(`${quoted(node)} keeps the detail "${slot}", and none of its intents has one of that name.`, `${quotedZh(node)}保存词槽“${slot}”，但它的意图都没有该词槽。`),
          said(`Add it to the intent, or take it out of ${field('any.saveSlots').en}.`, `请为意图添加该词槽，或从${field('any.saveSlots').zh}中移除。`),
          { slot },
        ),
      )
      .concat(mistyped(view, node, parts.intents.map(({ intent }) => intent)))
  })
