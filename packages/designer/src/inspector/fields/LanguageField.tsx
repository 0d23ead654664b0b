import { Select } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../../editor/EditorContext.js'
import { languageName } from '../language-names.js'
import { FieldFrame } from './FieldFrame.js'
import { useField } from './useField.js'
import { lazyList } from './lazy-list.js'

/** One of the languages of the flow, or none. */
export const LanguageField = memo(function LanguageField({ at }: { readonly at: string }) {
  const { t, i18n } = useTranslation('inspector')
  const { value, schema, replace } = useField(at)
  const languages = useEditor(({ document }) => document.languages)
  return (
    <FieldFrame at={at} schema={schema}>
      {({ id, error, ...labels }) => (
        <Select comboboxProps={lazyList}
          {...labels}
          id={id}
          error={error}
          clearable
          placeholder={t('languageStays')}
          data={languages.map((language) => ({ value: language, label: languageName(language, i18n.language) }))}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => replace(next ?? undefined)}
        />
      )}
    </FieldFrame>
  )
})
