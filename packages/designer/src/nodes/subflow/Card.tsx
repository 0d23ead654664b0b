import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'

export function SubflowCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const flow = textAt(node, 'flow')
  return flow === '' ? <Missing>{t('card.noFlow')}</Missing> : <Line title={flow}>{flow}</Line>
}
