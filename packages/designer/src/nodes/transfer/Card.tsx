import { useTranslation } from 'react-i18next'
import { Line, Missing, Spoken, textAt, type CardProps } from '../../canvas/CardParts.js'
import { placeOf } from './PlaceField.js'

export function TransferCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const place = placeOf(node)
  const text = textAt(node, place)
  if (text === '') return <Missing>{t(place === 'queue' ? 'card.noQueue' : 'card.noPlace')}</Missing>
  const how = node.mode === 'blind' ? [t('card.blind')] : node.mode === 'refer' ? [t('card.refer')] : []
  if (place === 'queue') return <Line>{[t('card.queue', { queue: text }), ...how].join(' · ')}</Line>
  return (
    <Line title={text}>
      {t(`card.${place}`)} <Spoken text={text} />
      {how.map((each) => ` · ${each}`)}
    </Line>
  )
}
