import { IconAlertCircleFilled, IconAlertTriangleFilled, IconDoorExit, IconMapPinFilled, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import classes from './CardBadges.module.css'
import { useHighlight } from './highlight.js'
import { stepsAt } from './lit.js'

const count = (problems: readonly { readonly severity: string }[] | undefined, severity: string): number => problems?.filter((problem) => problem.severity === severity).length ?? 0

/** How many errors and warnings a node has. */
export function ProblemBadge({ id }: { readonly id: string }) {
  const { t } = useTranslation('canvas')
  const errors = useAnalysis(({ byNode }) => count(byNode.get(id), 'error'))
  const warnings = useAnalysis(({ byNode }) => count(byNode.get(id), 'warning'))
  if (errors === 0 && warnings === 0) return null
  const isError = errors > 0
  const text = [...(errors > 0 ? [t('card.errors', { count: errors })] : []), ...(warnings > 0 ? [t('card.warnings', { count: warnings })] : [])].join(', ')
  return (
    <span className={classes.problem} data-severity={isError ? 'error' : 'warning'} role="img" aria-label={text} title={text}>
      {isError ? <IconAlertCircleFilled size={13} aria-hidden /> : <IconAlertTriangleFilled size={13} aria-hidden />}
      {isError ? errors : warnings}
    </span>
  )
}

/** Where a call is, and in which order it came by. */
export function CallBadges({ id }: { readonly id: string }) {
  const { t } = useTranslation('canvas')
  const steps = useHighlight((highlight) => stepsAt(highlight, id))
  const isActive = useHighlight(({ active }) => active === id)
  const tone = useHighlight((highlight) => highlight.tone)
  if (steps === '' && !isActive) return null
  return (
    <span className={classes.call} data-tone={tone} data-active={isActive || undefined}>
      {isActive && <IconMapPinFilled size={13} role="img" aria-label={t('card.active')} />}
      {steps !== '' && (
        <span className={classes.steps} title={t('card.step', { steps })} aria-label={t('card.step', { steps })} role="img">
          {steps}
        </span>
      )}
    </span>
  )
}

/** How many calls came here, and how many callers were lost. */
export function HeatBadges({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation('canvas')
  const visits = useHighlight(({ heat }) => heat?.[id]?.visits)
  const dropOffs = useHighlight(({ heat }) => heat?.[id]?.dropOffs ?? 0)
  const isShown = useHighlight(({ heat }) => heat !== undefined)
  if (!isShown) return null
  const number = (value: number): string => value.toLocaleString(i18n.language)
  return (
    <span className={classes.heat}>
      <span className={classes.visits} role="img" aria-label={t('card.visits', { count: visits ?? 0 })} title={t('card.visits', { count: visits ?? 0 })}>
        <IconUsers size={12} aria-hidden />
        {number(visits ?? 0)}
      </span>
      {dropOffs > 0 && (
        <span className={classes.lost} role="img" aria-label={t('card.dropOffs', { count: dropOffs })} title={t('card.dropOffs', { count: dropOffs })}>
          <IconDoorExit size={12} aria-hidden />
          {number(dropOffs)}
        </span>
      )}
    </span>
  )
}
