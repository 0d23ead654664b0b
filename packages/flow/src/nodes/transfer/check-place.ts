import { splitTemplate } from '../../cel/template.js'
import { field, type LabelledField } from '../../check/field-labels.js'
import { nodeProblem, quoted, quotedZh, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said, type Said } from '../../contract/said.js'
import { plainTarget } from '../../machine/targets.js'
import { placeFields, placesOf, queueFields, sortOf } from './place.js'
import type { TransferNode } from './schema.js'

const listOf = (labels: readonly LabelledField[]): Said =>
  said(labels.map((label) => field(label).en).join(', '), labels.map((label) => field(label).zh).join('、'))

const placeLabels = placeFields.map((name): LabelledField => `transfer.${name}`)

/** Exactly one of the fields says where the caller is taken. */
const placeProblems = (node: TransferNode): FlowProblem[] => {
  const places = placesOf(node)
  if (places.length === 1) return []
  const all = listOf(placeLabels)
  const problem = (path: string, message: Said, wayOut: Said): FlowProblem => nodeProblem('FLOW_TRANSFER_TARGET', node, path, message, wayOut, { places })
  if (places.length === 0)
    return [
      problem(
        'queue',
        said(`The transfer ${quoted(node)} does not say where the caller is taken.`, `转人工${quotedZh(node)}没有设置转给谁。`),
        said(`Fill in one of ${all.en}.`, `请填写其中一项：${all.zh}。`),
      ),
    ]
  const filled = listOf(places.map((name): LabelledField => `transfer.${name}`))
  return [
    problem(
      places[1] ?? 'queue',
      said(`The transfer ${quoted(node)} has more than one target: ${filled.en}.`, `转人工${quotedZh(node)}设置了多个转接目标：${filled.zh}。`),
      said('Keep one of them.', '请只保留一项。'),
    ),
  ]
}

const isFixed = (text: string): boolean => splitTemplate(text).every((piece) => typeof piece === 'string')

const examples = {
  extension: said('letters, digits and _ * # -, for example 2001', '字母、数字和 _ * # -，例如 2001'),
  sip: said('sip:user@host', 'sip:用户@主机'),
  number: said('a number with its country, for example +862112345678', '带国家码的号码，例如 +862112345678'),
  shows: said('a number of ours, for example +862112345678 or 95588', '本企业的号码，例如 +862112345678 或 95588'),
} as const

const sample = '+862112345678'

/** Whether a switch could be told it; what the call fills in is known only then. */
const isFit = (name: keyof typeof examples, text: string): boolean => {
  if (!isFixed(text)) return true
  switch (name) {
    case 'extension':
      return plainTarget({ type: 'extension', extension: text }) !== undefined
    case 'sip':
      return plainTarget({ type: 'sip', address: text }) !== undefined
    case 'number':
      return plainTarget({ type: 'number', number: text }) !== undefined
    case 'shows':
      return plainTarget({ type: 'number', number: sample, shows: text }) !== undefined
  }
}

const addressProblems = (node: TransferNode): FlowProblem[] =>
  (Object.keys(examples) as (keyof typeof examples)[]).flatMap((name) => {
    const text = node[name]
    if (text === undefined || isFit(name, text)) return []
    const label = field(`transfer.${name}`)
    return [
      nodeProblem(
        'FLOW_TRANSFER_ADDRESS',
        node,
        name,
        said(`${label.en} of the transfer ${quoted(node)} is nothing that can be called: ${text}.`, `转人工${quotedZh(node)}的${label.zh}无法呼叫：${text}。`),
        said(`Write ${examples[name].en}.`, `请填写${examples[name].zh}。`),
        { field: name, value: text },
      ),
    ]
  })

const shownProblems = (node: TransferNode): FlowProblem[] =>
  node.number === undefined || node.shows !== undefined
    ? []
    : [
        warning(nodeProblem(
          'FLOW_NUMBER_SHOWN_MISSING',
          node,
          'shows',
          said(
            `The transfer ${quoted(node)} calls an outside number and does not say which of our numbers the called person sees.`,
            `转人工${quotedZh(node)}转到外线，但没有设置对方看到的是我们的哪个号码。`,
          ),
          said(
            `Fill in ${field('transfer.shows').en}, for example {{ call.dnis }}: the number that the caller dialled.`,
            `请填写${field('transfer.shows').zh}，例如 {{ call.dnis }}，即客户拨打的号码。`,
          ),
        )),
      ]

const modeProblems = (node: TransferNode): FlowProblem[] =>
  node.mode === 'refer' && node.queue !== undefined
    ? [
        nodeProblem(
          'FLOW_TRANSFER_MODE',
          node,
          'mode',
          said(
            `The transfer ${quoted(node)} refers the caller to a queue: a queue is ours, and no switch can be referred to it.`,
            `转人工${quotedZh(node)}以 REFER 方式转到技能组：技能组由本系统管理，无法由对端转接。`,
          ),
          said(`Choose another ${field('transfer.mode').en}, or another target.`, `请更换${field('transfer.mode').zh}，或更换转接目标。`),
        ),
      ]
    : []

/** What is filled in and has no meaning for this target. */
const unusedFields = (node: TransferNode): LabelledField[] => {
  const queueOnly = [...queueFields.filter((name) => node[name] !== undefined), ...(node.keys.length > 0 ? (['keys'] as const) : [])]
  return [
    ...(node.queue === undefined && placesOf(node).length > 0 ? queueOnly.map((name): LabelledField => `transfer.${name}`) : []),
    ...(node.shows !== undefined && node.number === undefined ? (['transfer.shows'] as const) : []),
    ...(sortOf(node) === 'refer' ? (['next', 'busy', 'noAnswer'] as const).filter((name) => node[name] !== undefined).map((name): LabelledField => `transfer.${name}`) : []),
  ]
}

const unusedProblems = (node: TransferNode): FlowProblem[] =>
  unusedFields(node).map((label) => {
    const name = label.slice('transfer.'.length)
    return warning(
      nodeProblem(
        'FLOW_TRANSFER_UNUSED',
        node,
        name,
        said(`${field(label).en} of the transfer ${quoted(node)} has no effect: it does not go with this target.`, `转人工${quotedZh(node)}的${field(label).zh}不起作用：它不适用于当前的转接目标。`),
        said('Remove it, or choose another target.', '请将其清空，或更换转接目标。'),
        { field: name },
      ),
    )
  })

/** What is wrong with where a transfer leads, and what does not go with it. */
export const targetProblems = (node: TransferNode): FlowProblem[] => [
  ...placeProblems(node),
  ...addressProblems(node),
  ...shownProblems(node),
  ...modeProblems(node),
  ...unusedProblems(node),
]
