import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { checkText, textsOf } from './expressions.js'
import { field } from './field-labels.js'
import { reachedFrom } from './graph.js'
import { flowProblem, nodeProblem, quoted, quotedZh, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

type Auxiliary = FlowView['document']['auxiliary'][number]

const isBack = ({ node }: NodeView): boolean => node.kind === 'jump' && node.back === true

const comesBack = (view: FlowView, to: string): boolean => [...reachedFrom(view, [to])].some((id) => isBack(view.byId.get(id) as NodeView))

const intentProblems = ({ document }: FlowView, { intent }: Auxiliary, index: number, path: string): FlowProblem[] => {
  const twice = document.auxiliary.findIndex((other) => other.intent === intent) < index
  const unknown = flowProblem(
    'FLOW_INTENT_UNKNOWN',
    said(`A global question names the intent "${intent}", and the flow has no such intent.`, `全局问题引用了意图“${intent}”，但流程中没有该意图。`),
    said('Add the intent, or choose one that exists.', '请添加该意图，或改用已有的意图。'),
    { intent },
  )
  const repeated = flowProblem(
    'FLOW_BRANCH_DUPLICATE',
    said(`The intent "${intent}" is a global question twice: the second is never answered.`, `意图“${intent}”被两次设为全局问题，第二个永远不会被应答。`),
    said('Remove one of the two.', '请删除其中一个。'),
    { intent },
  )
  return [...(Object.hasOwn(document.intents, intent) ? [] : [unknown]), ...(twice ? [repeated] : [])].map((problem) => ({ ...problem, path: `${path}.intent` }))
}

const pullBackProblems = (view: FlowView, { intent, pullBack }: Auxiliary, path: string): FlowProblem[] => {
  if (pullBack === undefined) return []
  const place = said(`The pull-back prompt of "${intent}"`, `全局问题“${intent}”的拉回话术`)
  const missing = view.document.languages
    .filter((language) => (pullBack[language] ?? []).length === 0)
    .map((language) => ({
      ...flowProblem(
        'FLOW_LANGUAGE_MISSING',
        said(`${place.en} is missing in ${language}.`, `${place.zh}缺少 ${language} 版本。`),
        said('Add it, or remove the language from the flow.', '请补充，或从流程中移除该语言。'),
        { language },
      ),
      path: `${path}.pullBack.${language}`,
    }))
  return [...missing, ...textsOf(`${path}.pullBack`, pullBack).flatMap((text) => checkText(view, place, text))]
}

const auxiliaryProblems = (view: FlowView, auxiliary: Auxiliary, index: number): FlowProblem[] => {
  const path = `auxiliary.${index}`
  const { intent, to } = auxiliary
  const stuck = flowProblem(
    'FLOW_AUXILIARY_NO_RETURN',
    said(`The answer to the global question "${intent}" never leads back to where the caller was.`, `全局问题“${intent}”的应答无法回到客户原来的位置。`),
    said(`End it with a jump ${field('jump.back').en}, or make it an answer of the questions themselves.`, `请用设为${field('jump.back').zh}的跳转节点结束应答，或改为各提问节点自己的分支。`),
    { intent },
  )
  const isStuck = to !== undefined && view.byId.has(to) && !comesBack(view, to)
  return [...intentProblems(view, auxiliary, index, path), ...(isStuck ? [{ ...stuck, path: `${path}.to` }] : []), ...pullBackProblems(view, auxiliary, path)]
}

/** Without a global question a jump back only asks the last question again; in a flow that others run it is the end. */
const backProblems = (view: FlowView): FlowProblem[] =>
  view.document.auxiliary.length > 0 || view.isRunByOthers ? [] : view.nodes.filter(isBack).map(({ node }) =>
    warning(
      nodeProblem(
        'FLOW_BACK_WITHOUT_AUXILIARY',
        node,
        'back',
        said(
          `The jump ${quoted(node)} leads back, and the flow has no global question to come back from.`,
          `跳转${quotedZh(node)}设为返回，但流程中没有可供返回的全局问题。`,
        ),
        said(
          `Add a question under ${field('flow.auxiliary').en} in the settings, or jump to a node; a sub-flow may end so.`,
          `请在流程设置的${field('flow.auxiliary').zh}中添加问题，或改为跳转到某个节点；子流程可以这样结束。`,
        ),
      ),
    ))

/** Every global question can be heard and leads back. */
export const checkAuxiliary = (view: FlowView): FlowProblem[] => [
  ...view.document.auxiliary.flatMap((auxiliary, index) => auxiliaryProblems(view, auxiliary, index)),
  ...backProblems(view),
]
