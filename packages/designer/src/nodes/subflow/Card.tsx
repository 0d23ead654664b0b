import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'
import { useFlowName } from '../../library/queries.js'

export function SubflowCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const nameOf = useFlowName()
  const flow = textAt(node, 'flow')
  return flow === '' ? <Missing>{t('card.noFlow')}</Missing> : <Line title={flow}>{nameOf(flow)}</Line>
}
