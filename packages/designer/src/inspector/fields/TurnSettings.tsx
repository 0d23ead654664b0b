import { memo } from 'react'
import { FoldedPart } from './OptionalPart.js'
import { KeyField } from './KeyField.js'
import { NumberField } from './NumberField.js'
import { SwitchField } from './SwitchField.js'

/** What a node may set otherwise than its flow; times first, in the order of a turn. */
const times = ['endSilenceMs', 'phraseEndSilenceMs', 'bargeInSpeechMs', 'bargeInDelayMs', 'noInputTimeoutMs', 'noInputAttempts', 'noMatchAttempts', 'firstDigitTimeoutMs', 'interDigitTimeoutMs', 'terminatorTimeoutMs', 'maxUtteranceMs'] as const

/** Turn-taking of one node. */
export const TurnSettings = memo(function TurnSettings() {
  return (
    <FoldedPart at="settings">
      {times.map((name) => (
        <NumberField key={name} at={`settings.${name}`} inherits={`settings.${name}`} />
      ))}
      <KeyField at="settings.terminator" mayBeNone />
      <SwitchField at="settings.fillersBargeIn" />
    </FoldedPart>
  )
})
