import { useTranslation } from 'react-i18next'
import { Line, PromptLine, type CardProps } from '../../canvas/CardParts.js'

export function HangupCard({ node, language }: CardProps) {
  const { t } = useTranslation('canvas')
  if (node.doNotCall === true && node.prompt === undefined) return <Line>{t('card.doNotCall')}</Line>
  return <PromptLine prompt={node.prompt} language={language} empty={t('card.endsSilently')} />
}
