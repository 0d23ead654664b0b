import type { SlotValue, ValueSpec } from '@callchart/protocol'
import type { Reading } from './reading.js'

/**
 * Reads what our own readers do not: values in other languages. It answers at once, from readings that were made before the
 * utterance is interpreted.
 */
export interface FurtherReader {
  read(text: string, spec: ValueSpec): Reading<SlotValue> | undefined
}

/** Languages with readers of our own here; in others, numerals and names are read as they are written. */
export function hasOwnReaders(language: string): boolean {
  return /^(?:en|zh)\b/i.test(language)
}
