import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'

export function TransferCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const queue = textAt(node, 'queue')
  if (queue === '') return <Missing>{t('card.noQueue')}</Missing>
  return <Line>{[t('card.queue', { queue }), ...(node.mode === 'blind' ? [t('card.blind')] : [])].join(' · ')}</Line>
}
