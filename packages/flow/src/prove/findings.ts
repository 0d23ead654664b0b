import type { CounterExample, FlowProblem } from '../contract/compiled.js'
import { field, targetField } from '../check/field-labels.js'
import { choiceName } from '../document/choice-name.js'
import type { FactsByCode, ProblemFacts } from '../contract/problem-facts.js'
import { quoted, quotedZh } from '../check/problem.js'
import type { Said } from '../contract/said.js'
import type { FlowNode } from '../nodes/schemas.js'

/** What was proved of a flow, or found to be wrong. */
export interface Finding {
  readonly code: string
  readonly severity: FlowProblem['severity']
  /** Absent: of the flow as a whole. */
  readonly node?: FlowNode
  readonly path?: string
  readonly message: Said
  readonly wayOut: Said
  readonly facts?: ProblemFacts
  readonly counterExample?: CounterExample
}

const unprovenSuffix: Said = { en: ' No call was found that shows it.', zh: '未能找到能够重现该问题的通话。' }

/** A finding as everybody is told of it; one that no call shows is a warning, and says so. */
export const problemOf = ({ code, severity, node, path, message, wayOut, facts, counterExample }: Finding): FlowProblem => {
  const isUnproven = counterExample?.confirmed === false
  return {
    code,
    severity: isUnproven ? 'warning' : severity,
    ...(node === undefined ? {} : { nodeId: node.id }),
    ...(path === undefined ? {} : { path }),
    ...(facts === undefined ? {} : { facts }),
    message: isUnproven ? message.en + unprovenSuffix.en : message.en,
    wayOut: wayOut.en,
    zh: { message: isUnproven ? message.zh + unprovenSuffix.zh : message.zh, wayOut: wayOut.zh },
    ...(counterExample === undefined ? {} : { counterExample }),
    ...(isUnproven ? { unproven: true } : {}),
  }
}

type Words = Pick<Finding, 'code' | 'severity' | 'path' | 'message' | 'wayOut' | 'facts'>

const wayOf = (node: FlowNode, way: string): Said => targetField(node.kind, /\.\d+$/.test(way) ? `${way}.to` : way, choiceName(node, way))

const ofWay = (way: string): FactsByCode['FLOW_WAY_NEVER_TAKEN'] => ({ way })
const ofVariable = (variable: string): FactsByCode['FLOW_VARIABLE_UNSET'] => ({ variable })

export const unreachable = (node: FlowNode, byCondition: boolean): Words => ({
  code: 'FLOW_NODE_UNREACHABLE',
  severity: 'error',
  message: byCondition
    ? { en: `No call can come to ${quoted(node)}: no condition on the way to it can ever hold.`, zh: `没有任何通话能到达${quotedZh(node)}：通往该节点的条件永远不成立。` }
    : { en: `No call can come to ${quoted(node)}.`, zh: `没有任何通话能到达${quotedZh(node)}。` },
  wayOut: byCondition
    ? { en: 'Correct the conditions that lead to it, or remove it.', zh: '请修改通往该节点的条件，或删除该节点。' }
    : { en: 'Connect a way to it, or remove it.', zh: '请将某个出口连接到该节点，或删除该节点。' },
})

export const neverTaken = (node: FlowNode, way: string): Words => ({
  code: 'FLOW_WAY_NEVER_TAKEN',
  severity: 'warning',
  message: { en: `No call ever leaves ${quoted(node)} by ${wayOf(node, way).en}: what decides about it is always the same.`, zh: `没有任何通话会从${quotedZh(node)}的${wayOf(node, way).zh}离开：其判断结果始终相同。` },
  wayOut: { en: 'Correct the conditions of the node, or remove the way.', zh: '请修改该节点的条件，或删除该出口。' },
  facts: ofWay(way),
})

export const neverValid = (node: FlowNode): Words => ({
  code: 'FLOW_VALUE_NEVER_VALID',
  severity: 'error',
  message: { en: `No value passes the validation of ${quoted(node)}: whatever the caller gives is refused.`, zh: `没有任何值能通过${quotedZh(node)}的校验：客户无论给出什么都会被拒绝。` },
  wayOut: { en: 'Correct the validation.', zh: '请修改校验条件。' },
})

export const deadEnd = (node: FlowNode): Words => ({
  code: 'FLOW_DEAD_END',
  severity: 'error',
  message: { en: `From ${quoted(node)} on, no way leads to the end of the call.`, zh: `从${quotedZh(node)}开始，没有任何路径能走到通话结束。` },
  wayOut: { en: 'Connect one of its ways, or one further on, to a hang-up.', zh: '请将该节点或其后续节点的某个出口连接到挂机节点。' },
})

export const lost = (node: FlowNode): Words => ({
  code: 'FLOW_RETURN_NOWHERE',
  severity: 'error',
  message: { en: `A call can come to ${quoted(node)} without any question before it to return to.`, zh: `通话可能在没有问过任何问题的情况下到达${quotedZh(node)}，此时无处可返回。` },
  wayOut: { en: 'Lead calls that come from no question to a node instead.', zh: '请让并非从问题节点进入的通话走向其他节点。' },
})

