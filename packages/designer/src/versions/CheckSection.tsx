import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import { ProblemLines, type ProblemLinesProps } from './ProblemLines.js'
import classes from './PublishDialog.module.css'

/** What the checker found out about the draft in front. */
export function CheckSection({ onJump }: Pick<ProblemLinesProps, 'onJump'>) {
  const { t } = useTranslation('versions')
  const status = useAnalysis((analysis) => analysis.status)
  const problems = useAnalysis((analysis) => analysis.problems)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  return (
    <section className={classes.section} aria-live="polite">
      <h3 className={classes.heading}>{t('publish.check.title')}</h3>
      {status === 'checking' && (
        <div className={classes.line}>
          <Loader size={16} />
          {t('publish.check.checking')}
        </div>
      )}
      {status === 'failed' && (
        <div className={classes.line}>
          <IconInfoCircle size={18} aria-hidden />
          {t('publish.check.failed')}
        </div>
      )}
      {status === 'done' && errors.length === 0 && (
        <div className={classes.line}>
          <IconCircleCheck size={18} color="var(--mantine-color-green-7)" aria-hidden />
          {t('publish.check.good')}
        </div>
      )}
      {errors.length > 0 && (
        <>
          <div className={classes.line}>
            <IconCircleX size={18} color="var(--mantine-color-red-7)" aria-hidden />
            {t('publish.check.errors', { count: errors.length })}
          </div>
          <ProblemLines problems={errors} onJump={onJump} />
        </>
      )}
      {warnings.length > 0 && (
        <>
          <div className={classes.line}>
            <IconAlertTriangle size={18} color="var(--mantine-color-yellow-7)" aria-hidden />
            {t('publish.check.warnings', { count: warnings.length })}
          </div>
          {errors.length === 0 && <ProblemLines problems={warnings} onJump={onJump} />}
        </>
      )}
    </section>
  )
}

/** Whether something is known to stand in the way of a publish. */
export const useHasErrors = (): boolean => useAnalysis(({ problems }) => problems.some(({ severity }) => severity === 'error'))
export const useIsChecking = (): boolean => useAnalysis(({ status }) => status === 'checking')
