import type { FlowProblem } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import type { UiLanguage } from '../locale/locale.js'
import { FieldProblemLine } from './fields/FieldProblemLine.js'
import classes from './Inspector.module.css'
import { fieldOfProblem, wordsOf } from './problem-words.js'

const none: readonly FlowProblem[] = []

/** What is wrong with the course of calls at a node: what lies at a field is told there. */
export const NodeProblems = memo(function NodeProblems({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation('inspector')
  const problems = useAnalysis(({ byNode }) => byNode.get(id) ?? none)
  const own = problems.filter((problem) => fieldOfProblem(problem) === '' || fieldOfProblem(problem) === 'id' || fieldOfProblem(problem) === 'kind')
  if (own.length === 0) return null
  const worst = own.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
  return (
    <section className={classes.problems} data-severity={worst} aria-label={t('problems')}>
      {own.map((problem, index) => (
        <FieldProblemLine key={index} severity={problem.severity} problem={problem} {...wordsOf(problem, i18n.language as UiLanguage)} />
      ))}
    </section>
  )
})
