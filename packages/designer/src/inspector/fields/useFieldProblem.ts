import type { FlowProblem } from '@callchart/flow'
import { useTranslation } from 'react-i18next'
import type { Analysis } from '../../checking/analysis.js'
import { useAnalysis } from '../../checking/analysis.js'
import type { UiLanguage } from '../../locale/locale.js'
import { liesAt, fieldOfProblem, wordsOf, type ProblemWords } from '../problem-words.js'
import { useFieldScope } from './FieldScope.js'

export interface FieldProblem extends ProblemWords {
  readonly problem: FlowProblem
}

/** The worst one that lies at a field. The object is the checker's own, so that nothing renders again for it. */
const worstAt = ({ byNode }: Analysis, node: string | undefined, at: string, isContainer: boolean): FlowProblem | undefined => {
  const own = (byNode.get(node ?? '') ?? []).filter((problem) => (isContainer ? fieldOfProblem(problem) === at : liesAt(problem, at)))
  return own.find(({ severity }) => severity === 'error') ?? own[0]
}

/**
 * What the checker says of a field, in words.
 * @param isContainer fields of its own are shown below it and tell their own problems
 */
export function useFieldProblem(at: string, label: string, isContainer = false): FieldProblem | undefined {
  const { node } = useFieldScope()
  const { i18n } = useTranslation()
  const problem = useAnalysis((analysis) => worstAt(analysis, node, at, isContainer))
  return problem === undefined ? undefined : { problem, ...wordsOf(problem, i18n.language as UiLanguage, label) }
}
