import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'

export function HoursCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const calendar = textAt(node, 'calendar')
  return calendar === '' ? <Missing>{t('card.noCalendar')}</Missing> : <Line>{t('card.calendar', { calendar })}</Line>
}
