import { useTranslation } from 'react-i18next'
import { Line, Missing, Spoken, textAt, type CardProps } from '../../canvas/CardParts.js'

export function RequestCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const url = textAt(node, 'url')
  const method = textAt(node, 'method') || 'GET'
  if (url === '') return <Missing>{t('card.noUrl')}</Missing>
  return (
    <Line isCode title={`${method} ${url}`}>
      <b>{method}</b> <Spoken text={url.replace(/^(https?|endpoint):\/\//, '')} />
    </Line>
  )
}
