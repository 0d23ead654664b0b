import { readingConfidence, type Reading } from './reading.js'
import { spokenRuns, spokenTokens, wholeOf, wholeRun } from './spoken-characters.js'

export interface IdNumberOptions {
  /** Characters. */
  readonly minCount?: number
  readonly maxCount?: number
  /** Numbers of 18 digits are those of Chinese residents and have a check digit. */
  readonly resident: boolean
}

/** GB 11643-1999: the 18th character is a check digit by ISO 7064 MOD 11-2, with X for ten. */
export function isResidentNumber(id: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false
  const sum = [...id.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return '10X98765432'[sum % 11] === id[17]
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
  const tokens = spokenTokens(text)
  const runs = spokenRuns(tokens)
  const found = wholeRun(runs, (id) => fits(id, options)) ?? (resident ? wholeOf(runs, isResidentNumber) : undefined)
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  const around = tokens.length - said.length
  const matched = said.join(resident ? '' : ' ')
  return { value: found.text, matched, confidence: readingConfidence(0, Math.floor(around / 3)) }
}
