import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import type { Way } from '../document/ways.js'
import { keyIntentZh, wayZh } from './names-zh.js'
import { flowProblem, nodeProblem, quoted, quotedZh } from './problem.js'
import { leadingKeyIntents } from '../compile/router.js'
import type { FlowView, NodeView } from './view.js'

interface Missing {
  readonly code: string
  readonly what: Said
  readonly wayOut: Said
}

/** What it means that a way is not connected, by the name of the way. */
const missingByWay: Readonly<Record<string, Missing>> = {
  else: {
    code: 'FLOW_ELSE_MISSING',
    what: said('has no way for the case that no condition holds', '没有设置所有条件都不满足时的出口'),
    wayOut: said('Connect "else".', '请连接“否则”（else）出口。'),
  },
  noInput: {
    code: 'FLOW_NO_INPUT_WAY_MISSING',
    what: said('has no way out for a caller who stays silent', '没有设置客户不说话时的出口'),
    wayOut: said('Connect "no input".', '请连接“无输入”（noInput）出口。'),
  },
  noMatch: {
    code: 'FLOW_NO_MATCH_WAY_MISSING',
    what: said('has no way out for a caller who is not understood', '没有设置听不懂客户时的出口'),
    wayOut: said('Connect "no match".', '请连接“未匹配”（noMatch）出口。'),
  },
  fallback: {
    code: 'FLOW_FALLBACK_WAY_MISSING',
    what: said('has no way out for a question that nobody answers', '没有设置问题无法回答时的出口'),
    wayOut: said('Connect "fallback".', '请连接“兜底”（fallback）出口。'),
  },
  failure: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out for a failure', '没有设置失败时的出口'),
    wayOut: said('Connect "failure".', '请连接“失败”（failure）出口。'),
  },
  failed: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out where it fails', '没有设置失败时的出口'),
    wayOut: said('Connect "failed".', '请连接“失败”（failed）出口。'),
  },
  busy: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out where everybody is busy', '没有设置坐席全忙时的出口'),
    wayOut: said('Connect "busy".', '请连接“忙线”（busy）出口。'),
  },
  closed: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out for the time when nobody is there', '没有设置非工作时间的出口'),
    wayOut: said('Connect "closed", or remove the calendar.', '请连接“非工作时间”（closed）出口，或移除日历。'),
  },
  overflow: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out where too many wait', '没有设置排队已满时的出口'),
    wayOut: said('Connect "overflow", or let any number of callers wait.', '请连接“排队已满”（overflow）出口，或不限制排队人数。'),
  },
  noAnswer: {
    code: 'FLOW_FAILURE_WAY_MISSING',
    what: said('has no way out where nobody answers', '没有设置无人接听时的出口'),
    wayOut: said('Connect "no answer".', '请连接“无人接听”（noAnswer）出口。'),
  },
}

const unconnected = ({ node }: NodeView, { way, path }: Way): FlowProblem => {
  const { code, what, wayOut } = missingByWay[way] ?? {
    code: 'FLOW_TARGET_MISSING',
    what: said(`has no target for "${way}"`, `的${wayZh(way)}没有连接`),
    wayOut: said('Connect it, or remove it.', '请为其连接节点，或将其删除。'),
  }
  return nodeProblem(code, node, path.join('.'), said(`${quoted(node)} ${what.en}.`, `${quotedZh(node)}${what.zh}。`), wayOut)
}

const checkWay = (view: FlowView, from: NodeView, way: Way): FlowProblem[] => {
  if (way.to === undefined) return way.required ? [unconnected(from, way)] : []
  if (view.byId.has(way.to)) return []
  return [
    nodeProblem(
      'FLOW_TARGET_UNKNOWN',
      from.node,
      way.path.join('.'),
      said(
        `${quoted(from.node)} leads to "${way.to}" by "${way.way}", and there is no such node.`,
        `${quotedZh(from.node)}的${wayZh(way.way)}连接到“${way.to}”，但没有这个节点。`,
      ),
      said('Connect it to a node that exists.', '请将其连接到已有的节点。'),
    ),
  ]
}

/** Every way that a call may need is connected, and to a node that exists. */
export const checkWays = (view: FlowView): FlowProblem[] => view.nodes.flatMap((from) => from.ways.flatMap((way) => checkWay(view, from, way)))

const checkTarget = (view: FlowView, path: string, what: Said, to: string | undefined): FlowProblem[] => {
  if (to !== undefined && view.byId.has(to)) return []
  return [{
    path,
    ...(to === undefined
      ? flowProblem('FLOW_TARGET_MISSING', said(`${what.en} leads nowhere.`, `${what.zh}没有连接到任何节点。`), said('Connect it to a node, or remove it.', '请将其连接到节点，或将其删除。'))
      : flowProblem(
          'FLOW_TARGET_UNKNOWN',
          said(`${what.en} leads to "${to}", and there is no such node.`, `${what.zh}连接到“${to}”，但没有这个节点。`),
          said('Connect it to a node that exists, or remove it.', '请将其连接到已有的节点，或将其删除。'),
        )),
  }]
}

/** Key intents that are enabled, global questions and the branch after the call lead to nodes that exist. */
export const checkGlobalWays = (view: FlowView): FlowProblem[] => {
  const { keyIntents, auxiliary, onHangup } = view.document
  return [
    ...leadingKeyIntents.flatMap((name) =>
      keyIntents[name]?.enabled === true
        ? checkTarget(view, `keyIntents.${name}.to`, said(`Key intent "${name}"`, `关键意图“${keyIntentZh[name]}”（${name}）`), keyIntents[name].to)
        : [],
    ),
    ...auxiliary.flatMap(({ intent, to }, index) =>
      checkTarget(view, `auxiliary.${index}.to`, said(`The global question "${intent}"`, `全局问题“${intent}”`), to),
    ),
    ...(onHangup === undefined ? [] : checkTarget(view, 'onHangup', said('The branch after the call', '挂机后分支'), onHangup)),
  ]
}
