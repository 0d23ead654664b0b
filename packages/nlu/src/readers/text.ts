import { foldText } from '../text/tokens.js'
import type { Reading } from './reading.js'

/** Whatever was said, as it was said, on one line. Nothing sayable is no reading. */
export function readText(text: string): Reading<string> | undefined {
  const value = text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(foldText(text)) ? { value, matched: value, confidence: 0.6 } : undefined
}
