import { SegmentedControl } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { valueAt } from '../../document/node-fields.js'
import { optionText } from '../../inspector/fields/field-texts.js'
import { FieldFrame } from '../../inspector/fields/FieldFrame.js'
import { TextField } from '../../inspector/fields/TextField.js'
import { useField } from '../../inspector/fields/useField.js'

const kinds = ['none', 'basic', 'bearer'] as const

/** How the flow shows who it is: what the other ways need goes when one is chosen. */
export const AuthField = memo(function AuthField() {
  const { t, i18n } = useTranslation('fields')
  const { value, replace } = useField('auth')
  const type = kinds.find((kind) => kind === valueAt(value, ['type'])) ?? 'none'
  const secret = valueAt(value, ['secret'])
  const choose = (next: (typeof kinds)[number]): void => replace(next === 'none' ? undefined : { type: next, ...(secret !== undefined && { secret }) })
  return (
    <>
      <FieldFrame at="auth" schema="request.auth.type" isContainer>
        {({ error: _error, ...labels }) => (
          <SegmentedControl {...labels} fullWidth size="xs" value={type} onChange={choose} data={kinds.map((kind) => ({ value: kind, label: optionText(t, i18n, 'request.auth.type', kind) }))} />
        )}
      </FieldFrame>
      {type === 'basic' && <TextField at="auth.user" />}
      {type !== 'none' && <TextField at="auth.secret" isCode />}
    </>
  )
})
