import { NumberInput, SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import type { Json, VariableType } from '@callchart/flow'
import { useTranslation } from 'react-i18next'

export interface InitialInputProps {
  readonly label: string
  readonly type: VariableType
  readonly value: Json | undefined
  readonly disabled: boolean
  readonly onChange: (next: Json | undefined) => void
}

/** What a variable begins as, by its type. */
export function InitialInput({ label, type, value, disabled, onChange }: InitialInputProps) {
  const { t } = useTranslation(['inspector', 'fields'])
  switch (type) {
    case 'number':
      return <NumberInput size="xs" aria-label={label} disabled={disabled} placeholder="0" value={typeof value === 'number' ? value : ''} onChange={(next) => onChange(typeof next === 'number' ? next : undefined)} />
    case 'boolean':
      return (
        <SegmentedControl
          size="xs"
          aria-label={label}
          disabled={disabled}
          value={value === true ? 'true' : 'false'}
          onChange={(next) => onChange(next === 'true' ? true : undefined)}
          data={[
            { value: 'false', label: t('fields:no') },
            { value: 'true', label: t('fields:yes') },
          ]}
        />
      )
    case 'date':
      return <TextInput size="xs" type="date" aria-label={label} disabled={disabled} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)} />
    case 'list':
      return <TagsInput size="xs" aria-label={label} disabled={disabled} value={Array.isArray(value) ? value.map(String) : []} onChange={(next) => onChange(next.length === 0 ? undefined : next)} />
    case 'string':
      return <TextInput size="xs" aria-label={label} disabled={disabled} placeholder={t('variables.emptyText')} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)} />
  }
}
