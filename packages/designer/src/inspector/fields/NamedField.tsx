import { Autocomplete } from '@mantine/core'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftDocument } from '@callchart/flow'
import { useEditorStore } from '../../editor/EditorContext.js'
import { FieldFrame } from './FieldFrame.js'
import { shapeAt } from './field-path.js'
import { useField } from './useField.js'
import { lazyList } from './lazy-list.js'

export interface NamedFieldProps {
  readonly at: string
  /** Names that are known; others may be written all the same. */
  readonly known: (document: DraftDocument) => readonly string[]
}

/** The name of something outside the flow, such as a queue: one that is known, or a new one. */
export const NamedField = memo(function NamedField({ at, known }: NamedFieldProps) {
  const { t } = useTranslation('fields')
  const { value, schema, set } = useField(at)
  const store = useEditorStore()
  const names = useMemo(() => known(store.getState().document), [known, store])
  const text = typeof value === 'string' ? value : ''
  const { pattern, isRequired } = shapeAt(schema)
  const fault = text !== '' && pattern !== undefined && !new RegExp(pattern, 'u').test(text) ? t('nameForm') : undefined
  return (
    <FieldFrame at={at} schema={schema} fault={fault} required={isRequired}>
      {(input) => <Autocomplete comboboxProps={lazyList} {...input} data={[...names]} value={text} onChange={(next) => set(next === '' ? undefined : next)} />}
    </FieldFrame>
  )
})
