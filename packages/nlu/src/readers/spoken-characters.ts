import { listOf } from '../text/list.js'
import { readerTokens, smallNumbers, readPair } from './number-words.js'
import { mergedPieces } from './patched.js'
import { digitAt } from './zh/numerals.js'

const spelling: ReadonlyMap<string, string> = new Map(
  listOf(`
    alpha, alfa, bravo, charlie, delta, echo, foxtrot, golf, hotel, india, juliet, juliett, kilo, lima, mike, november, oscar, papa, quebec
    romeo, sierra, tango, uniform, victor, whiskey, whisky, x-ray, xray, yankee, zulu
  `).map((word) => [word, word.slice(0, 1)]),
)
/** Names of letters as recognisers write them. */
const letterNames: ReadonlyMap<string, string> = new Map(
  listOf(`
    x 叉, x ex, a ay, b bee, c cee, c see, d dee, f ef, g gee, h aitch, j jay, k kay, l el, m em, n en, p pee, q cue, q queue, s ess, t tee
    v vee, z zee, z zed
  `).map((pair): [string, string] => [pair.slice(2), pair.slice(0, 1)]),
)
const zeros = new Set(['oh', 'zero', 'nought', 'nil', '洞'])
const times: ReadonlyMap<string, number> = new Map(Object.entries({ double: 2, triple: 3, treble: 3 }))
const corrections = new Set(['no', 'sorry', 'wait', 'actually', 'rather', 'mean', 'correction'])
/** Stand between characters without ending them. */
const skipped = new Set(['-', '/', ',', 'and', 'then', 'um', 'uh', 'dash', 'hyphen', 'capital', 'letter', 'space', '杠', '嗯', '呃', '的'])

/** What one word writes. */
function writingOf(tokens: readonly string[], at: number): { text: string; end: number } | undefined {
  const token = tokens[at] ?? ''
  // "Double u" is a letter of its own.
  if (token === 'double' && /^(?:u|you)$/.test(tokens[at + 1] ?? '')) return { text: 'w', end: at + 2 }
  const repeated = times.get(token)
  if (repeated !== undefined) {
    const next = writingOf(tokens, at + 1)
    return next?.text.length === 1 ? { text: next.text.repeat(repeated), end: next.end } : undefined
  }
  if (/^[a-z]$/.test(token)) {
    // "b as in bravo", "b for bravo": the word repeats the letter.
    const named = tokens[at + 1] === 'as' && tokens[at + 2] === 'in' ? at + 3 : /^(?:for|like|as)$/.test(tokens[at + 1] ?? '') ? at + 2 : undefined
    const repeats = named !== undefined && tokens[named]?.startsWith(token) === true
    return { text: token, end: repeats ? named + 1 : at + 1 }
  }
  if (/^\d+$/.test(token)) return { text: token, end: at + 1 }
  if (zeros.has(token)) return { text: '0', end: at + 1 }
  const letter = spelling.get(token) ?? letterNames.get(token)
  if (letter !== undefined) return { text: letter, end: at + 1 }
  const digit = token === '幺' ? 1 : token.length === 1 ? digitAt(token, 0) : smallNumbers.get(token)
  if (digit !== undefined && digit < 10) return { text: String(digit), end: at + 1 }
  const pair = readPair(tokens, at)
  return pair && { text: String(pair.value), end: pair.end }
}

/** Characters said one after the other. */
export interface SpokenRun {
  /** In capitals. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** The caller said that what came before was wrong. */
  readonly corrected: boolean
}

/** The words between two runs say that the first one was wrong. */
function isCorrected(between: readonly string[]): boolean {
  return between.some((token) => corrections.has(token)) || /不对|不是|错了|更正|应该是|哦不|不不/u.test(between.join(''))
}

