import type { DraftDocument, Json } from '@callchart/flow'
import type { KeyIntent, SlotSpec, UnderstandingSource } from '@callchart/protocol'
import { textOf, textsIn } from './intent-texts.js'
import { isObject } from '../document/node-fields.js'

/** Slots as the understanding knows them; an unfinished one is left out. */
function slotsOf(slots: Json | undefined, language: string): Record<string, SlotSpec> {
  if (!isObject(slots)) return {}
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, slot]) => {
      if (!isObject(slot) || typeof slot.type !== 'string') return []
      const choices = Array.isArray(slot.choices) ? (slot.choices as readonly Json[]).filter(isObject) : undefined
      const spec = {
        type: slot.type,
        ...(typeof slot.minCount === 'number' && { minCount: slot.minCount }),
        ...(typeof slot.maxCount === 'number' && { maxCount: slot.maxCount }),
        ...(choices !== undefined && { choices: choices.map((choice) => ({ id: textOf(choice.id), words: textsIn(choice.words, language) })) }),
      } as SlotSpec
      return [[name, spec]]
    }),
  )
}

/** Patterns that cannot be read are told where they stand; the rest is understood without them. */
type IsReadable = (pattern: string) => boolean

/** What the understanding of one language would be trained from. */
export function sourceOf(document: DraftDocument, language: string, isReadable: IsReadable = () => true): UnderstandingSource {
  const intents = isObject(document.intents) ? Object.entries(document.intents) : []
  const keyIntents = isObject(document.keyIntents) ? Object.entries(document.keyIntents) : []
  return {
    language,
    intents: intents.flatMap(([id, intent]) => {
      if (!isObject(intent)) return []
      const slots = slotsOf(intent.slots, language)
      return [
        {
          id,
          keywords: textsIn(intent.keywords, language),
          patterns: textsIn(intent.patterns, language).filter(isReadable),
          phrases: textsIn(intent.phrases, language),
          ...(Object.keys(slots).length > 0 && { slots }),
        },
      ]
    }),
    keyIntents: Object.fromEntries(
      keyIntents.flatMap(([name, intent]) => (isObject(intent) && intent.enabled !== false ? [[name as KeyIntent, textsIn(intent.phrases, language)]] : [])),
    ),
  }
}
