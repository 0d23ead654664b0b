import { keptBy, type ExpressionType } from '@callchart/flow'
import { valueTypes, type ValueType } from '@callchart/protocol'
import { useMemo } from 'react'
import type { NodeFormProps } from '../form.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { ChoiceField } from '../../inspector/fields/ChoiceField.js'
import { ChoicesField } from '../../inspector/fields/ChoicesField.js'
import { WhenField } from '../../inspector/fields/ExpressionFields.js'
import fields from '../../inspector/fields/Fields.module.css'
import { KeyField } from '../../inspector/fields/KeyField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { OptionalPart } from '../../inspector/fields/OptionalPart.js'
import { RetryFields, RetryPart } from '../../inspector/fields/RetryFields.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TurnSettings } from '../../inspector/fields/TurnSettings.js'
import { VariableField } from '../../inspector/fields/VariableField.js'

const freshQuestion = { prompt: {} }

/** What a condition sees as `value`. */
const seen = (type: ValueType): ExpressionType => (type === 'number' || type === 'money' ? 'number' : type === 'date' ? 'date' : 'string')

export function CollectForm({ node }: NodeFormProps) {
  const type = valueTypes.find((each) => each === node.valueType) ?? 'digits'
  const sees = useMemo(() => ({ value: seen(type) }), [type])
  return (
    <>
      <SpokenField at="prompt" />
      <ChoiceField at="valueType" />
      {type === 'digits' && (
        <div className={fields.pair}>
          <NumberField at="minCount" />
          <NumberField at="maxCount" />
        </div>
      )}
      {type === 'choice' && <ChoicesField at="choices" />}
      <VariableField at="variable" types={keptBy(type)} />
      <TargetField at="next" />
      <RetryPart at="noInput" inherits="settings.noInputAttempts" />
      <RetryPart at="noMatch" inherits="settings.noMatchAttempts" />
      <OptionalPart at="confirm" fresh={freshQuestion}>
        <SpokenField at="confirm.prompt" />
        <NumberField at="confirm.attempts" />
        <SpokenField at="confirm.prompts" several="attempts" />
        <SpokenField at="confirm.correction" />
        <div className={fields.pair}>
          <KeyField at="confirm.affirmDigit" />
          <KeyField at="confirm.denyDigit" />
        </div>
      </OptionalPart>
      <Advanced>
        <ChoiceField at="input" />
        <SwitchField at="onlyIfMissing" />
        <WhenField at="validation" sees={sees} />
        <OptionalPart at="invalid">
          <RetryFields at="invalid" inherits="settings.noMatchAttempts" />
        </OptionalPart>
        <SwitchField at="interruptible" />
        <SwitchField at="dropDigits" />
        <TurnSettings />
        <NodeBasics />
      </Advanced>
    </>
  )
}
