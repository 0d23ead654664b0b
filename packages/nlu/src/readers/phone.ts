import type { DigitsOptions } from './digits.js'
import type { Reading } from './reading.js'

/** E.164 allows 15 digits; fewer than 5 are no number that another person is reached at. */
const shortest = 5
const longest = 15
const plus = /(?:\bplus\b|\+|加)\s*(?=\S)/iu

/** Telephone numbers: the digits as they were said, with `+` in front where it was said. */
export function readPhone(
  text: string,
  options: DigitsOptions,
  readDigits: (text: string, options: DigitsOptions) => Reading<string> | undefined,
): Reading<string> | undefined {
  const bounds = { minCount: options.minCount ?? shortest, maxCount: options.maxCount ?? longest }
  const number = text.replace(/[()]/g, ' ').replace(/\b(?:extension|ext)\b.*/iu, ' ')
  const sign = plus.exec(number)
  const international = sign && readDigits(number.slice(sign.index + sign[0].length), bounds)
  if (international) return { ...international, value: `+${international.value}` }
  return readDigits(number, bounds)
}
