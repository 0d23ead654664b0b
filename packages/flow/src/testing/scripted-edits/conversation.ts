import type { CallAttributes } from '../../contract/events.js'
import type { ScriptedConversation, ScriptedDeed } from './edit.js'

export const says = (intent: string, slots: Readonly<Record<string, string | number>> = {}): ScriptedDeed => ({ says: intent, slots })
export const gives = (value: string | number): ScriptedDeed => ({ gives: value })
export const mayMean = (first: string, second: string): ScriptedDeed => ({ mayMean: [first, second] })
export const presses = (keys: string): ScriptedDeed => ({ presses: keys })
export const waitsMs = (ms: number): ScriptedDeed => ({ waitsMs: ms })
export const leavesMessageMs = (ms: number): ScriptedDeed => ({ leavesMessageMs: ms })
export const staysSilent: ScriptedDeed = { does: 'staysSilent' }
export const hangsUp: ScriptedDeed = { does: 'hangsUp' }
export const agentAnswers: ScriptedDeed = { does: 'agentAnswers' }
export const waitsInQueue: ScriptedDeed = { does: 'waitsInQueue' }
export const mumbles: ScriptedDeed = says('words that fit nothing')

export const conversation = (...deeds: ScriptedDeed[]): ScriptedConversation => ({ deeds })
export const bringing = (variables: CallAttributes['variables'], ...deeds: ScriptedDeed[]): ScriptedConversation => ({ deeds, call: { variables } })

/** In the help desk: known, not recorded, at the menu. */
export const atTopic: readonly ScriptedDeed[] = [gives('10001'), presses('1'), presses('2')]
