import { useTranslation } from 'react-i18next'
import { Line, type CardProps } from '../../canvas/CardParts.js'

const actions = ['start', 'pause', 'resume', 'stop'] as const

export function RecordCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const action = actions.find((known) => known === node.action) ?? 'start'
  return <Line>{t(`card.recording.${action}`)}</Line>
}
