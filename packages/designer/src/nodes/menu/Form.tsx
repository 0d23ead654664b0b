import type { Json } from '@callchart/flow'
import { digitKeys } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { valueAt } from '../../document/node-fields.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import fields from '../../inspector/fields/Fields.module.css'
import { Compact } from '../../inspector/fields/FieldFrame.js'
import { IntentField, useIntentNames } from '../../inspector/fields/IntentField.js'
import { KeyField } from '../../inspector/fields/KeyField.js'
import { ListField } from '../../inspector/fields/ListField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { OptionalPart } from '../../inspector/fields/OptionalPart.js'
import { RetryFields, RetryPart } from '../../inspector/fields/RetryFields.js'
import { SavedSlots } from '../../inspector/fields/SavedSlots.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TagsField } from '../../inspector/fields/TagsField.js'
import { TextField } from '../../inspector/fields/TextField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TurnSettings } from '../../inspector/fields/TurnSettings.js'

const usualKeys = '1234567890*#'

/** The first key that no choice has. */
export function freeKey(choices: readonly Json[]): string | undefined {
  const taken = new Set(choices.map((choice) => valueAt(choice, ['digit'])))
  return [...usualKeys, ...digitKeys].find((key) => !taken.has(key))
}

const titleOf = (choice: Json, nameOf: (intent: string) => string): string => {
  const [digit, on, name] = [valueAt(choice, ['digit']), valueAt(choice, ['on']), valueAt(choice, ['name'])]
  return [digit, typeof name === 'string' && name !== '' ? name : typeof on === 'string' && on !== '' ? nameOf(on) : valueAt(choice, ['tags', 0])].filter((part) => typeof part === 'string').join(' · ')
}

export function MenuForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const nameOf = useIntentNames()
  return (
    <>
      <SpokenField at="prompt" />
      <ListField
        at="choices"
        add={t('addChoice')}
        empty={t('noChoices')}
        fresh={(list) => {
          const digit = freeKey(list)
          return digit === undefined ? {} : { digit }
        }}
        title={(item, index) => titleOf(item, nameOf) || t('choiceNumber', { number: index + 1 })}
      >
        {(at) => (
          <Compact>
            <TextField at={`${at}.name`} placeholder={t('choiceName')} />
            <div className={fields.compactKey}>
              <KeyField at={`${at}.digit`} placeholder={t('key')} />
              <IntentField at={`${at}.on`} builtIn="yesAndNo" placeholder={t('orSays')} />
            </div>
            <TargetField at={`${at}.to`} />
            <TagsField at={`${at}.tags`} suggestsTags placeholder={t('tags')} />
          </Compact>
        )}
      </ListField>
      <RetryPart at="noInput" inherits="settings.noInputAttempts" />
      <RetryPart at="noMatch" inherits="settings.noMatchAttempts" />
      <Advanced>
        <SwitchField at="interruptible" />
        <SwitchField at="dropDigits" />
        <OptionalPart at="invalidDigit">
          <RetryFields at="invalidDigit" inherits="settings.noMatchAttempts" />
        </OptionalPart>
        <SavedSlots branches={node.choices} />
        <TurnSettings />
        <NodeBasics />
      </Advanced>
    </>
  )
}
