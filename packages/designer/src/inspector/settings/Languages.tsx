import { ActionIcon, Badge, Select, Text, Tooltip } from '@mantine/core'
import { IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { confirmLoss } from '../../app/confirm-loss.js'
import { addLanguage, editFlow, removeLanguage } from '../../document/commands/flow.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { FieldFrame } from '../fields/FieldFrame.js'
import { alone } from '../fields/useField.js'
import { languageName, usualLanguages } from '../language-names.js'
import classes from './Settings.module.css'
import { lazyList } from '../fields/lazy-list.js'
import { VoiceField } from './VoiceField.js'

/** What the flow speaks, the first by default, and who speaks it. */
export function Languages() {
  const { t, i18n } = useTranslation('inspector')
  const store = useEditorStore()
  const languages = useEditor(({ document }) => document.languages)
  const run = store.getState().run
  const remove = (language: string): void =>
    void confirmLoss({
      title: t('language.removeTitle', { language: languageName(language, i18n.language) }),
      children: <Text size="sm">{t('language.removeHelp')}</Text>,
      labels: { confirm: t('remove'), cancel: t('cancel') },
      onConfirm: () => run(removeLanguage(language)),
    })
  return (
    <>
      <FieldFrame at="languages" schema="flow.languages" isContainer>
        {(input) => (
          <>
            {languages.map((language, index) => (
              <div key={language} className={classes.language}>
                <span className={classes.languageName}>{languageName(language, i18n.language)}</span>
                {index === 0 ? (
                  <Badge variant="light">{t('language.first')}</Badge>
                ) : (
                  <Tooltip label={t('language.makeFirst')}>
                    <ActionIcon variant="subtle" color="gray" size={28} aria-label={`${t('language.makeFirst')}: ${language}`} onClick={() => run(alone(editFlow(['languages'], [language, ...languages.filter((each) => each !== language)])))}>
                      <IconArrowUp size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
                <Tooltip label={t('remove')}>
                  <ActionIcon variant="subtle" color="gray" size={28} disabled={languages.length < 2} aria-label={`${t('remove')}: ${language}`} onClick={() => remove(language)}>
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </div>
            ))}
            <Select comboboxProps={lazyList}
              id={input.id}
              aria-labelledby={input['aria-labelledby']}
              searchable
              value={null}
              placeholder={t('language.add')}
              data={usualLanguages.filter((language) => !languages.includes(language)).map((language) => ({ value: language, label: languageName(language, i18n.language) }))}
              onChange={(language) => language !== null && run(addLanguage(language))}
            />
          </>
        )}
      </FieldFrame>
      <div className={classes.two} data-field="voices" data-schema="flow.voices">
        {languages.map((language) => (
          <VoiceField key={language} language={language} label={t('language.voice', { language: languageName(language, i18n.language) })} />
        ))}
      </div>
    </>
  )
}
