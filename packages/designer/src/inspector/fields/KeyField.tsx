import { Select } from '@mantine/core'
import { digitKeys } from '@callchart/protocol'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldFrame } from './FieldFrame.js'
import { shapeAt } from './field-path.js'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { lazyList } from './lazy-list.js'

export interface KeyFieldProps {
  readonly at: string
  /** "No key" is an answer of its own. */
  readonly mayBeNone?: boolean
  readonly placeholder?: string
  /** Those to choose from; absent: all that there are. */
  readonly among?: string
}

const none = 'none'

/** One key of a telephone. */
export const KeyField = memo(function KeyField({ at, mayBeNone = false, placeholder, among = digitKeys }: KeyFieldProps) {
  const { t } = useTranslation('fields')
  const { value, schema, replace } = useField(at)
  const { otherwise } = useFieldTexts(schema)
  const keys = [...among].map((key) => ({ value: key, label: key }))
  const isRequired = shapeAt(schema).isRequired
  return (
    <FieldFrame at={at} schema={schema} required={isRequired}>
      {({ id, error, ...labels }) => (
        <Select comboboxProps={lazyList}
          {...labels}
          id={id}
          error={error}
          data={mayBeNone ? [{ value: none, label: t('none') }, ...keys] : keys}
          value={typeof value === 'string' ? value : null}
          placeholder={placeholder ?? otherwise ?? t('none')}
          clearable={!isRequired}
          allowDeselect={!isRequired}
          onChange={(next) => replace(next ?? undefined)}
        />
      )}
    </FieldFrame>
  )
})
