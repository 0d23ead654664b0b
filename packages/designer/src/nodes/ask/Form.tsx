import type { NodeFormProps } from '../form.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { Branches } from '../../inspector/fields/Branches.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { OptionalPart } from '../../inspector/fields/OptionalPart.js'
import { RetryPart } from '../../inspector/fields/RetryFields.js'
import { SavedSlots } from '../../inspector/fields/SavedSlots.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TurnSettings } from '../../inspector/fields/TurnSettings.js'
import { VariableField } from '../../inspector/fields/VariableField.js'

const words = ['string'] as const
const freshQuestion = { prompt: {} }

export function AskForm({ node }: NodeFormProps) {
  return (
    <>
      <SpokenField at="prompt" />
      <Branches builtIn="all" />
      <RetryPart at="noInput" inherits="settings.noInputAttempts" />
      <RetryPart at="noMatch" inherits="settings.noMatchAttempts" />
      <Advanced>
        <SwitchField at="interruptible" />
        <SwitchField at="dropDigits" />
        <VariableField at="saveWords" types={words} />
        <SavedSlots branches={node.branches} />
        <OptionalPart at="disambiguation" fresh={freshQuestion}>
          <SpokenField at="disambiguation.prompt" />
          <NumberField at="disambiguation.attempts" />
        </OptionalPart>
        <TurnSettings />
        <NodeBasics />
      </Advanced>
    </>
  )
}
