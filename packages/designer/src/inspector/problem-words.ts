import type { FlowProblem } from '@callchart/flow'
import type { UiLanguage } from '../locale/locale.js'

/** Where a problem lies within its node, or within the flow: `branches.0.to`. */
export const fieldOfProblem = ({ nodeId, path = '' }: FlowProblem): string => (nodeId === undefined ? path : path.replace(/^nodes\.\d+\.?/, ''))

/** Whether a problem belongs to a field: it lies there or, of a field that is shown as one, further in. */
export const liesAt = (problem: FlowProblem, at: string): boolean => {
  const field = fieldOfProblem(problem)
  return field === at || field.startsWith(`${at}.`)
}

const missingParts = /received undefined|缺少该字段/

export interface ProblemWords {
  readonly message: string
  readonly wayOut: string
}

/**
 * A problem in the interface's language. What the schema refuses is told by the field's label instead of its place in the file.
 * @param label of the field where it lies, if it is known
 */
export function wordsOf(problem: FlowProblem, language: UiLanguage, label?: string): ProblemWords {
  const isChinese = language === 'zh-CN'
  const { message, wayOut } = isChinese ? problem.zh : problem
  if (problem.code !== 'FLOW_SCHEMA_INVALID') return { message, wayOut }
  const reason = /(?:schema: |格式要求：)(.*?)[.。]$/s.exec(message)?.[1] ?? message
  const name = label ?? fieldOfProblem(problem)
  if (missingParts.test(problem.message) || missingParts.test(message))
    return isChinese ? { message: `“${name}”尚未填写。`, wayOut: '请填写。' } : { message: `"${name}" is still empty.`, wayOut: 'Fill it in.' }
  return isChinese ? { message: `“${name}”的填写不正确：${reason}。`, wayOut: '请修正。' } : { message: `"${name}" cannot be used as it is: ${reason}.`, wayOut: 'Correct it.' }
}
