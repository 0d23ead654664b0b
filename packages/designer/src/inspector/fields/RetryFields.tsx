import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../../editor/EditorContext.js'
import { FoldedPart } from './OptionalPart.js'
import { NumberField } from './NumberField.js'
import { SpokenField } from './SpokenField.js'
import { TargetField } from './TargetField.js'
import { useField } from './useField.js'

export interface RetryFieldsProps {
  readonly at: string
  /** Setting of the flow that holds where nothing else is said. */
  readonly inherits?: string
}

/** Asks again a few times, then goes on. */
export const RetryFields = memo(function RetryFields({ at, inherits }: RetryFieldsProps) {
  return (
    <>
      <TargetField at={`${at}.to`} />
      <NumberField at={`${at}.attempts`} {...(inherits !== undefined && { inherits })} />
      <SpokenField at={`${at}.prompts`} several="attempts" />
    </>
  )
})

/** The same behind its name, with where it leads. */
export const RetryPart = memo(function RetryPart({ at, inherits }: RetryFieldsProps) {
  const { t } = useTranslation('inspector')
  const to = useField(`${at}.to`).value
  const name = useEditor(({ document }) => (typeof to === 'string' ? (document.nodes.find(({ id }) => id === to)?.name ?? to) : undefined))
  return (
    <FoldedPart at={at} summary={name === undefined ? t('notConnected') : t('leadsTo', { name })}>
      <RetryFields at={at} {...(inherits !== undefined && { inherits })} />
    </FoldedPart>
  )
})
