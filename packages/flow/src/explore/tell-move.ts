import type { KeyIntent } from '@callchart/protocol'
import type { Deed, Move, TransferOutcome } from './move.js'

/** Languages in which people read about flows. */
export type Reader = 'en' | 'zh'
export type Told = Readonly<Record<Reader, string>>

/** What a key of a key intent is pressed for. */
export const keyIntentTold: Readonly<Record<KeyIntent, Told>> = {
  human: { en: 'wants a human', zh: '转人工' },
  complaint: { en: 'complains', zh: '投诉' },
  displeasure: { en: 'is annoyed', zh: '不满' },
  doNotCall: { en: 'wants no more calls', zh: '免打扰' },
  repeat: { en: 'wants it repeated', zh: '重复' },
  goBack: { en: 'wants to go back', zh: '返回上一步' },
  end: { en: 'wants to end the call', zh: '结束通话' },
}

const transfers: Readonly<Record<TransferOutcome, Told>> = {
  queued: { en: 'The caller waits in the queue', zh: '客户排队等候' },
  ringing: { en: 'The call is offered to an agent', zh: '呼叫分配给坐席，振铃中' },
  connected: { en: 'An agent answers', zh: '坐席接听' },
  busy: { en: 'All agents are busy', zh: '坐席全忙' },
  'no-answer': { en: 'No agent answers', zh: '无人接听' },
  declined: { en: 'The agent declines the call', zh: '坐席拒接' },
  failed: { en: 'The transfer fails', zh: '转接失败' },
  overflow: { en: 'Too many callers are waiting', zh: '排队人数已满' },
  closed: { en: 'The queue is closed', zh: '当前为非营业时间' },
  ended: { en: 'The agent leaves the call', zh: '坐席挂断' },
  referred: { en: 'The caller is taken there and has left us', zh: '客户已被转走，本次通话结束' },
}

/** Where the switch rings somebody. */
const called: Readonly<Partial<Record<TransferOutcome, Told>>> = {
  ringing: { en: 'The called telephone rings', zh: '被叫方振铃中' },
  connected: { en: 'The called person answers', zh: '被叫方接听' },
  busy: { en: 'The called telephone is busy', zh: '被叫方忙' },
  'no-answer': { en: 'The called person does not answer', zh: '被叫方无人接听' },
  declined: { en: 'The called person declines the call', zh: '被叫方拒接' },
  ended: { en: 'The called person leaves the call', zh: '被叫方挂断' },
}

const requests = {
  succeeded: { en: 'succeeds', zh: '成功' },
  failed: { en: 'fails', zh: '失败' },
  'outcome-unknown': { en: 'has an unknown outcome', zh: '结果未知' },
} as const

const hours = {
  open: { en: 'It is within the opening hours', zh: '当前在营业时间内' },
  closed: { en: 'It is outside the opening hours', zh: '当前不在营业时间内' },
  failed: { en: 'The calendar cannot be asked', zh: '无法查询日历' },
} as const

const knowledge = {
  sentence: { en: 'The answer begins', zh: '开始回答' },
  answered: { en: 'The question is answered', zh: '问题得到回答' },
  'no-answer': { en: 'Nothing known answers the question', zh: '知识库中没有答案' },
  failed: { en: 'The question cannot be answered', zh: '问答服务失败' },
} as const

const valueText = (value: Extract<Deed, { type: 'says-value' }>['value']): string =>
  typeof value === 'object' ? `${value.amount} ${value.currency}` : String(value)

const said = (text: string): Told => ({ en: `Caller: “${text}”`, zh: `客户：“${text}”` })

/** One sentence, without a full stop. */
export const tellDeed = (deed: Deed): Told => {
  switch (deed.type) {
    case 'says':
    case 'says-either':
      return said(deed.text)
    case 'says-something-else':
      return deed.text === '' ? { en: 'Caller makes a noise without words', zh: '客户发出听不清的声音' } : said(deed.text)
    case 'says-value':
      return said(valueText(deed.value))
    case 'presses':
      return deed.means === undefined
        ? { en: `Caller presses ${deed.digits}`, zh: `客户按 ${deed.digits}` }
        : { en: `Caller presses ${deed.digits} (${deed.means.en})`, zh: `客户按 ${deed.digits}（${deed.means.zh}）` }
    case 'stays-silent':
      return { en: 'Caller stays silent', zh: '客户没有说话' }
    case 'leaves-message':
      return { en: 'Caller leaves a message', zh: '客户留言' }
    case 'leaves-no-message':
      return { en: 'Caller leaves no message', zh: '客户没有留言' }
    case 'hangs-up':
      return { en: 'Caller hangs up', zh: '客户挂机' }
    case 'hears-prompt':
      return { en: 'The prompt is heard', zh: '播报完毕' }
    case 'sound-fails':
      return { en: 'The sound fails', zh: '语音通道故障' }
    case 'request':
      return { en: `The request of “${deed.node}” ${requests[deed.outcome].en}`, zh: `“${deed.node}”的接口调用${requests[deed.outcome].zh}` }
    case 'hours':
      return hours[deed.outcome]
    case 'knowledge':
      return knowledge[deed.outcome]
    case 'transfer':
      return (deed.called === true ? called[deed.outcome] : undefined) ?? transfers[deed.outcome]
    case 'machine-answers':
      return { en: 'An answering machine answers', zh: '应答机接听' }
    case 'time-passes':
      return deed.of === 'call' ? { en: 'The longest time of a call is over', zh: '达到最长通话时间' } : { en: 'Time passes', zh: '时间流逝' }
    case 'line-closes':
      return { en: 'The call is over', zh: '通话结束' }
    case 'operator-ends':
      return { en: 'The call is ended from outside', zh: '通话被外部结束' }
  }
}

export const tellMove = ({ deed }: Move): Told => tellDeed(deed)
