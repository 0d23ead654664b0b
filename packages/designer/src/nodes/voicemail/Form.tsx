import { Advanced } from '../../inspector/fields/Advanced.js'
import { KeyField } from '../../inspector/fields/KeyField.js'
import { NamedField } from '../../inspector/fields/NamedField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { mailboxesOf } from '../../inspector/known-names.js'

export function VoicemailForm() {
  return (
    <>
      <SpokenField at="prompt" />
      <NamedField at="mailbox" known={mailboxesOf} />
      <TargetField at="next" />
      <TargetField at="empty" />
      <TargetField at="failed" />
      <Advanced>
        <NumberField at="maxMs" />
        <NumberField at="endSilenceMs" />
        <KeyField at="endKey" />
        <SwitchField at="beep" />
        <NodeBasics />
      </Advanced>
    </>
  )
}
