import type { Told } from '../explore/tell-move.js'
import { told } from './words.js'

/** Aspects of nodes and flows as people call them, by the path without what varies in it. */
const names: readonly (readonly [path: RegExp, en: string, zh: string])[] = [
  [/^prompt\b/, 'the prompt', '话术'],
  [/^announcement\b/, 'the announcement', '转接前的话术'],
  [/^whisper\b/, 'what the human hears first', '接通前提示音'],
  [/^positionPrompt\b/, 'the telling of the position', '排队位置播报'],
  [/^offer\b/, 'the offer to the waiting caller', '排队提示'],
  [/^filler\b/, 'what covers a wait', '承接语'],
  [/^more\b/, 'what is said behind an answer', '答后追问'],
  [/^disambiguation\.prompt\b/, 'the question back', '反问话术'],
  [/^disambiguation\b/, 'how the caller is asked back', '反问设置'],
  [/^confirm\.prompt\b/, 'the read-back', '确认播报'],
  [/^confirm\b/, 'the confirmation', '确认设置'],
  [/^noInput\.prompts\b/, 'what is said after silence', '无应答提示'],
  [/^noMatch\.prompts\b/, 'what is said when not understood', '未识别提示'],
  [/^invalid\.prompts\b/, 'what is said to a value that is not valid', '无效输入提示'],
  [/^invalidDigit\.prompts\b/, 'what is said to a wrong key', '错误按键提示'],
  [/^noAnswer\b/, 'what is said without an answer', '无答案提示'],
  [/^noInput\.attempts$/, 'how often it is asked again after silence', '无应答再问次数'],
  [/^noMatch\.attempts$/, 'how often it is asked again when not understood', '未识别再问次数'],
  [/^invalid\.attempts$/, 'how often it is asked again after an invalid value', '无效输入重试次数'],
  [/^invalidDigit\.attempts$/, 'how often it is asked again after a wrong key', '错误按键重试次数'],
  [/^interruptible$/, 'whether it may be interrupted', '是否可打断'],
  [/^dropDigits$/, 'whether keys typed meanwhile are forgotten', '播报中按键是否丢弃'],
  [/^bargeInDelayMs$/, 'the time before it can be interrupted (ms)', '打断延迟（毫秒）'],
  [/^settings\.noInputTimeoutMs$/, 'the silence that counts as no input (ms)', '等待回答时长（毫秒）'],
  [/^settings\.endSilenceMs$/, 'the silence that ends an utterance (ms)', '句尾静音（毫秒）'],
  [/^settings\.bargeInSpeechMs$/, 'the speech that interrupts (ms)', '打断所需语音（毫秒）'],
  [/^settings\./, 'how it listens', '收听设置'],
  [/^validation$/, 'which values are valid', '校验条件'],
  [/^valueType$/, 'what is asked for', '收集的类型'],
  [/^(minCount|maxCount)$/, 'how many digits are taken', '位数'],
  [/^choices\./, 'the choices', '选项'],
  [/\.tags$/, 'how the call is tagged', '标签'],
  [/^tag$/, 'the tag', '标签'],
  [/^assign$/, 'what is assigned', '变量赋值'],
  [/^language$/, 'the language', '语言'],
  [/^queue$/, 'the queue', '技能组'],
  [/^(extension|sip|number)$/, 'where the caller is taken', '转接目标'],
  [/^shows$/, 'the number that is shown', '主叫显示号码'],
  [/^mode$/, 'how the caller is handed over', '转接方式'],
  [/^(summary|body|headers|url|method|auth)\b/, 'what is sent', '发送内容'],
  [/^(save|saveStatus|saveWords|saveSlots|defaults)\b/, 'what is kept', '保存的内容'],
  [/^(calendar|keys|ringMs|maxWaitMs|maxWaiting|music)\b/, 'how the caller waits', '排队设置'],
  [/^doNotCall$/, 'whether the number goes on the do-not-call list', '是否加入免打扰名单'],
  [/^cause$/, 'the cause of the hang-up', '挂机原因'],
  [/^faq\b/, 'what is answered', '问答内容'],
  [/^action$/, 'what becomes of the recording', '录音动作'],
]

/** What changed, and in which language where it is a text. */
export const aspectName = (path: string): Told => {
  const [, en, zh] = names.find(([pattern]) => pattern.test(path)) ?? [path, path, path]
  const language = /\.([a-z]{2,3}-[A-Za-z0-9-]+)$/.exec(path)?.[1]
  return language === undefined ? told(en, zh) : told(`${en} (${language})`, `${zh}（${language}）`)
}

const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'string') return `“${value}”`
  if (Array.isArray(value)) return value.map(shown).join(' / ')
  if (typeof value === 'object' && 'text' in value && typeof value.text === 'string') return `“${value.text}”`
  return JSON.stringify(value)
}

/** @param name of the node */
export const aspectChange = (name: string, path: string, was: unknown, now: unknown): Told => {
  const aspect = aspectName(path)
  return told(`At ${name}, ${aspect.en}: was ${shown(was)}, now ${shown(now)}`, `在${name}，${aspect.zh}：原为${shown(was)}，现为${shown(now)}`)
}
