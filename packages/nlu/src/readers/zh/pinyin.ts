import { pinyin } from 'pinyin-pro'

/** Words of flows and characters are asked for again and again; a look-up costs fifty times what this does. */
const known = new Map<string, string[]>()
const maxKnown = 5_000

/** Syllables of a text without their tones; other characters stand for themselves. */
export function syllablesOf(text: string): readonly string[] {
  const found = known.get(text)
  if (found) return found
  const made = pinyin(text, { toneType: 'none', type: 'array', v: true })
  if (known.size >= maxKnown) known.clear()
  known.set(text, made)
  return made
}

/** One character's syllable with the number of its tone. */
export function tonedSyllable(character: string): string {
  return pinyin(character, { toneType: 'num', type: 'array', v: true })[0] ?? ''
}

const merged: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/^n(?=[aeiouv])/, 'l'],
  [/^r(?=[aeiou])/, 'l'],
  [/^hu(?=[a-z])/, 'f'],
  [/([aei])ng$/, '$1n'],
]

const knownRough = new Map<string, string>()

/** A syllable as it is confused on the telephone and by many speakers: zh and z, n and l, -ng and -n. */
export function roughSyllable(syllable: string): string {
  const found = knownRough.get(syllable)
  if (found !== undefined) return found
  const made = merged.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), syllable)
  if (knownRough.size >= maxKnown) knownRough.clear()
  knownRough.set(syllable, made)
  return made
}
