import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

export function SayForm() {
  return (
    <>
      <SpokenField at="prompt" />
      <SwitchField at="interruptible" />
      <TargetField at="next" />
      <Advanced>
        <NumberField at="bargeInDelayMs" />
        <SwitchField at="dropDigits" />
        <NodeBasics />
      </Advanced>
    </>
  )
}
