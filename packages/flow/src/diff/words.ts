import { wordsFor } from '../explore/words.js'
import type { Told } from '../explore/tell-move.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'
import type { NodeRecord } from './node-record.js'
import type { DiffSide } from './side.js'

export const told = (en: string, zh: string): Told => ({ en, zh })
const both = (left: Told, middle: Told, right: Told): Told => ({ en: `${left.en}${middle.en}${right.en}`, zh: `${left.zh}${middle.zh}${right.zh}` })

/** A node as people find it. */
export const nameOf = ({ name }: FlowNode): string => `“${name}”`

const understandingOf = ({ document }: DiffSide, language: string) => ({
  understanding: [{
    language,
    intents: Object.entries(document.intents).map(([id, { phrases, keywords, patterns }]) => ({ id, phrases: phrases[language] ?? [], keywords: keywords[language] ?? [], patterns: patterns[language] ?? [] })),
    keyIntents: {},
  }],
})

/** What a caller may say to mean the intent, each reader in a language of the flow that they read. */
export const spokenIntent = (intent: string, side: DiffSide): Told => {
  const { languages } = side.document
  const english = languages.find((language) => language.startsWith('en')) ?? languages[0] ?? 'en-US'
  const chinese = languages.find((language) => language.startsWith('zh')) ?? languages[0] ?? 'zh-CN'
  return told(wordsFor(understandingOf(side, english), english, intent), wordsFor(understandingOf(side, chinese), chinese, intent))
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

const attemptsOf = ({ facets }: NodeRecord, reason: string): number => {
  const attempts = facets.get(`${reason}.attempts`)
  return typeof attempts === 'number' ? attempts + 1 : 1
}

/** What happens for a way to be taken, but for those of intents, keys and conditions. */
const plainWays: Readonly<Record<string, (name: string, record: NodeRecord) => Told>> = {
  next: (name) => told(`After ${name}`, `${name}之后`),
  to: (name) => told(`After ${name}`, `${name}之后`),
  noInput: (name, record) => told(`When the caller stays silent ${times(attemptsOf(record, 'noInput'))} at ${name}`, `在${name}，客户 ${attemptsOf(record, 'noInput')} 次没有说话时`),
  noMatch: (name, record) => told(`When the caller is not understood ${times(attemptsOf(record, 'noMatch'))} at ${name}`, `在${name}，${attemptsOf(record, 'noMatch')} 次没有听懂客户时`),
  invalid: (name, record) => told(`When the value is not valid ${times(attemptsOf(record, 'invalid'))} at ${name}`, `在${name}，${attemptsOf(record, 'invalid')} 次输入无效时`),
  invalidDigit: (name, record) => told(`When a wrong key is pressed ${times(attemptsOf(record, 'invalidDigit'))} at ${name}`, `在${name}，${attemptsOf(record, 'invalidDigit')} 次按错键时`),
  else: (name) => told(`Where no condition of ${name} holds`, `当${name}的条件都不满足时`),
  open: (name) => told(`Within the opening hours of ${name}`, `在${name}的营业时间内`),
  closed: (name) => told(`Outside the opening hours of ${name}`, `在${name}的非营业时间`),
  failure: (name) => told(`When ${name} fails`, `${name}失败时`),
  outcomeUnknown: (name) => told(`When nobody can tell what became of ${name}`, `${name}结果未知时`),
  busy: (name) => told(`When all agents are busy at ${name}`, `${name}坐席全忙时`),
  noAnswer: (name) => told(`When no agent answers at ${name}`, `${name}无人接听时`),
  declined: (name) => told(`When the agent declines at ${name}`, `${name}坐席拒接时`),
  failed: (name) => told(`When ${name} fails`, `${name}失败时`),
  overflow: (name) => told(`When too many callers wait at ${name}`, `${name}排队已满时`),
  machine: (name) => told(`When an answering machine answers the call of ${name}`, `${name}：应答机接听时`),
  empty: (name) => told(`When no message is left at ${name}`, `在${name}没有留言时`),
  fallback: (name) => told(`When ${name} has no answer`, `${name}没有答案时`),
  noConsent: (name) => told(`Without consent at ${name}`, `在${name}没有获得同意时`),
}

const choiceNamed = ({ node }: NodeRecord, digit: string): string | undefined => (node.kind === 'menu' ? node.choices.find((choice) => choice.digit === digit)?.name : undefined)

/** For a way to be taken, what happens. @param side the flow of the record */
export const occasionOf = (way: string, record: NodeRecord, side: DiffSide): Told => {
  const name = nameOf(record.node)
  const [sort = '', what = ''] = way.split(/:(.*)/s)
  if (sort === 'on' && what === 'anyReply') return told(`When the caller says anything at ${name}`, `在${name}，客户说任何话时`)
  if (sort === 'on') {
    const spoken = spokenIntent(what, side)
    return told(`When the caller says “${spoken.en}” at ${name}`, `在${name}，客户说“${spoken.zh}”时`)
  }
  if (sort === 'digit') {
    const choice = choiceNamed(record, what)
    return told(`When the caller presses ${what}${choice === undefined ? '' : ` (${choice})`} at ${name}`, `在${name}，客户按 ${what}${choice === undefined ? '' : `（${choice}）`} 时`)
  }
  if (sort === 'key') return told(`When the waiting caller presses ${what} at ${name}`, `在${name}排队时，客户按 ${what} 时`)
  const condition = record.conditions.find((each) => each.way === way)
  if (condition !== undefined) return told(`Where ${condition.written} at ${name}`, `在${name}，当 ${condition.written} 时`)
  return plainWays[way]?.(name, record) ?? told(`By “${way}” of ${name}`, `${name}的“${way}”`)
}

const firstText = (node: FlowNode, { document: { languages } }: DiffSide): string | undefined => {
  if (!('prompt' in node) || node.prompt === undefined) return undefined
  const [variant] = node.prompt[languages[0] ?? ''] ?? Object.values(node.prompt)[0] ?? []
  return typeof variant === 'string' ? variant : variant?.text
}

const humanOf = (node: NodeOf<'transfer'>): Told => {
  if (node.extension !== undefined) return told(`a human (extension ${node.extension})`, `转人工（分机 ${node.extension}）`)
  if (node.sip !== undefined) return told(`a human (${node.sip})`, `转人工（${node.sip}）`)
  if (node.number !== undefined) return told(`the outside number ${node.number}`, `转外线（${node.number}）`)
  return told(`a human (queue ${node.queue ?? ''})`, `转人工（技能组 ${node.queue ?? ''}）`)
}

/** Where a call goes on, as it is noticed. */
export const placeOf = (node: FlowNode | undefined, side: DiffSide): Told => {
  if (node === undefined) return told('nowhere', '无处可去')
  switch (node.kind) {
    case 'transfer':
      return humanOf(node)
    case 'hangup': {
      const text = firstText(node, side)
      return text === undefined ? told('hang up', '挂机') : told(`hang up after “${text}”`, `播报“${text}”后挂机`)
    }
    case 'voicemail':
      return told(`a message (mailbox ${node.mailbox})`, `留言（留言箱 ${node.mailbox}）`)
    case 'jump':
      if (node.flow !== undefined) return told(`the flow ${node.flow}`, `流程 ${node.flow}`)
      return node.back === true ? told('back to where the caller was', '返回客户原来的位置') : told(nameOf(node), nameOf(node))
    default: {
      const text = firstText(node, side)
      return told(text === undefined ? nameOf(node) : `${nameOf(node)}: “${text}”`, text === undefined ? nameOf(node) : `${nameOf(node)}：“${text}”`)
    }
  }
}

export const wasAndNow = (occasion: Told, was: Told, now: Told): Told =>
  both(occasion, told(': was ', '：原为'), both(was, told(', now ', '，现为'), now))
