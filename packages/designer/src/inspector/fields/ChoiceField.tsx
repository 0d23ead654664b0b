import { SegmentedControl, Select } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldFrame } from './FieldFrame.js'
import { shapeAt } from './field-path.js'
import { optionText, useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { lazyList } from './lazy-list.js'

export interface ChoiceFieldProps {
  readonly at: string
}

const fewest = 3

/** One of the values that the schema knows: side by side where they are few. */
export const ChoiceField = memo(function ChoiceField({ at }: ChoiceFieldProps) {
  const { t, i18n } = useTranslation('fields')
  const { value, schema, replace } = useField(at)
  const { otherwise } = useFieldTexts(schema)
  const { options = [], default: byDefault, isRequired } = shapeAt(schema)
  const choices = options.map((option) => ({ value: option, label: optionText(t, i18n, schema, option) }))
  const chosen = typeof value === 'string' ? value : typeof byDefault === 'string' ? byDefault : ''
  return (
    <FieldFrame at={at} schema={schema} required={isRequired && byDefault === undefined}>
      {({ error, id, ...labels }) =>
        choices.length <= fewest ? (
          <SegmentedControl {...labels} fullWidth size="xs" data={choices} value={chosen} onChange={replace} />
        ) : (
          <Select comboboxProps={lazyList} {...labels} id={id} error={error} data={choices} value={chosen === '' ? null : chosen} placeholder={otherwise ?? ''} allowDeselect={false} onChange={(next) => next !== null && replace(next)} />
        )
      }
    </FieldFrame>
  )
})
