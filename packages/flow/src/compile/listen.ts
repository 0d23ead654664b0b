import type { FlowSettings, NodeSettings } from '../document/settings.js'
import type { ListenTemplate } from '../machine/model.js'

/** Settings of one node: those of its flow, and what the node sets otherwise. */
export const settingsOf = (flow: FlowSettings, node: NodeSettings | undefined): FlowSettings => ({
  ...flow,
  ...Object.fromEntries(Object.entries(node ?? {}).filter(([, value]) => value !== undefined)),
})

interface ListenOptions {
  readonly speech: boolean
  readonly spokenDigits?: { readonly minCount: number; readonly maxCount: number } | undefined
  readonly digits?: { readonly minCount: number; readonly maxCount: number; readonly terminator: boolean } | undefined
}

const digitsOf = (settings: FlowSettings, { minCount, maxCount, terminator }: NonNullable<ListenOptions['digits']>) => ({
  minCount,
  maxCount,
  ...(terminator && settings.terminator !== 'none' ? { terminator: settings.terminator } : {}),
  ...(settings.firstDigitTimeoutMs === undefined ? {} : { firstDigitTimeoutMs: settings.firstDigitTimeoutMs }),
  interDigitTimeoutMs: settings.interDigitTimeoutMs,
  terminatorTimeoutMs: settings.terminatorTimeoutMs,
})

export const listenTemplate = (settings: FlowSettings, { speech, spokenDigits, digits }: ListenOptions): ListenTemplate => ({
  speech,
  ...(spokenDigits === undefined ? {} : { spokenDigits }),
  ...(digits === undefined ? {} : { digits: digitsOf(settings, digits) }),
  bargeIn: { speechMs: settings.bargeInSpeechMs, delayMs: settings.bargeInDelayMs, fillers: !settings.fillersBargeIn },
  endSilenceMs: settings.endSilenceMs,
  phraseEndSilenceMs: settings.phraseEndSilenceMs,
  noInputTimeoutMs: settings.noInputTimeoutMs,
  maxUtteranceMs: settings.maxUtteranceMs,
})
