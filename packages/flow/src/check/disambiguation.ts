import { builtInIntents } from '@callchart/protocol'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { field } from './field-labels.js'
import { nodeProblem, quoted, quotedZh, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

/** Intents of the flow that a question may ask back about. */
const askedAbout = ({ document }: FlowView, { parts }: NodeView): string[] => [
  ...new Set([...parts.intents.map(({ intent }) => intent).filter((intent) => !(builtInIntents as readonly string[]).includes(intent)), ...document.auxiliary.map(({ intent }) => intent)]),
]

const takenNames = ({ document }: FlowView, { node }: NodeView): FlowProblem[] =>
  ['first', 'second']
    .filter((name) => Object.hasOwn(document.variables, name))
    .map((name) =>
      nodeProblem(
        'FLOW_CHOICE_NAME_TAKEN',
        node,
        'disambiguation.prompt',
        said(
          `${quoted(node)} asks back, where {{ ${name} }} is the name of an intent, and the flow has a variable "${name}".`,
          `${quotedZh(node)}反问时用 {{ ${name} }} 表示意图名称，但流程中已有同名变量“${name}”。`,
        ),
        said(`Rename the variable "${name}".`, `请修改变量“${name}”的名称。`),
        { variable: name },
      ),
    )

/** In a flow of several languages the name that people see is in one of them at most. */
const foreignNames = ({ document }: FlowView, { node }: NodeView, intents: readonly string[]): FlowProblem[] =>
  document.languages.length < 2 ? [] : intents.flatMap((id) => {
    const intent = Object.hasOwn(document.intents, id) ? document.intents[id] : undefined
    const missing = document.languages.filter((language) => !Object.hasOwn(intent?.spokenName ?? {}, language))
    if (intent === undefined || missing.length === 0) return []
    const message = said(
      `${quoted(node)} asks back about "${intent.name}" (${id}), which has no name to be said in ${missing.join(', ')}.`,
      `${quotedZh(node)}可能就意图${quotedZh({ id, name: intent.name })}反问，但该意图没有 ${missing.join('、')} 的口头名称。`,
    )
    return [
      warning(
        nodeProblem('FLOW_CHOICE_NAME_FOREIGN', node, 'disambiguation', message, said(`Fill in ${field('flow.intents.spokenName').en} of the intent in that language.`, `请在该意图的${field('flow.intents.spokenName').zh}中补充该语言的名称。`), { intent: id, languages: missing }),
      ),
    ]
  })

const checkNode = (view: FlowView, each: NodeView): FlowProblem[] => {
  const { node } = each
  if (node.kind !== 'ask' || node.disambiguation === undefined) return []
  const intents = askedAbout(view, each)
  const pointless = nodeProblem(
    'FLOW_CHOICE_POINTLESS',
    node,
    'disambiguation',
    said(`${quoted(node)} asks back, and there are no two intents that it could ask about.`, `${quotedZh(node)}开启了反问，但可供反问的意图不足两个。`),
    said(`Add an answer for another intent, or switch off ${field('ask.disambiguation').en}.`, `请添加意图分支，或关闭${field('ask.disambiguation').zh}。`),
  )
  return [...(intents.length < 2 ? [warning(pointless)] : []), ...takenNames(view, each), ...foreignNames(view, each, intents)]
}

/** A question that asks back has two intents to ask about, and can name them. */
export const checkDisambiguation = (view: FlowView): FlowProblem[] => view.nodes.flatMap((node) => checkNode(view, node))