export const endless = (node: FlowNode): Words => ({
  code: 'FLOW_LOOP_UNBOUNDED',
  severity: 'error',
  message: {
    en: `A caller who says nothing usable can be led from ${quoted(node)} back to it without end.`,
    zh: `一直沉默或说不清的客户会从${quotedZh(node)}反复绕回该节点，永远走不出去。`,
  },
  wayOut: { en: 'Count the rounds and leave, or lead the ways for silence and for what is not understood out of the circle.', zh: '请统计次数并在达到上限后离开，或将“无应答”“未识别”的出口引出该循环。' },
})

export const endlessAfterCall = (node: FlowNode): Words => ({
  code: 'FLOW_LOOP_UNBOUNDED',
  severity: 'error',
  message: {
    en: `When the caller has gone, what follows can go from ${quoted(node)} back to it without end: the call is never over.`,
    zh: `客户挂机后，流程会从${quotedZh(node)}反复绕回该节点，通话永远无法结束。`,
  },
  wayOut: { en: 'Lead the way of the failure on, or count the rounds and leave.', zh: '请将失败出口引向后续节点，或统计次数并在达到上限后离开。' },
})

export const transferCircle = (node: FlowNode): Words => ({
  code: 'FLOW_TRANSFER_LOOP',
  severity: 'error',
  message: {
    en: `Where the transfer ${quoted(node)} fails, the call comes straight back to it without a new decision of the caller.`,
    zh: `转人工${quotedZh(node)}失败后，客户未作任何选择就又回到该节点。`,
  },
  wayOut: { en: 'Lead the way out of the failure to a question, a voicemail or a hang-up.', zh: '请将失败出口连接到提问、留言或挂机节点。' },
})

export const secondOutsideHop = (node: FlowNode): Words => ({
  code: 'FLOW_OUTSIDE_HOP_SECOND',
  severity: 'warning',
  message: {
    en: `A caller who was connected to an outside number already can be taken to another one by ${quoted(node)}: a call is taken outside once, and the second transfer fails.`,
    zh: `已接通过外线的客户，可能再由${quotedZh(node)}转往外线：一通电话只能转出一次，第二次转接会失败。`,
  },
  wayOut: { en: 'Lead the ways out of the first transfer to a queue, a voicemail or a hang-up.', zh: '请将前一个转外线节点的出口引向技能组、留言或挂机。' },
})

export const unset = (node: FlowNode, variable: string): Words => ({
  code: 'FLOW_VARIABLE_UNSET',
  severity: 'warning',
  message: { en: `${quoted(node)} uses "${variable}", and a call can come there before anything fills it.`, zh: `${quotedZh(node)}用到变量“${variable}”，但通话到达时该变量可能尚未赋值。` },
  wayOut: { en: `Fill "${variable}" on every way there, give it an initial value, or ask by a condition whether it is filled.`, zh: `请在到达该节点的每条路径上为“${variable}”赋值、为它设置初始值，或先用条件判断它是否已有值。` },
  facts: ofVariable(variable),
})

export const withoutHuman = (node: FlowNode): Words => ({
  code: 'FLOW_HUMAN_UNREACHABLE',
  severity: 'warning',
  message: { en: `Nothing that a caller says at ${quoted(node)} leads to a human, there or later.`, zh: `客户在${quotedZh(node)}无论怎么回答，之后都无法转到人工。` },
  wayOut: { en: `Switch on ${field('flow.keyIntents.human').en} under ${field('flow.keyIntents').en} in the settings, or lead a way on to a transfer.`, zh: `请在流程设置的${field('flow.keyIntents').zh}中启用${field('flow.keyIntents.human').zh}，或将某个出口引向转人工节点。` },
})

export const noHuman = (): Words => ({
  code: 'FLOW_WITHOUT_HUMAN',
  severity: 'warning',
  message: { en: 'The flow asks questions and has no transfer: no caller ever comes to a human.', zh: '该流程向客户提问，但没有任何转人工节点：客户永远无法转到人工。' },
  path: 'keyIntents.human',
  wayOut: { en: `Add a transfer, and let ${field('flow.keyIntents.human').en} under ${field('flow.keyIntents').en} in the settings lead to it.`, zh: `请添加转人工节点，并在流程设置的${field('flow.keyIntents').zh}中让${field('flow.keyIntents.human').zh}进入它。` },
})

export const unanswered = (node: FlowNode, event: string): Words => ({
  code: 'FLOW_WAIT_UNANSWERED',
  severity: 'error',
  message: { en: `${quoted(node)} waits, and nothing is done when "${event}" comes.`, zh: `${quotedZh(node)}处于等待状态，但收到“${event}”时没有任何处理。` },
  wayOut: { en: 'Connect a way out for it.', zh: '请为它连接一个出口。' },
})

/** @param failure as the step tells it */
export const failing = (failure: string): Words => ({
  code: 'FLOW_EXPRESSION_FAILED',
  severity: 'error',
  message: { en: `A call can come to where an expression fails, and ends there with an apology: ${failure}.`, zh: `通话可能遇到表达式求值失败，只能致歉并结束：${failure}。` },
  wayOut: { en: 'Guard the expression by a condition, or check the value where it is taken.', zh: '请先用条件判断，或在收集该值时进行校验。' },
})
