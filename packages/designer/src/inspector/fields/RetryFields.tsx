import { memo } from 'react'
import { NumberField } from './NumberField.js'
import { SpokenField } from './SpokenField.js'
import { TargetField } from './TargetField.js'

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
