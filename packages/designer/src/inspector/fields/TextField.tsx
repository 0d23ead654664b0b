import { Textarea, TextInput } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldFrame } from './FieldFrame.js'
import classes from './Fields.module.css'
import { shapeAt } from './field-path.js'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'

export interface TextFieldProps {
  readonly at: string
  readonly multiline?: boolean
  readonly isCode?: boolean
  readonly placeholder?: string
  readonly label?: string
}

/** A line of text, or several; an empty one makes the field absent. */
export const TextField = memo(function TextField({ at, multiline = false, isCode = false, placeholder, label }: TextFieldProps) {
  const { t } = useTranslation('fields')
  const { value, schema, set } = useField(at)
  const { otherwise } = useFieldTexts(schema)
  const text = typeof value === 'string' ? value : ''
  const { maxLength, pattern, isRequired } = shapeAt(schema)
  const fault = maxLength !== undefined && text.length > maxLength ? t('tooLong', { count: maxLength }) : text !== '' && pattern !== undefined && !new RegExp(pattern, 'u').test(text) ? t('wrongForm') : undefined
  return (
    <FieldFrame at={at} schema={schema} label={label} fault={fault} required={isRequired}>
      {(input) => {
        const shared = {
          ...input,
          value: text,
          placeholder: placeholder ?? otherwise ?? '',
          classNames: isCode ? { input: classes.mono ?? '' } : {},
          onChange: (event: { readonly currentTarget: { readonly value: string } }) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value),
        }
        return multiline ? <Textarea {...shared} autosize minRows={2} maxRows={10} /> : <TextInput {...shared} />
      }}
    </FieldFrame>
  )
})
