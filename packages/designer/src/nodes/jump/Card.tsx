import { useTranslation } from 'react-i18next'
import { Line, textAt, type CardProps } from '../../canvas/CardParts.js'

export function JumpCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const flow = textAt(node, 'flow')
  return <Line>{node.back === true ? t('card.back') : flow === '' ? t('card.toNode') : t('card.toFlow', { flow })}</Line>
}
