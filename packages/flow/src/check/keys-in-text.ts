import { splitTemplate } from '../cel/template.js'

/** Stands where an expression stood: nobody knows what is said there. */
const unknownWords = '\uFFFC'

const englishKeys: Readonly<Record<string, string>> = {
  zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', star: '*', asterisk: '*', pound: '#', hash: '#',
}
const chineseKeys: Readonly<Record<string, string>> = { 零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 星: '*', 米: '*', 井: '#' }

const keyOf = (spoken: string): string => {
  const word = spoken.toLowerCase()
  return englishKeys[word] ?? chineseKeys[word.charAt(0)] ?? word
}

/** How a language speaks of keys. */
interface KeyWords {
  /** A single key; a figure of a number, an amount or a time is none. */
  readonly single: RegExp
  /** From a first to a last key. */
  readonly range: RegExp
  /** Each asks for keys: one, several or a range. */
  readonly asking: readonly { readonly pattern: RegExp; readonly range?: RegExp }[]
  /** What asks for a key goes before an expression: which key it is cannot be told. */
  readonly askingUnknown: RegExp
}

const rangeOf = (key: string, joins: string): RegExp => new RegExp(`(${key})(?:${joins})(${key})`, 'gi')

const figure = String.raw`(?<![\d.,:])\d(?![.,:]?\d)`

const english = ((): KeyWords => {
  const notCounted = String.raw`(?!\s*-?\s*(?:digits?|numbers?|times?|seconds?|minutes?|hours?|days?|letters?|keys|buttons|of|more|moment)\b)(?!st\b|nd\b|rd\b|th\b)`
  const key = String.raw`(?:${figure}|\b(?:${Object.keys(englishKeys).join('|')})\b|[*#])${notCounted}`
  const range = String.raw`\s*(?:to|through|thru|-|–)\s*`
  const anyRange = String.raw`${range}|\s+and\s+`
  const several = String.raw`${key}(?:${range}${key}|(?:\s*,\s*${key})*\s*,?\s*(?:or|and)\s+${key})?`
  const verb = String.raw`\b(?:press|pressing|hit|push|tap)\s+(?:the\s+)?(?:(?:key|button|digit|number)\s+)?["'“‘]?`
  return {
    single: new RegExp(key, 'gi'),
    range: rangeOf(key, range),
    asking: [
      { pattern: new RegExp(`${verb}(${several})`, 'gi') },
      { pattern: new RegExp(String.raw`\b(?:press|hit|push|tap)\s+(?:a|any)\s+(?:key|button|digit|number)\s+(?:from|between)\s+(${key}(?:${anyRange})${key})`, 'gi'), range: rangeOf(key, anyRange) },
      { pattern: new RegExp(String.raw`\bthe\s+["'“‘]?(\d|star|asterisk|pound|hash|[*#])["'”’]?\s+(?:key|button)\b`, 'gi') },
    ],
    askingUnknown: new RegExp(`${verb}${unknownWords}`, 'i'),
  }
})()

const chinese = ((): KeyWords => {
  const counted = '(?!\\s*(?:[个下次天年月日秒元块折倍位条种层级步段岁周遍%]|小时|分钟|分之|号(?!键)))'
  const arabic = `${figure}${counted}`
  // 按 means "by" too: 按一般规定, 按三个月, 按十二期.
  const written = `(?<![零〇一二三四五六七八九十百千万])[零〇一二三四五六七八九幺](?![零〇一二三四五六七八九十百千万亿点])(?![定般样些起直切旦致概律共边并键手番分])${counted}`
  const sign = '(?:星号?键?|米字键|井号?键?|[*#])'
  const key = `(?:${arabic}|${written}|${sign})`
  const range = '\\s*(?:号?键)?\\s*(?:到|至|-|~|—)\\s*'
  const several = `${key}(?:${range}${key}|(?:\\s*(?:号?键)?\\s*(?:、|/|或者?|和)\\s*按?\\s*${key})*)`
  const verb = '[按摁]下?\\s*(?:键盘上?的?)?\\s*(?:数字)?\\s*键?\\s*["“「\'‘]?\\s*'
  return {
    single: new RegExp(key, 'gi'),
    range: rangeOf(key, range),
    asking: [
      { pattern: new RegExp(`${verb}(${several})`, 'g') },
      { pattern: new RegExp(`(${figure})\\s*号?\\s*键`, 'g') },
      { pattern: /([零〇一二三四五六七八九幺])号键/g },
      { pattern: /((?:星号?|米字|井号?|[*#]\s*号?)(?=键))键/g },
    ],
    askingUnknown: new RegExp(`${verb}${unknownWords}`),
  }
})()

/** A Chinese prompt may say a line in English, and the other way round. */
const wordsIn = (language: string): readonly KeyWords[] => (/^(en|zh|yue|cmn)\b/.test(language) ? [english, chinese] : [])

/** The text as it is said, with what nobody knows yet marked; wide signs are plain ones, and no blank follows another, so that no pattern tries many. */
const readable = (text: string): string =>
  splitTemplate(text)
    .map((piece) => (typeof piece === 'string' ? piece : unknownWords))
    .join('')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')

const between = (first: string, last: string): string[] => {
  const [from, to] = [Number(first), Number(last)]
  return Number.isInteger(from) && Number.isInteger(to) && from < to ? Array.from({ length: to - from + 1 }, (_, index) => String(from + index)) : [first, last]
}

const keysWithin = (text: string, { single, range }: Pick<KeyWords, 'single' | 'range'>): string[] => {
  const ranges = [...text.matchAll(range)].flatMap(([, first = '', last = '']) => between(keyOf(first), keyOf(last)))
  return [...ranges, ...[...text.matchAll(single)].map(([found]) => keyOf(found))]
}

const askedBy = (said: string, words: KeyWords): string[] =>
  words.asking.flatMap(({ pattern, range = words.range }) => [...said.matchAll(pattern)].flatMap(([, keys = '']) => keysWithin(keys, { single: words.single, range })))

/** Keys that a text asks its listener to press, in their order; figures of amounts, numbers and dates are none. Empty in a language whose words are not known. */
export const keysAskedFor = (text: string, language: string): string[] => {
  const said = readable(text)
  return [...new Set(wordsIn(language).flatMap((words) => askedBy(said, words)))]
}

/** Every key that a text may be speaking of, whatever is said before it; undefined where that cannot be told. */
export const keysNamedIn = (text: string, language: string): ReadonlySet<string> | undefined => {
  const all = wordsIn(language)
  const said = readable(text)
  if (all.length === 0 || all.some(({ askingUnknown }) => askingUnknown.test(said))) return undefined
  return new Set(all.flatMap((words) => [...keysWithin(said, words), ...askedBy(said, words)]))
}
