import { useTranslation } from 'react-i18next'
import { Line, Missing, promptOf, Spoken, textAt, type CardProps } from '../../canvas/CardParts.js'

export function VoicemailCard({ node, language }: CardProps) {
  const { t } = useTranslation('canvas')
  const said = promptOf(node.prompt, language)
  const mailbox = textAt(node, 'mailbox')
  return (
    <>
      {said === undefined ? (
        <Missing>{t('card.noPrompt')}</Missing>
      ) : (
        <Line title={said.text}>
          <Spoken text={said.text} />
        </Line>
      )}
      {mailbox !== '' && <Line>{t('card.mailbox', { mailbox })}</Line>}
    </>
  )
}
