import { listOf } from '../text/list.js'
import { readerTokens, smallNumbers, readPair } from './number-words.js'
import { readingConfidence, type Reading } from './reading.js'
import { digitAt } from './zh/numerals.js'

export interface IdNumberOptions {
  /** Characters. */
  readonly minCount?: number
  readonly maxCount?: number
  /** Numbers of 18 digits are those of Chinese residents and have a check digit. */
  readonly resident: boolean
}

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
const skipped = new Set(['-', '/', 'and', 'then', 'um', 'uh', 'dash', 'hyphen', 'capital', 'letter', 'space', '杠', '嗯', '呃', '的'])

/** GB 11643-1999: the 18th character is a check digit by ISO 7064 MOD 11-2, with X for ten. */
export function isResidentNumber(id: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false
  const sum = [...id.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return '10X98765432'[sum % 11] === id[17]
}

/** What one word of an identity number writes. */
function writingOf(tokens: readonly string[], at: number): { text: string; end: number } | undefined {
  const token = tokens[at] ?? ''
  const repeated = times.get(token)
  if (repeated !== undefined) {
    const next = writingOf(tokens, at + 1)
    return next?.text.length === 1 ? { text: next.text.repeat(repeated), end: next.end } : undefined
  }
  if (/^[a-z]$/.test(token)) {
    // "b as in bravo", "b for bravo": the word repeats the letter.
    const named = tokens[at + 1] === 'as' && tokens[at + 2] === 'in' ? at + 3 : tokens[at + 1] === 'for' ? at + 2 : undefined
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

interface Run {
  readonly text: string
  readonly start: number
  readonly end: number
}

function runsOf(tokens: readonly string[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < tokens.length; ) {
    const start = at
    let text = ''
    let end = at
    while (at < tokens.length) {
      const writing = writingOf(tokens, at)
      if (writing) {
        text += writing.text
        at = writing.end
        end = at
      } else if (text !== '' && skipped.has(tokens[at] ?? '')) at += 1
      else break
    }
    if (text === '') at += 1
    else runs.push({ text: text.toUpperCase(), start, end })
  }
  return runs
}

function fits(id: string, { minCount, maxCount, resident }: IdNumberOptions): boolean {
  if (resident && minCount === undefined && maxCount === undefined)
    return id.length === 18 ? isResidentNumber(id) : /^\d{15}$/.test(id) || /^[A-Z]{1,2}\d{6,10}[A-Z]?$/.test(id)
  if (resident && id.length === 18 && !isResidentNumber(id)) return false
  return id.length >= (minCount ?? 5) && id.length <= (maxCount ?? 20) && /\d/.test(id)
}

/** An identity number or document number: digits and letters, in capitals. The last one that fits wins. */
export function readIdNumber(text: string, options: IdNumberOptions): Reading<string> | undefined {
  const { resident } = options
  const apart = text.replace(/艾克斯|埃克斯/gu, 'x').replace(/\b(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]+\b/giu, (word) => [...word].join(' '))
  const tokens = readerTokens(apart).flatMap((token) =>
    /\p{Script=Han}/u.test(token) ? [...token] : /^[a-z]{2,}$/.test(token) || !/^[a-z\d]+$/.test(token) ? [token] : [...token],
  )
  const found = runsOf(tokens).findLast((run) => fits(run.text, options))
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  const around = tokens.length - said.length
  const matched = said.join(resident ? '' : ' ')
  return { value: found.text, matched, confidence: readingConfidence(0, Math.floor(around / 3)) }
}
