import { factsOf, type FactsByCode, type FlowProblem } from '@callchart/flow'
import type { UiLanguage } from '../locale/locale.js'
import { languageName } from '../prompts/language-names.js'

/** Where a problem lies within its node, or within the flow: `branches.0.to`. */
export const fieldOfProblem = ({ nodeId, path = '' }: FlowProblem): string => (nodeId === undefined ? path : path.replace(/^nodes\.\d+\.?/, ''))

/** Whether a problem belongs to a field: it lies there or, of a field that is shown as one, further in. */
export const liesAt = (problem: FlowProblem, at: string): boolean => {
  const field = fieldOfProblem(problem)
  return field === at || field.startsWith(`${at}.`)
}

/** Told by the field itself, these need no name of the node. */
const unconnected: ReadonlySet<string> = new Set(['FLOW_TARGET_MISSING', 'FLOW_ELSE_MISSING', 'FLOW_NO_INPUT_WAY_MISSING', 'FLOW_NO_MATCH_WAY_MISSING', 'FLOW_FALLBACK_WAY_MISSING', 'FLOW_FAILURE_WAY_MISSING'])

export interface ProblemWords {
  readonly message: string
  readonly wayOut: string
}

/**
 * A problem in the interface's language, as short as it may be where its field tells it. What the schema refuses is told by the field's label instead of its place in the file.
 * @param label of the field that tells it, or of which it is told
 */
export function wordsOf(problem: FlowProblem, language: UiLanguage, label?: string): ProblemWords {
  const isChinese = language === 'zh-CN'
  const { message, wayOut } = isChinese ? problem.zh : problem
  if (label !== undefined && unconnected.has(problem.code)) return isChinese ? { message: '尚未连接。', wayOut: '请选择之后进入哪个节点。' } : { message: 'Not connected yet.', wayOut: 'Choose where the call goes on.' }
  const { language: lacking } = factsOf(problem, 'FLOW_LANGUAGE_MISSING') ?? {}
  if (label !== undefined && lacking !== undefined) {
    const name = languageName(lacking, language)
    return isChinese ? { message: `缺少${name}版本。`, wayOut } : { message: `Missing in ${name}.`, wayOut }
  }
  const unfit = factsOf(problem, 'FLOW_SCHEMA_INVALID')
  return unfit === undefined ? { message, wayOut } : unfitWords(unfit, label ?? fieldOfProblem(problem), isChinese)
}

/** A problem where it stands among others, so that it says itself where it lies; only what the schema refuses is told by the field's label. */
export const wordsAmongOthers = (problem: FlowProblem, language: UiLanguage, label: string): ProblemWords =>
  factsOf(problem, 'FLOW_SCHEMA_INVALID') === undefined ? wordsOf(problem, language) : wordsOf(problem, language, label)

function unfitWords({ fault, reason }: FactsByCode['FLOW_SCHEMA_INVALID'], name: string, isChinese: boolean): ProblemWords {
  if (fault === 'missing') return isChinese ? { message: `“${name}”尚未填写。`, wayOut: '请填写。' } : { message: `"${name}" is still empty.`, wayOut: 'Fill it in.' }
  return isChinese ? { message: `“${name}”的填写不正确：${reason.zh}。`, wayOut: '请修正。' } : { message: `"${name}" cannot be used as it is: ${reason.en}.`, wayOut: 'Correct it.' }
}
