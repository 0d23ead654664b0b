/** What counts when two texts are compared: letters and digits of any script, in lower case, single blanks. */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

const holds = (text: string, phrase: string): boolean => phrase !== '' && ` ${text} `.includes(` ${phrase} `)

/** Scripts without blanks between words: a phrase counts anywhere in the text. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

const normalisedLists = new WeakMap<readonly string[], readonly string[]>()

/** A turn's lists are compared many times a second: normalised once. */
const normalised = (list: readonly string[]): readonly string[] => {
  const known = normalisedLists.get(list)
  if (known !== undefined) return known
  const made = list.map(normaliseText).filter((phrase) => phrase !== '')
  normalisedLists.set(list, made)
  return made
}

/** One of the phrases stands in the text, at word boundaries. */
export const containsPhrase = (text: string, phrases: readonly string[]): boolean => {
  const heard = normaliseText(text)
  return heard !== '' && normalised(phrases).some((phrase) => (unspaced.test(phrase) ? heard.includes(phrase) : holds(heard, phrase)))
}

/** The whole text is one of the phrases. */
export const isCompletePhrase = (text: string, phrases: readonly string[]): boolean => {
  const heard = normaliseText(text)
  return heard !== '' && normalised(phrases).includes(heard)
}

/** At most one word, or two characters of a script without blanks. */
export const isOneWord = (text: string): boolean => {
  const heard = normaliseText(text)
  return unspaced.test(heard) ? Array.from(heard).length <= 2 : !heard.includes(' ')
}

/** Something was said, and nothing but fillers. */
export const isFillerOnly = (text: string, fillers: readonly string[]): boolean => {
  const heard = normaliseText(text)
  if (heard === '') return false
  const longestFirst = [...normalised(fillers)].sort((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((left, filler) => {
    if (unspaced.test(filler)) return left.replaceAll(filler, ' ')
    while (holds(left, filler)) left = ` ${left} `.replace(` ${filler} `, '  ').trim()
    return left
  }, heard)
  return rest.trim() === ''
}
