import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { choiceName } from '../document/choice-name.js'
import type { Way } from '../document/ways.js'
import { field, targetField } from './field-labels.js'
import { flowProblem, nodeProblem, quoted, quotedZh } from './problem.js'
import { leadingKeyIntents } from '../compile/router.js'
import type { FlowView, NodeView } from './view.js'

interface Missing {
  readonly code: WayCode
  readonly what: Said
  /** What else may be done. */
  readonly instead?: Said
}

type WayCode = 'FLOW_TARGET_MISSING' | 'FLOW_ELSE_MISSING' | 'FLOW_NO_INPUT_WAY_MISSING' | 'FLOW_NO_MATCH_WAY_MISSING' | 'FLOW_FALLBACK_WAY_MISSING' | 'FLOW_FAILURE_WAY_MISSING'

/** What it means that a way is not connected, by the name of the way. */
const missingByWay: Readonly<Record<string, Missing>> = {
  else: { code: 'FLOW_ELSE_MISSING', what: said('has no way for the case that no condition holds', '没有设置所有条件都不成立时的出口') },
  noInput: { code: 'FLOW_NO_INPUT_WAY_MISSING', what: said('has no way out for a caller who stays silent', '没有设置客户无应答时的出口') },
  noMatch: { code: 'FLOW_NO_MATCH_WAY_MISSING', what: said('has no way out for a caller who is not understood', '没有设置未识别时的出口') },
  fallback: { code: 'FLOW_FALLBACK_WAY_MISSING', what: said('has no way out for a question that nobody answers', '没有设置问题无法回答时的兜底出口') },
  failure: { code: 'FLOW_FAILURE_WAY_MISSING', what: said('has no way out for a failure', '没有设置失败时的出口') },
  failed: { code: 'FLOW_FAILURE_WAY_MISSING', what: said('has no way out where it fails', '没有设置失败时的出口') },
  busy: { code: 'FLOW_FAILURE_WAY_MISSING', what: said('has no way out where everybody is busy', '没有设置坐席全忙时的出口') },
  closed: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out for the time when nobody is there', '没有设置非营业时间的出口'),
    instead: said('remove the calendar', '移除日历'),
  },
  overflow: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out where too many wait', '没有设置排队已满时的出口'),
    instead: said(`leave ${field('transfer.maxWaiting').en} empty`, `将${field('transfer.maxWaiting').zh}留空`),
  },
  noAnswer: { code: 'FLOW_FAILURE_WAY_MISSING', what: said('has no way out where nobody answers', '没有设置无人接听时的出口') },
}

/** Of a list: a way that is not wanted goes with its item. */
const removed = said('remove it', '将其删除')

const unconnected = ({ node }: NodeView, { way, path }: Way): FlowProblem => {
  const at = path.join('.')
  const target = targetField(node.kind, at, choiceName(node, at))
  const { code, what, instead } = missingByWay[way] ?? {
    code: 'FLOW_TARGET_MISSING',
    what: said(`does not say where the call goes on: ${target.en} is empty`, `没有设置之后进入哪个节点：${target.zh}为空`),
    ...(path.length > 1 && { instead: removed }),
  }
  const wayOut = said(`Choose a node in ${target.en}${instead === undefined ? '' : `, or ${instead.en}`}.`, `请在${target.zh}中选择节点${instead === undefined ? '' : `，或${instead.zh}`}。`)
  return nodeProblem(code, node, at, said(`${quoted(node)} ${what.en}.`, `${quotedZh(node)}${what.zh}。`), wayOut, { way })
}

const checkWay = (view: FlowView, from: NodeView, way: Way): FlowProblem[] => {
  if (way.to === undefined) return way.required ? [unconnected(from, way)] : []
  if (view.byId.has(way.to)) return []
  const at = way.path.join('.')
  const target = targetField(from.node.kind, at, choiceName(from.node, at))
  return [
    nodeProblem(
      'FLOW_TARGET_UNKNOWN',
      from.node,
      at,
      said(
        `${quoted(from.node)} leads to "${way.to}" by ${target.en}, and there is no such node.`,
        `${quotedZh(from.node)}的${target.zh}指向“${way.to}”，但没有这个节点。`,
      ),
      said('Choose a node that exists.', '请选择已有的节点。'),
      { way: way.way, to: way.to },
    ),
  ]
}

/** Every way that a call may need is connected, and to a node that exists. */
export const checkWays = (view: FlowView): FlowProblem[] => view.nodes.flatMap((from) => from.ways.flatMap((way) => checkWay(view, from, way)))

const checkTarget = (view: FlowView, path: string, what: Said, to: string | undefined): FlowProblem[] => {
  if (to !== undefined && view.byId.has(to)) return []
  const target = targetField('flow', path)
  return [{
    path,
    ...(to === undefined
      ? flowProblem(
          'FLOW_TARGET_MISSING',
          said(`${what.en} leads nowhere.`, `${what.zh}没有设置之后进入哪个节点。`),
          said(`Choose a node in ${target.en}, or remove it.`, `请在${target.zh}中选择节点，或将其删除。`),
          { way: path },
        )
      : flowProblem(
          'FLOW_TARGET_UNKNOWN',
          said(`${what.en} leads to "${to}", and there is no such node.`, `${what.zh}指向“${to}”，但没有这个节点。`),
          said(`Choose a node that exists in ${target.en}, or remove it.`, `请在${target.zh}中选择已有的节点，或将其删除。`),
          { way: path, to },
        )),
  }]
}

/** Key intents that are enabled, global questions and the branch after the call lead to nodes that exist. */
export const checkGlobalWays = (view: FlowView): FlowProblem[] => {
  const { keyIntents, auxiliary, onHangup } = view.document
  return [
    ...leadingKeyIntents.flatMap((name) =>
      keyIntents[name]?.enabled === true
        ? checkTarget(view, `keyIntents.${name}.to`, said(`The key intent ${field(`flow.keyIntents.${name}`).en}`, `关键意图${field(`flow.keyIntents.${name}`).zh}`), keyIntents[name].to)
        : [],
    ),
    ...auxiliary.flatMap(({ intent, to }, index) =>
      checkTarget(view, `auxiliary.${index}.to`, said(`The global question "${intent}"`, `全局问题“${intent}”`), to),
    ),
    ...(onHangup === undefined ? [] : checkTarget(view, 'onHangup', said('The branch after the call', '挂机后分支'), onHangup)),
  ]
}
