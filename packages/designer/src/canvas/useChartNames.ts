import type { DraftNode, FlowProblem } from '@callchart/flow'
import { useContext, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AnalysisContext } from '../checking/analysis.js'
import { draftWays } from '../document/draft-ways.js'
import type { Chart } from './chart-store.js'

/** The name of a node, with what was wrong with it when it was made. */
interface Known {
  readonly errors: number
  readonly warnings: number
  readonly name: string
}

const count = (problems: readonly FlowProblem[] | undefined, severity: FlowProblem['severity']): number => problems?.filter((problem) => problem.severity === severity).length ?? 0

/** Names of nodes for screen readers: kind, name, what is wrong and what is open. */
export function useChartNames(chart: Chart): void {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const analysis = useContext(AnalysisContext)
  useEffect(() => {
    const known = new WeakMap<DraftNode, Known>()
    const noteName = t('note.name')
    const nameOf = (node: DraftNode): string => {
      const problems = analysis.getState().byNode.get(node.id)
      const errors = count(problems, 'error')
      const warnings = count(problems, 'warning')
      const before = known.get(node)
      if (before?.errors === errors && before.warnings === warnings) return before.name
      const open = draftWays(node).filter(({ to, required }) => to === undefined && required).length
      const name = [
        `${tKind(`${node.kind}.name`)}: ${node.name}`,
        ...(node.disabled === true ? [t('card.off')] : []),
        ...(errors > 0 ? [t('card.errors', { count: errors })] : []),
        ...(warnings > 0 ? [t('card.warnings', { count: warnings })] : []),
        ...(open > 0 ? [t('card.openWays', { count: open })] : []),
      ].join(', ')
      known.set(node, { errors, warnings, name })
      return name
    }
    const name = (): void => chart.name(nameOf, noteName)
    name()
    return analysis.subscribe((now, before) => {
      if (now.byNode !== before.byNode) name()
    })
  }, [chart, analysis, t, tKind])
}
