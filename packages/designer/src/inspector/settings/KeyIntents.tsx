import { Switch, Text } from '@mantine/core'
import { commonKeys, keyIntentNames, leadingKeyIntents } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { editKeyIntent } from '../../document/commands/intents.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { useLanguageName } from '../../prompts/language-names.js'
import { useFieldTexts } from '../fields/field-texts.js'
import { FieldProblemLine } from '../fields/FieldProblemLine.js'
import { KeyField } from '../fields/KeyField.js'
import { TagsField } from '../fields/TagsField.js'
import { TargetField } from '../fields/TargetField.js'
import { alone } from '../fields/useField.js'
import { useFieldProblem } from '../fields/useFieldProblem.js'
import classes from './Settings.module.css'

type KeyIntentName = (typeof keyIntentNames)[number]

/** What holds at every question of the flow. */
export function KeyIntents() {
  return (
    <div data-field="keyIntents" data-schema="flow.keyIntents" style={{ display: 'contents' }}>
      {keyIntentNames.map((name) => (
        <KeyIntent key={name} name={name} />
      ))}
    </div>
  )
}

const KeyIntent = memo(function KeyIntent({ name }: { readonly name: KeyIntentName }) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const schema = `flow.keyIntents.${name}`
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(`keyIntents.${name}`, label, true)
  const intent = useEditor(({ document }) => valueAt(document, ['keyIntents', name]))
  const languages = useEditor(({ document }) => document.languages)
  const languageName = useLanguageName()
  const isOn = isObject(intent) && intent.enabled !== false
  const leads = (leadingKeyIntents as readonly string[]).includes(name)
  const turn = (on: boolean): void => {
    const { enabled: _enabled, ...kept } = isObject(intent) ? intent : {}
    const next = on ? kept : Object.keys(kept).length === 0 ? undefined : { ...kept, enabled: false }
    store.getState().run(alone(editKeyIntent(name, [], next)))
  }
  return (
    <div className={classes.keyIntent} data-field={`keyIntents.${name}`} data-schema={schema}>
      <div data-field={`keyIntents.${name}.enabled`} data-schema={`${schema}.enabled`}>
        <Switch label={label} checked={isOn} onChange={(event) => turn(event.currentTarget.checked)} description={help} />
      </div>
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
      {isOn && (
        <>
          {leads && <TargetField at={`keyIntents.${name}.to`} />}
          <KeyField at={`keyIntents.${name}.key`} among={commonKeys} />
          <div className={classes.two} data-field={`keyIntents.${name}.phrases`} data-schema={`${schema}.phrases`}>
            {languages.map((language) => (
              <TagsField key={language} at={`keyIntents.${name}.phrases.${language}`} label={t('phrasesIn', { language: languageName(language) })} />
            ))}
          </div>
          {!leads && (
            <Text size="xs" c="dimmed">
              {t('staysHere')}
            </Text>
          )}
        </>
      )}
    </div>
  )
})
