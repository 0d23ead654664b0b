import { TagsInput } from '@mantine/core'
import { memo, useMemo } from 'react'
import { useEditorStore } from '../../editor/EditorContext.js'
import { FieldFrame } from './FieldFrame.js'
import { shapeAt } from './field-path.js'
import { tagsOf } from '../known-names.js'
import { useField } from './useField.js'
import { lazyList } from './lazy-list.js'

export interface TagsFieldProps {
  readonly at: string
  /** Offer the tags that the flow already uses. */
  readonly suggestsTags?: boolean
  readonly suggestions?: readonly string[]
  readonly label?: string
  readonly placeholder?: string
}

const none: readonly string[] = []

/** Short texts, as many as the schema allows. */
export const TagsField = memo(function TagsField({ at, suggestsTags = false, suggestions = none, label, placeholder }: TagsFieldProps) {
  const { value, schema, replace } = useField(at)
  const store = useEditorStore()
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  const known = useMemo(() => (suggestsTags ? tagsOf(store.getState().document) : suggestions), [suggestsTags, suggestions, store, value])
  const { maxLength, itemMaxLength } = shapeAt(schema)
  return (
    <FieldFrame at={at} schema={schema} label={label}>
      {(input) => (
        <TagsInput comboboxProps={lazyList}
          {...input}
          value={texts}
          placeholder={texts.length === 0 ? (placeholder ?? '') : ''}
          data={[...known]}
          {...(maxLength !== undefined && { maxTags: maxLength })}
          splitChars={[',', '，', '、', ';', '；', '\n']}
          acceptValueOnBlur
          onChange={(next) => replace(next.length === 0 ? undefined : next.map((text) => text.trim().slice(0, itemMaxLength ?? 1_000)))}
        />
      )}
    </FieldFrame>
  )
})
