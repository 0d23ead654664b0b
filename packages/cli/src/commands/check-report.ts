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
  readonly good: Readonly<Record<'calendar' | 'faq', string>>
  readonly goodFlow: (version: string) => string
  readonly verdict: (file: string, flow: string | undefined, verdict: string) => string
  readonly problem: (problem: FlowProblem) => string
  /** What stands before a call that shows it. */
  readonly example: { readonly made: string; readonly found: string }
}

const english: Words = {
  errors: (count) => `${count} error${count === 1 ? '' : 's'}`,
  good: { calendar: 'good calendar', faq: 'good list of questions' },
  goodFlow: (version) => `good, version ${version}`,
  verdict: (file, flow, verdict) => `${file}${flow === undefined ? '' : ` (${flow})`}: ${verdict}`,
  problem: ({ code, severity, nodeId, message, wayOut }) => `${severity} ${code}${nodeId === undefined ? '' : ` at "${nodeId}"`}: ${message} ${wayOut}`,
  example: { made: 'a call that shows it:', found: 'a way that may show it:' },
}

const chinese: Words = {
  errors: (count) => `${count} 个错误`,
  good: { calendar: '日历合格', faq: '知识库合格' },
  goodFlow: (version) => `合格，版本 ${version}`,
  verdict: (file, flow, verdict) => `${file}${flow === undefined ? '' : `（${flow}）`}：${verdict}`,
  problem: ({ code, severity, nodeId, zh }) =>
    `${severity === 'error' ? '错误' : '警告'} ${code}${nodeId === undefined ? '' : `，节点 ${nodeId}`}：${zh.message}${zh.wayOut}`,
  example: { made: '可重现该问题的通话：', found: '可能出现该问题的路径：' },
}

const words: Readonly<Record<ReportLanguage, Words>> = { en: english, zh: chinese }

/** A finding, and line by line the call that shows it. */
function linesOf(problem: FlowProblem, language: ReportLanguage): string[] {
  const { problem: tell, example } = words[language]
  const { counterExample } = problem
  if (counterExample === undefined) return [`  ${tell(problem)}`]
  const { confirmed, text, path } = counterExample
  return [`  ${tell(problem)}`, `    ${confirmed ? example.made : example.found}`, ...text[language].map((line) => `      ${line}`), `      (${path.join(' > ')})`]
}

function describe({ file, problems }: CheckedFile, flow: string | undefined, good: string, language: ReportLanguage): string {
  const { errors, verdict } = words[language]
  const errorCount = problems.filter(({ severity }) => severity === 'error').length
  const first = verdict(file, flow, errorCount === 0 ? good : errors(errorCount))
  return `${[first, ...problems.flatMap((each) => linesOf(each, language))].join('\n')}\n`
}

/** A flow's verdict, and for each finding a line and the call that shows it. */
export const describeFlow = (checked: CheckedFlow, language: ReportLanguage): string =>
  describe(checked, checked.flow, words[language].goodFlow(checked.version?.slice(0, 12) ?? ''), language)

/** The same of a file that flows name. */
export const describeNamed = (checked: CheckedFile, kind: 'calendar' | 'faq', language: ReportLanguage): string =>
  describe(checked, undefined, words[language].good[kind], language)