/** "and then a w": no letter but an article. */
function isArticle(tokens: readonly string[], at: number): boolean {
  return tokens[at] === 'a' && /^(?:then|and|with)$/.test(tokens[at - 1] ?? '') && /^(?:[a-z]|\p{L}{4,})$/u.test(tokens[at + 1] ?? '')
}

/** Runs of letters and digits among tokens. */
export function spokenRuns(tokens: readonly string[]): SpokenRun[] {
  const runs: SpokenRun[] = []
  for (let at = 0; at < tokens.length; ) {
    const start = at
    let text = ''
    let end = at
    while (at < tokens.length) {
      const writing = isArticle(tokens, at) ? undefined : writingOf(tokens, at)
      if (writing) {
        // Among digits "o" is a zero.
        text += writing.text === 'o' && /\d$/.test(text) ? '0' : writing.text
        at = writing.end
        end = at
      } else if (text !== '' && (skipped.has(tokens[at] ?? '') || isArticle(tokens, at))) at += 1
      else break
    }
    if (text === '') at += 1
    else runs.push({ text: text.toUpperCase(), start, end, corrected: isCorrected(tokens.slice(runs.at(-1)?.end ?? 0, start)) })
  }
  return runs
}

const unspelled = new Set(['my', 'by', 'why', 'mr', 'mrs', 'ms', 'dr', 'hmm', 'mm', 'st', 'nd', 'rd', 'th', 'pm', 'am', 'ok', 'id', 'pin'])

/** Letters that a recogniser wrote together: capitals among small letters, or what no word can be. */
function isInitials(word: string, text: string): boolean {
  if (unspelled.has(word.toLowerCase())) return false
  return (/^[A-Z]+$/.test(word) && /[a-z]|^[^a-z]*\d/.test(text)) || /^[^aeiouy]+$/i.test(word)
}

const repeatedInChinese = /([两二三四五六七八2-8])个([0-9零〇一二两三四五六七八九幺])/gu

/** Words, single letters and single Han characters of a text: what `spokenRuns` reads. */
export function spokenTokens(text: string): string[] {
  const apart = text
    .slice(0, 1_000)
    .normalize('NFKC')
    .replace(/\bx-ray\b/giu, 'xray')
    .replace(/艾克斯|埃克斯|爱克斯/gu, 'x')
    .replace(/\b[A-Za-z]{2,4}\b/gu, (word) => (isInitials(word, text) ? [...word].join(' ') : word))
    .replace(/(?:最后|后|前|第|中间)[一二两三四五六七八九十0-9]+[位个]数?字?/gu, '，')
    .replace(repeatedInChinese, (_, times: string, digit: string) => digit.repeat(digitAt(times, 0) ?? 1))
   .replace(/\b(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]+\b/giu, (word) => [...word].join(' '))
  return readerTokens(apart).flatMap((token) =>
    /\p{Script=Han}/u.test(token) ? [...token] : /^[a-z]{2,}$/.test(token) || !/^[a-z\d]+$/.test(token) ? [token] : [...token],
  )
}

/** All runs as one, corrections in their places, where that is accepted. */
export function wholeOf(runs: readonly SpokenRun[], accept: (text: string) => boolean): SpokenRun | undefined {
  const [first, last] = [runs[0], runs.at(-1)]
  const text = runs.length < 2 ? undefined : mergedPieces(runs.map((run, index) => ({ ...run, corrected: index > 0 && run.corrected })), accept)
  return first && last && text !== undefined ? { text, start: first.start, end: last.end, corrected: false } : undefined
}

/** The last run that is accepted; one whose end was corrected, with the correction in its place. */
export function wholeRun(runs: readonly SpokenRun[], accept: (text: string) => boolean): SpokenRun | undefined {
  const last = runs.findLast((run) => accept(run.text))
  const newest = runs.at(-1)
  const shorter = newest?.corrected === true && (last !== newest || newest.text.length < (runs.at(-2)?.text.length ?? 0))
  return (shorter ? wholeOf(runs.slice(-2), accept) : undefined) ?? last
}
