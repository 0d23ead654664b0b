import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { namesSeen } from '../../conditions/known-names.js'
import { useEditor } from '../../editor/EditorContext.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { ChoiceField } from '../../inspector/fields/ChoiceField.js'
import { TemplateField } from '../../inspector/fields/ExpressionFields.js'
import { Formula } from '../../inspector/fields/FilledVariables.js'
import { MapField } from '../../inspector/fields/MapField.js'
import { NameAdder } from '../../inspector/fields/NameAdder.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { VariableField } from '../../inspector/fields/VariableField.js'
import { AnswerFields } from './AnswerFields.js'
import { AuthField } from './AuthField.js'
import { BodyField } from './BodyField.js'
import { DefaultsField } from './DefaultsField.js'
import { TryRequest } from './TryRequest.js'

const numbers = ['number'] as const
const usualHeaders = ['Accept', 'Accept-Language', 'Content-Type', 'X-Api-Key', 'X-Request-Id']

export function RequestForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const names = namesSeen(useEditor(({ document }) => document.variables))
  const readOnly = useEditor((state) => state.readOnly)
  const [isTrying, setTrying] = useState(false)
  const sends = node.method !== undefined && node.method !== 'GET'
  return (
    <>
      <ChoiceField at="method" />
      <TemplateField at="url" placeholder="https://api.example.com/cards/{{ cardNumber }}" />
      {sends && <BodyField />}
      {!readOnly && (
        <Button variant="light" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setTrying(true)} style={{ alignSelf: 'flex-start' }}>
          {t('try.open')}
        </Button>
      )}
      <TryRequest node={node} opened={isTrying} onClose={() => setTrying(false)} />
      <AnswerFields node={node.id} />
      <TargetField at="next" />
      <TargetField at="failure" />
      <TargetField at="outcomeUnknown" />
      <SpokenField at="filler" />
      <Advanced>
        <NumberField at="fillerAfterMs" inherits="settings.fillerAfterMs" />
        <MapField at="headers" adding={(put, taken) => <NameAdder label={t('addHeader')} placeholder="X-Api-Key" taken={taken} suggestions={usualHeaders} onAdd={(name) => put(name, '')} />}>
          {(name, value, set) => <Formula label={name} isTemplate value={typeof value === 'string' ? value : ''} names={names} placeholder="" onChange={set} />}
        </MapField>
        <AuthField />
        <NumberField at="timeoutMs" />
        <NumberField at="retryCount" />
        <SwitchField at="idempotent" />
        <SwitchField at="wait" />
        <VariableField at="saveStatus" types={numbers} />
        <DefaultsField />
        <NodeBasics />
      </Advanced>
    </>
  )
}
