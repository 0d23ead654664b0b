import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { valueAt } from '../../document/node-fields.js'
import { useEditor } from '../../editor/EditorContext.js'
import { useLanguageName } from '../../prompts/language-names.js'
import classes from './Fields.module.css'
import { KeyField } from './KeyField.js'
import { ListField } from './ListField.js'
import { TagsField } from './TagsField.js'
import { TextField } from './TextField.js'

export interface ChoicesFieldProps {
  readonly at: string
}

/** What a choice is made from, and what callers call each option. */
export const ChoicesField = memo(function ChoicesField({ at }: ChoicesFieldProps) {
  const { t } = useTranslation('inspector')
  const languages = useEditor(({ document }) => document.languages)
  const languageName = useLanguageName()
  return (
    <ListField at={at} add={t('addOption')} empty={t('noOptions')} fresh={() => ({ id: '' })} title={(item, index) => titleOf(valueAt(item, ['id'])) || t('optionNumber', { number: index + 1 })}>
      {(item) => (
        <>
          <div className={classes.pair}>
            <TextField at={`${item}.id`} />
            <KeyField at={`${item}.digit`} />
          </div>
          <div className={classes.rows} data-field={`${item}.words`} data-schema="collect.choices.words">
            {languages.map((language) => (
              <TagsField key={language} at={`${item}.words.${language}`} label={t('wordsIn', { language: languageName(language) })} />
            ))}
          </div>
        </>
      )}
    </ListField>
  )
})

const titleOf = (id: unknown): string => (typeof id === 'string' ? id : '')
