import { commonKeys, type JsonObject } from '@callchart/flow'
import type { KeyIntent } from '@callchart/protocol'
import { Anchor, SegmentedControl, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editKeyIntent } from '../document/commands/intents.js'
import { valueAt } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'
import { KeyField } from '../inspector/fields/KeyField.js'
import { useLanguageName } from '../prompts/language-names.js'
import { textsIn } from './intent-texts.js'
import classes from './Intents.module.css'
import { TextList } from './TextList.js'

/** A key intent: what callers say for it beside what is known anyway. */
export function KeyIntentForm({ name }: { readonly name: KeyIntent }) {
  const { t } = useTranslation('intents')
  const intent = useEditor(({ document }) => valueAt(document.keyIntents, [name])) as JsonObject | undefined
  const languages = useEditor(({ document }) => document.languages)
  const readOnly = useEditor((state) => state.readOnly)
  const run = useEditor((state) => state.run)
  const show = useEditor((state) => state.show)
  const languageName = useLanguageName()
  const [chosen, setChosen] = useState<string>()
  const language = chosen !== undefined && languages.includes(chosen) ? chosen : (languages[0] ?? 'en-US')
  const isOn = intent !== undefined && intent.enabled !== false
  const turn = (on: boolean): void => run(on ? editKeyIntent(name, [], { ...intent, enabled: true }) : editKeyIntent(name, ['enabled'], false))
  return (
    <div className={classes.form}>
      <div>
        <Text component="h2" fw={600} size="lg">
          {t(`key.${name}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`keyHelp.${name}`)}
        </Text>
      </div>
      <Switch checked={isOn} disabled={readOnly} onChange={(event) => turn(event.currentTarget.checked)} label={t('keys.on')} description={t('keys.onHelp')} />
      {isOn && (
        <>
          {languages.length > 1 && <SegmentedControl size="xs" aria-label={t('language')} value={language} onChange={setChosen} data={languages.map((value) => ({ value, label: languageName(value) }))} style={{ alignSelf: 'flex-start' }} />}
          <TextList
            key={`${name} ${language}`}
            label={t('keys.phrases')}
            help={t('keys.phrasesHelp')}
            placeholder={t('phrases.placeholder')}
            texts={textsIn(intent.phrases, language)}
            onChange={(texts) => run(editKeyIntent(name, ['phrases', language], texts.length === 0 ? undefined : texts))}
            language={language}
            readOnly={readOnly}
            mostCount={200}
            mostLength={200}
          />
          <div style={{ maxWidth: 240 }}>
            <KeyField at={`keyIntents.${name}.key`} among={commonKeys} />
          </div>
          <Anchor component="button" type="button" size="sm" style={{ alignSelf: 'flex-start' }} onClick={() => show({ view: 'settings' })}>
            {t('keys.settings')}
          </Anchor>
        </>
      )}
    </div>
  )
}
