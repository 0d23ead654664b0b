import { KeyField } from '../fields/KeyField.js'
import { NumberField } from '../fields/NumberField.js'
import { SwitchField } from '../fields/SwitchField.js'
import { VariableField } from '../fields/VariableField.js'
import classes from './Settings.module.css'

/** What the interpreter takes where the flow does not say. */
const usualCost = 1.5
const truth = ['boolean'] as const

export function Hearing() {
  return (
    <div className={classes.two}>
      <NumberField at="settings.endSilenceMs" />
      <NumberField at="settings.phraseEndSilenceMs" />
      <NumberField at="settings.maxUtteranceMs" />
      <NumberField at="settings.falseAcceptCost" otherwise={usualCost} />
    </div>
  )
}

export function Interrupting() {
  return (
    <>
      <div className={classes.two}>
        <NumberField at="settings.bargeInSpeechMs" />
        <NumberField at="settings.bargeInDelayMs" />
      </div>
      <SwitchField at="settings.fillersBargeIn" />
    </>
  )
}

export function Waiting() {
  return (
    <div className={classes.two}>
      <NumberField at="settings.noInputTimeoutMs" />
      <NumberField at="settings.noInputAttempts" />
      <NumberField at="settings.noMatchAttempts" />
      <NumberField at="settings.fillerAfterMs" />
    </div>
  )
}

export function Keys() {
  return (
    <div className={classes.two}>
      <NumberField at="settings.firstDigitTimeoutMs" inherits="settings.noInputTimeoutMs" />
      <NumberField at="settings.interDigitTimeoutMs" />
      <KeyField at="settings.terminator" mayBeNone />
      <NumberField at="settings.terminatorTimeoutMs" />
    </div>
  )
}

export function Limits() {
  return (
    <div className={classes.two}>
      <NumberField at="settings.maxCallMs" />
      <VariableField at="settings.analysisConsent" types={truth} />
    </div>
  )
}
