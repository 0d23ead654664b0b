import type { FlowProblem } from '@callchart/flow'
import { UsageError } from '../errors.js'
import type { Environment } from '../system/settings.js'

export interface CheckedFile {
  readonly file: string
  readonly problems: readonly FlowProblem[]
}

export interface CheckedFlow extends CheckedFile {
  readonly flow?: string
  readonly version?: string
}

export type ReportLanguage = 'en' | 'zh'

/** The language that was asked for, else that of the terminal: Chinese or English. @throws UsageError */
export function reportLanguage(asked: string | undefined, { LC_ALL, LC_MESSAGES, LANG }: Environment): ReportLanguage {
  if (asked === 'en' || asked === 'zh') return asked
  if (asked !== undefined) throw new UsageError(`--language is en or zh, not "${asked}".`)
  // POSIX 8.2: the first that is set and not empty decides.
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '')
  return locale?.startsWith('zh') === true ? 'zh' : 'en'
}

interface Words {
  readonly errors: (count: number) => string
  readonly good: Readonly<Record<'calendar' | 'faq' | 'rules', string>>
  readonly goodFlow: (version: string) => string
  readonly verdict: (file: string, flow: string | undefined, verdict: string) => string
  readonly problem: (problem: FlowProblem) => string
}

const english: Words = {
  errors: (count) => `${count} error${count === 1 ? '' : 's'}`,
  good: { calendar: 'good calendar', faq: 'good list of questions', rules: 'good rules' },
  goodFlow: (version) => `good, version ${version}`,
  verdict: (file, flow, verdict) => `${file}${flow === undefined ? '' : ` (${flow})`}: ${verdict}`,
  problem: ({ code, severity, nodeId, message, wayOut }) => `${severity} ${code}${nodeId === undefined ? '' : ` at "${nodeId}"`}: ${message} ${wayOut}`,
}

const chinese: Words = {
  errors: (count) => `${count} 个错误`,
  good: { calendar: '日历合格', faq: '知识库合格', rules: '规则合格' },
  goodFlow: (version) => `合格，版本 ${version}`,
  verdict: (file, flow, verdict) => `${file}${flow === undefined ? '' : `（${flow}）`}：${verdict}`,
  problem: ({ code, severity, nodeId, zh }) =>
    `${severity === 'error' ? '错误' : '警告'} ${code}${nodeId === undefined ? '' : `，节点 ${nodeId}`}：${zh.message}${zh.wayOut}`,
}

const words: Readonly<Record<ReportLanguage, Words>> = { en: english, zh: chinese }

function describe({ file, problems }: CheckedFile, flow: string | undefined, good: string, { errors, verdict, problem }: Words): string {
  const errorCount = problems.filter(({ severity }) => severity === 'error').length
  const first = verdict(file, flow, errorCount === 0 ? good : errors(errorCount))
  return `${[first, ...problems.map((each) => `  ${problem(each)}`)].join('\n')}\n`
}

/** A flow's verdict, and a line for each finding. */
export const describeFlow = (checked: CheckedFlow, language: ReportLanguage): string =>
  describe(checked, checked.flow, words[language].goodFlow(checked.version?.slice(0, 12) ?? ''), words[language])

/** The same of a file that flows name. */
export const describeNamed = (checked: CheckedFile, kind: 'calendar' | 'faq' | 'rules', language: ReportLanguage): string =>
  describe(checked, undefined, words[language].good[kind], words[language])
