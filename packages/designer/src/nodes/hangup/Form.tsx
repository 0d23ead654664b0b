import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TextField } from '../../inspector/fields/TextField.js'

export function HangupForm() {
  return (
    <>
      <SpokenField at="prompt" />
      <SwitchField at="doNotCall" />
      <Advanced>
        <TextField at="cause" isCode />
        <NodeBasics />
      </Advanced>
    </>
  )
}
