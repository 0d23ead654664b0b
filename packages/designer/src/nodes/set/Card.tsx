import type { Json } from '@callchart/flow'
import { useTranslation } from 'react-i18next'
import { Line, Missing, textAt, type CardProps } from '../../canvas/CardParts.js'
import { useLanguageName } from '../../prompts/language-names.js'

export function SetCard({ node }: CardProps) {
  const { t } = useTranslation('canvas')
  const languageName = useLanguageName()
  const assign = Array.isArray(node.assign) ? (node.assign as readonly Json[]) : []
  const language = textAt(node, 'language')
  const assigned = assign.map((item) => `${textAt(item, 'variable')} = ${textAt(item, 'value')}`)
  const lines = language === '' ? assigned : [...assigned, t('card.language', { language: languageName(language) })]
  if (lines.length === 0) return <Missing>{t('card.noAssignment')}</Missing>
  return (
    <Line isCode={assigned.length > 0} title={lines.join('\n')}>
      {lines.length > 1 && `(${lines.length}) `}
      {lines[0]}
    </Line>
  )
}
