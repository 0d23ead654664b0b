import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import type { DigitsOptions } from './digits.js'
import type { Reading } from './reading.js'

/** E.164 allows 15 digits; fewer than 5 are no number that another person is reached at. */
const shortest = 5
const longest = 15
const plus = /(?:\bplus\b|\+|加(?:号)?)\s*(?=\S)/iu
/** A number that no plan has may still be an extension or a service, and is heard less surely. */
const unknownConfidence = 0.6

/** Where a number without its country is dialled: the region of a BCP 47 tag, else the most callers of the language. */
const countries: Readonly<Record<string, CountryCode>> = {
  en: 'US', zh: 'CN', cmn: 'CN', fr: 'FR', de: 'DE', es: 'ES', it: 'IT', pt: 'BR', ja: 'JP', ko: 'KR', nl: 'NL', ru: 'RU', pl: 'PL', tr: 'TR', sv: 'SE', vi: 'VN', th: 'TH', hi: 'IN',
}

export function countryOf(language: string): CountryCode | undefined {
  const [primary = '', ...rest] = language.split(/[-_]/)
  const region = rest.findLast((part) => /^[a-z]{2}$/i.test(part))?.toUpperCase() ?? ''
  return isSupportedCountry(region) ? region : countries[primary.toLowerCase()]
}

const isNumberOf =
  (country: CountryCode | undefined, sign: '+' | '') =>
  (digits: string): boolean =>
    parsePhoneNumberFromString(`${sign}${digits}`, country)?.isValid() === true

/** What people say behind the number, and signs that only group its digits. */
const plain = (text: string): string => text.replace(/[()]/g, ' ').replace(/\b(?:extension|ext)\b.*|(?:转|分机)(?=.{0,3}[0-9零幺一二三四五六七八九]).*/iu, ' ')

/**
 * Telephone numbers: the digits as they were said, with `+` in front where it was said. Of what may have been meant, a number of the
 * caller's numbering plan goes before others.
 */
export function readPhone(
  text: string,
  options: DigitsOptions,
  readDigits: (text: string, options: DigitsOptions) => Reading<string> | undefined,
  country?: CountryCode,
): Reading<string> | undefined {
  const bounds = { minCount: options.minCount ?? shortest, maxCount: options.maxCount ?? longest }
  const number = plain(text)
  const sign = plus.exec(number)
  const rest = sign ? number.slice(sign.index + sign[0].length) : ''
  // "+44 (0)20": the zero is dialled within the country only.
  const abroad = sign && (readDigits(rest, { ...bounds, accept: isNumberOf(undefined, '+') }) ?? readDigits(rest, bounds))
  if (abroad) return sure({ ...abroad, value: withoutTrunkZero(`+${abroad.value}`) })
  const known = readDigits(number, { ...bounds, accept: isNumberOf(country, '') })
  if (known) return known
  const unknown = readDigits(number, bounds)
  return unknown && { ...unknown, confidence: Math.min(unknown.confidence, unknownConfidence) }
}

function sure(reading: Reading<string>): Reading<string> {
  return parsePhoneNumberFromString(reading.value)?.isValid() === true ? reading : { ...reading, confidence: Math.min(reading.confidence, unknownConfidence) }
}

function withoutTrunkZero(number: string): string {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.isValid() === true ? parsed.number : number
}
