import { useTranslation } from 'react-i18next'
import { Line, promptOf, Spoken, textAt, Missing, type CardProps } from '../../canvas/CardParts.js'

export function CollectCard({ node, language }: CardProps) {
  const { t } = useTranslation('canvas')
  const said = promptOf(node.prompt, language)
  const variable = textAt(node, 'variable')
  return (
    <>
      {said === undefined ? (
        <Missing>{t('card.noPrompt')}</Missing>
      ) : (
        <Line title={said.text}>
          <Spoken text={said.text} />
        </Line>
      )}
      {variable === '' ? <Missing>{t('card.noVariable')}</Missing> : <Line>{t('card.collects', { variable })}</Line>}
    </>
  )
}
