import type { DraftNode, FlowProblem } from '@callchart/flow'
import { useContext, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AnalysisContext } from '../checking/analysis.js'
import { draftWays } from '../document/draft-ways.js'
import type { Chart } from './chart-store.js'

/** Names of nodes for screen readers: kind, name, what is wrong and what is open. */
export function useChartNames(chart: Chart): void {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const analysis = useContext(AnalysisContext)
  useEffect(() => {
    const name = (): void => {
      const { byNode } = analysis.getState()
      const count = (problems: readonly FlowProblem[], severity: FlowProblem['severity']): number => problems.filter((problem) => problem.severity === severity).length
      chart.name((node: DraftNode) => {
        const problems = byNode.get(node.id) ?? []
        const errors = count(problems, 'error')
        const warnings = count(problems, 'warning')
        const open = draftWays(node).filter(({ to, required }) => to === undefined && required).length
        return [
          `${tKind(`${node.kind}.name`)}: ${node.name}`,
          ...(node.disabled === true ? [t('card.off')] : []),
          ...(errors > 0 ? [t('card.errors', { count: errors })] : []),
          ...(warnings > 0 ? [t('card.warnings', { count: warnings })] : []),
          ...(open > 0 ? [t('card.openWays', { count: open })] : []),
        ].join(', ')
      }, t('note.name'))
    }
    name()
    return analysis.subscribe((now, before) => {
      if (now.byNode !== before.byNode) name()
    })
  }, [chart, analysis, t, tKind])
}
