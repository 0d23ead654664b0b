import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'

export function TagCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const tag = textAt(node, 'tag')
  return tag === '' ? <Missing>{t('card.noTag')}</Missing> : <Line title={tag}>{tag}</Line>
}
