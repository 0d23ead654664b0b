import { useTranslation } from 'react-i18next'
import { Line, textAt, type CardProps } from '../../canvas/CardParts.js'
import { useFlowName } from '../../library/queries.js'

export function JumpCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const nameOf = useFlowName()
  const flow = textAt(node, 'flow')
  return <Line title={flow}>{node.back === true ? t('card.back') : flow === '' ? t('card.toNode') : t('card.toFlow', { flow: nameOf(flow) })}</Line>
}
