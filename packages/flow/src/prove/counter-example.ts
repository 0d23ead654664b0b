import type { CounterExample } from '../contract/compiled.js'
import { tellMove } from '../explore/tell-move.js'
import type { Told } from '../explore/tell-move.js'
import { conversationsTo, nodesOf, type Caller, type Conversation, type Goal } from './conversation.js'
import type { Step } from './explore-facts.js'

const begins: Told = { en: 'The call begins', zh: '通话开始' }
const outbound: Told = { en: 'We place the call', zh: '我方呼出' }

/** What an event is, where no call was found that would say more. */
const eventTold: Readonly<Record<string, Told>> = {
  'call.started': begins,
  'no-input': { en: 'Caller stays silent', zh: '客户没有说话' },
  'utterance.understood': { en: 'Caller answers', zh: '客户作答' },
  'utterance.ambiguous': { en: 'Caller says what may mean either of two things', zh: '客户的话有两种可能的含义' },
  'utterance.not-understood': { en: 'Caller says something else', zh: '客户答非所问' },
  'value.understood': { en: 'Caller says a value', zh: '客户说出一个值' },
  'digits.entered': { en: 'Caller presses keys', zh: '客户按键' },
  'key-intent.heard': { en: 'Caller says a key intent', zh: '客户说出关键意图' },
  'auxiliary.heard': { en: 'Caller asks a global question', zh: '客户提出全局问题' },
  'turn.failed': { en: 'The sound fails', zh: '语音通道故障' },
  'turn.recorded': { en: 'The message is recorded', zh: '留言录制完成' },
  'request.succeeded': { en: 'The request succeeds', zh: '接口调用成功' },
  'request.failed': { en: 'The request fails', zh: '接口调用失败' },
  'request.outcome-unknown': { en: 'The request has an unknown outcome', zh: '接口调用结果未知' },
  'hours.open': { en: 'It is within the opening hours', zh: '当前在营业时间内' },
  'hours.closed': { en: 'It is outside the opening hours', zh: '当前不在营业时间内' },
  'hours.failed': { en: 'The calendar cannot be asked', zh: '无法查询日历' },
  'call.answered-by': { en: 'An answering machine answers', zh: '应答机接听' },
  'caller.hung-up': { en: 'Caller hangs up', zh: '客户挂机' },
  'call.ended': { en: 'The call is ended from outside', zh: '通话被外部结束' },
  'timer.elapsed': { en: 'Time passes', zh: '时间流逝' },
}

const told = (event: string): Told => eventTold[event] ?? { en: event, zh: event }

const textOf = (lines: readonly Told[]): CounterExample['text'] => ({ en: lines.map(({ en }) => en), zh: lines.map(({ zh }) => zh) })

/** A node that is entered again at once stands once. */
const withoutRepeats = (nodes: readonly string[]): string[] => nodes.filter((node, index) => node !== nodes[index - 1])

const lineOf = ({ move, start }: Conversation): Told[] => {
  if (move === undefined) return [start.direction === 'outbound' ? outbound : begins]
  return move.quiet === true ? [] : [tellMove(move)]
}

/** The conversation as people read it. */
export const exampleOf = (last: Conversation): CounterExample => {
  const all = conversationsTo(last)
  return { steps: all.map(({ made }) => made.event), path: withoutRepeats(nodesOf(last)), text: textOf(all.flatMap(lineOf)), confirmed: true }
}

/** The way as it was found in the chart. */
export const unconfirmedExample = (way: readonly Step[]): CounterExample => ({
  steps: [],
  path: withoutRepeats(way.flatMap(({ edge }) => edge.to.node ?? [])),
  text: textOf(way.flatMap(({ event }) => (event === '' || event === 'turn.finished' ? [] : [told(event)]))),
  confirmed: false,
})

/** A call that goes the way and shows it; the way itself where none was found. */
export const counterExample = (caller: Caller, way: readonly Step[], goal: Goal): CounterExample => {
  const { found } = caller.follow(caller.begin(), way, goal)
  return found === undefined ? unconfirmedExample(way) : exampleOf(found)
}
