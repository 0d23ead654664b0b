import { useTranslation } from 'react-i18next'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditor } from '../../editor/EditorContext.js'
import fields from '../fields/Fields.module.css'
import { ListField } from '../fields/ListField.js'
import { TagsField } from '../fields/TagsField.js'
import { TextField } from '../fields/TextField.js'
import { languageName } from '../language-names.js'
import classes from './Settings.module.css'

/** How words are said that the voice gets wrong, by language. */
export function Pronunciations() {
  const { t, i18n } = useTranslation('inspector')
  const spoken = useEditor(({ document }) => document.languages)
  const pronounced = useEditor(({ document }) => document.pronunciations)
  // What is given for a language that is not spoken can be seen and removed.
  const languages = [...new Set([...spoken, ...(isObject(pronounced) ? Object.keys(pronounced) : [])])]
  const written = (item: unknown): string => (typeof item === 'string' ? item : '')
  return languages.map((language) => (
    <ListField
      key={language}
      at={`pronunciations.${language}`}
      label={languageName(language, i18n.language)}
      add={t('addWord')}
      fresh={() => ({ text: '', say: '' })}
      title={(item, index) => written(valueAt(item, ['text'])) || t('wordNumber', { number: index + 1 })}
    >
      {(at) => (
        <div className={fields.pair}>
          <TextField at={`${at}.text`} />
          <TextField at={`${at}.say`} />
        </div>
      )}
    </ListField>
  ))
}

/** What no answer of a model may say, by language. */
export function BannedWords() {
  const { t, i18n } = useTranslation('inspector')
  const languages = useEditor(({ document }) => document.languages)
  return (
    <div className={fields.rows} data-field="bannedWords" data-schema="flow.bannedWords">
      {languages.map((language) => (
        <div key={language} className={classes.two}>
          <TagsField at={`bannedWords.${language}.words`} label={t('bannedIn', { language: languageName(language, i18n.language) })} />
          <TagsField at={`bannedWords.${language}.patterns`} label={t('bannedPatterns')} />
        </div>
      ))}
    </div>
  )
}
