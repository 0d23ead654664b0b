import type { KeyIntent, SlotValue } from '@callchart/protocol'
import type { UntimedEvent } from '../explore/move.js'

type Slots = Readonly<Record<string, SlotValue>>

/** What words mean to the flow; as the understanding of a real call would tell it. */
export type Meaning =
  | { readonly intent: string; readonly slots?: Slots }
  | { readonly value: SlotValue }
  | { readonly keyIntent: KeyIntent }
  /** A global question. */
  | { readonly global: string }
  /** Either of two intents, with what the words name for each. */
  | { readonly either: readonly [string, string]; readonly slots?: Readonly<Record<string, Slots>> }
  | 'nothing'

const confidence = 0.9

export const meantEvent = (turnId: string, text: string, meaning: Meaning): UntimedEvent => {
  if (meaning === 'nothing') return { type: 'utterance.not-understood', turnId, text }
  if ('intent' in meaning) return { type: 'utterance.understood', turnId, text, intent: meaning.intent, confidence, slots: meaning.slots ?? {} }
  if ('value' in meaning) return { type: 'value.understood', turnId, text, value: meaning.value, confidence }
  if ('keyIntent' in meaning) return { type: 'key-intent.heard', turnId, text, keyIntent: meaning.keyIntent, confidence }
  if ('global' in meaning) return { type: 'auxiliary.heard', turnId, text, intent: meaning.global, confidence }
  return { type: 'utterance.ambiguous', turnId, text, intents: meaning.either, confidence: 0.4, slotsByIntent: meaning.slots ?? {} }
}
