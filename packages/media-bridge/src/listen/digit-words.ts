/** How digits are said one by one; in Chinese the one is 幺 on the telephone, and 两 is heard for two. */
const digitWords: Readonly<Record<string, readonly string[]>> = {
  en: ['zero', 'oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  zh: ['零', '一', '幺', '二', '两', '三', '四', '五', '六', '七', '八', '九'],
}
/** What recognisers write beside those words. */
const furtherWords: Readonly<Record<string, readonly string[]>> = { en: ['o'], zh: ['〇', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] }

const primaryOf = (language: string): string => (language.split('-')[0] ?? '').toLowerCase().replace(/^(?:cmn|yue)$/, 'zh')

/** Words of a language's digits; none for a language that has none here. */
export const digitWordsOf = (language: string): readonly string[] => digitWords[primaryOf(language)] ?? []

const knownWords = new Map<string, ReadonlySet<string>>()

function wordSetOf(language: string): ReadonlySet<string> {
  const primary = primaryOf(language)
  const known = knownWords.get(primary) ?? new Set([...(digitWords[primary] ?? []), ...(furtherWords[primary] ?? [])])
  knownWords.set(primary, known)
  return known
}

/** Digits in one word: as figures, as one word, or as a row of signs that are words of their own. */
function countIn(word: string, words: ReadonlySet<string>): number {
  if (/^\p{Nd}+$/u.test(word)) return word.length
  if (words.has(word)) return 1
  const signs = [...word]
  return signs.every((sign) => /\p{Nd}/u.test(sign) || (/\p{Script=Han}/u.test(sign) && words.has(sign))) ? signs.length : Number.NaN
}

/** How many digits a text is; not a number where it holds anything else. @param text normalised, words between single blanks */
export const countDigits = (text: string, language: string): number => {
  const words = wordSetOf(language)
  return text.split(' ').reduce((sum, word) => sum + countIn(word, words), 0)
}
