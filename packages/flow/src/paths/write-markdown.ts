import { tellEnd } from '../explore/call-end.js'
import { tellMove, type Reader, type Told } from '../explore/tell-move.js'
import { tellReason, untakeableReasons } from '../explore/untakeable.js'
import type { CallScript, ScriptStep } from './call-script.js'
import type { FlowPaths } from './flow-paths.js'

/** Texts of one line in a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const bilingual = (readers: readonly Reader[]) => (told: Told): string => readers.map((reader) => told[reader]).join(' / ')

type Tell = ReturnType<typeof bilingual>

const bot: Told = { en: 'Bot', zh: '机器人' }
const seconds = (ms: number): Told => ({ en: `after ${ms / 1_000} s`, zh: `${ms / 1_000} 秒后` })

const begins = ({ start }: CallScript): Told => {
  const known = Object.entries(start.variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ')
  const number = start.ani === undefined ? { en: ' from a hidden number', zh: '，号码隐藏' } : { en: '', zh: '' }
  const call = start.direction === 'inbound' ? { en: `The caller calls${number.en}`, zh: `客户呼入${number.zh}` } : { en: 'The bot calls', zh: '机器人呼出' }
  return known === '' ? call : { en: `${call.en}; known: ${known}`, zh: `${call.zh}；已知：${known}` }
}

const bodyOf = ({ move }: ScriptStep): string => {
  if (move?.deed.type !== 'request') return ''
  const { event } = move
  if (event.type === 'request.succeeded') return ` \`${JSON.stringify(event.body)}\``
  return event.type === 'request.failed' && event.status !== undefined ? ` (${event.status})` : ''
}

const deedOf = (step: ScriptStep, tell: Tell): string[] => {
  if (step.move === undefined || step.move.quiet === true) return []
  const when = step.afterMs === 0 ? '' : ` (${tell(seconds(step.afterMs))})`
  return [`${tell(tellMove(step.move))}${bodyOf(step)}${when}`]
}

const conversation = (script: CallScript, tell: Tell): string => {
  const lines = script.steps.flatMap((step) => [...deedOf(step, tell), ...step.prompts.filter((prompt) => prompt.trim() !== '').map((prompt) => `**${tell(bot)}**: ${prompt}`)])
  return `### ${script.number}${script.name === undefined ? '' : `. ${script.name}`}

${tell(begins(script))}.

${lines.map((line, index) => `${index + 1}. ${line.replaceAll('\n', ' ')}`).join('\n')}

**${tell({ en: 'End', zh: '结束' })}**: ${tell(tellEnd(script.end))}
`
}

const coverTable = (paths: FlowPaths, tell: Tell): string => {
  const head = [tell({ en: 'Conversation', zh: '对话' }), tell({ en: 'Nodes', zh: '节点' }), tell({ en: 'End', zh: '结束' }), tell({ en: 'Transitions that none before takes', zh: '首次覆盖的转移数' })]
  const rows = paths.scripts.map((script) => [String(script.number), [...new Set(script.path)].join(', '), tell(tellEnd(script.end)), String(script.covers.length)])
  return table(head, rows)
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const untakeableTable = ({ untakeable }: FlowPaths, tell: Tell): string => {
  const groups = untakeableReasons.map((reason) => [reason, untakeable.filter((each) => each.reason === reason)] as const).filter(([, all]) => all.length > 0)
  const head = [tell({ en: 'Reason', zh: '原因' }), tell({ en: 'Count', zh: '数量' }), tell({ en: 'Transitions', zh: '转移' })]
  return table(head, groups.map(([reason, all]) => [tell(tellReason(reason)), String(all.length), all.map(({ transition: { source, event, index } }) => `\`${source || '*'} ${event || '→'} ${index}\``).join(', ')]))
}

const summary = ({ scripts, taken, transitionCount, untakeable, open }: FlowPaths): Told => ({
  en: `${scripts.length} conversations take ${taken.length} of ${transitionCount} transitions; ${untakeable.length} cannot be taken, and for ${open.length} no conversation was found.`,
  zh: `${scripts.length} 段对话覆盖 ${transitionCount} 个转移中的 ${taken.length} 个；${untakeable.length} 个不可能触发，${open.length} 个未找到对话。`,
})

/** The conversations as a script that can be read aloud, in one language or in both side by side. What the bot says stays in the call's language. */
export const markdownText = (paths: FlowPaths, readers: readonly Reader[]): string => {
  const tell = bilingual(readers)
  const open = paths.open.length === 0 ? '' : `\n${tell({ en: 'No conversation was found for', zh: '未找到对话的转移' })}: ${paths.open.map(({ id }) => `\`${id}\``).join(', ')}\n`
  return `# ${paths.name}: ${tell({ en: 'conversations', zh: '对话脚本' })}

${tell(summary(paths))}

${coverTable(paths, tell)}

## ${tell({ en: 'Conversations', zh: '对话' })}

${paths.scripts.map((script) => conversation(script, tell)).join('\n')}
${paths.untakeable.length === 0 ? '' : `## ${tell({ en: 'Transitions that no call can take', zh: '任何通话都无法触发的转移' })}

${untakeableTable(paths, tell)}
`}${open}`
}
