import type { FlowProblem } from '@callchart/flow'
import type { UiLanguage } from '../locale/locale.js'

/** Where a problem lies within its node, or within the flow: `branches.0.to`. */
export const fieldOfProblem = ({ nodeId, path = '' }: FlowProblem): string => (nodeId === undefined ? path : path.replace(/^nodes\.\d+\.?/, ''))

/** Whether a problem belongs to a field: it lies there or, of a field that is shown as one, further in. */
export const liesAt = (problem: FlowProblem, at: string): boolean => {
  const field = fieldOfProblem(problem)
  return field === at || field.startsWith(`${at}.`)
}

/** Told by the field itself, these need no name of the node. */
const unconnected: ReadonlySet<string> = new Set(['FLOW_TARGET_MISSING', 'FLOW_ELSE_MISSING', 'FLOW_NO_INPUT_WAY_MISSING', 'FLOW_NO_MATCH_WAY_MISSING', 'FLOW_FALLBACK_WAY_MISSING', 'FLOW_FAILURE_WAY_MISSING'])

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
  if (label !== undefined && unconnected.has(problem.code)) return isChinese ? { message: '尚未连接。', wayOut: '请选择之后进入哪个节点。' } : { message: 'Not connected yet.', wayOut: 'Choose where the call goes on.' }
  const missing = label === undefined || problem.code !== 'FLOW_LANGUAGE_MISSING' ? undefined : /missing in ([\w-]+)\./.exec(problem.message)?.[1]
  if (missing !== undefined) return isChinese ? { message: `缺少 ${missing} 版本。`, wayOut } : { message: `Missing in ${missing}.`, wayOut }
  if (problem.code !== 'FLOW_SCHEMA_INVALID') return { message, wayOut }
  const reason = /(?:schema: |格式要求：)(.*?)[.。]$/s.exec(message)?.[1] ?? message
  const name = label ?? fieldOfProblem(problem)
  if (missingParts.test(problem.message) || missingParts.test(message))
    return isChinese ? { message: `“${name}”尚未填写。`, wayOut: '请填写。' } : { message: `"${name}" is still empty.`, wayOut: 'Fill it in.' }
  return isChinese ? { message: `“${name}”的填写不正确：${reason}。`, wayOut: '请修正。' } : { message: `"${name}" cannot be used as it is: ${reason}.`, wayOut: 'Correct it.' }
}
