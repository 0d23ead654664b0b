/** Spellings of one sound, the longer first. */
const sameSounds: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/ough/g, 'o'],
  [/igh/g, 'i'],
  [/dge/g, 'j'],
  [/tch|sh|ch|tio|cio/g, 'x'],
  [/ck|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/^kn|^gn/g, 'n'],
  [/^wr/g, 'r'],
  [/mb$/g, 'm'],
  [/z/g, 's'],
  [/d(?=\b|$)/g, 't'],
  [/v/g, 'f'],
  [/[hwy]/g, ''],
]

/** Names of options are compared again and again. */
const known = new Map<string, string>()
const maxKnown = 5_000

function skeletonOf(word: string): string {
  const found = known.get(word)
  if (found !== undefined) return found
  if (known.size >= maxKnown) known.clear()
  const made = skeleton(word)
  known.set(word, made)
  return made
}

/** Consonants of a word in the order in which they are heard, and whether it begins with a vowel. */
function skeleton(word: string): string {
  const sounds = sameSounds.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word)
  return sounds
    .replace(/(?<=.)[aeiou]/g, '')
    .replace(/^[aeiou]/, 'a')
    .replace(/(.)\1+/g, '$1')
}

/** Whether two English words have the same consonants to the ear: "sealing" and "ceiling". */
export function soundsLike(left: string, right: string): boolean {
  const sound = skeletonOf(left)
  return sound.length >= 3 && sound === skeletonOf(right)
}
