import { readPair, readerTokens } from './number-words.js'
import { readAmount, roundTo, weightOf } from './number.js'
import { readingConfidence, type Reading } from './reading.js'

export interface Money {
  /** Major units. */
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
}

export interface MoneyOptions {
  /** ISO 4217 code taken where the caller names no currency. */
  readonly currency: string
}

/** What a currency is called -> ISO 4217. */
const currencyNames: Readonly<Record<string, readonly string[]>> = {
  USD: ['$', 'dollar', 'dollars', 'buck', 'bucks', 'usd'],
  GBP: ['£', 'pound', 'pounds', 'quid', 'gbp'],
  EUR: ['€', 'euro', 'euros', 'eur'],
  CNY: ['¥', 'yuan', 'rmb', 'kuai', 'cny', '元'],
  JPY: ['yen', 'jpy'],
  INR: ['rupee', 'rupees', 'inr'],
  CHF: ['chf', 'franc', 'francs'],
  AUD: ['aud'],
  CAD: ['cad'],
  NZD: ['nzd'],
  HKD: ['hkd'],
  SGD: ['sgd'],
  MXN: ['mxn', 'peso', 'pesos'],
  KRW: ['won', 'krw'],
  TRY: ['lira', 'try'],
  ZAR: ['rand', 'zar'],
  SEK: ['sek', 'krona', 'kronor'],
  RUB: ['rouble', 'roubles', 'ruble', 'rubles', 'rub'],
  BRL: ['real', 'reais', 'brl'],
}
const currencies: ReadonlyMap<string, string> = new Map(
  Object.entries(currencyNames).flatMap(([code, names]) => names.map((name): [string, string] => [name, code])),
)
const minorUnits: ReadonlyMap<string, string> = new Map([
  ['cent', ''],
  ['cents', ''],
  ['pence', 'GBP'],
  ['penny', ''],
  ['pennies', ''],
  ['p', 'GBP'],
])
const regions: Readonly<Record<string, string>> = {
  us: 'USD',
  gb: 'GBP',
  ie: 'EUR',
  ca: 'CAD',
  au: 'AUD',
  nz: 'NZD',
  cn: 'CNY',
  de: 'EUR',
  fr: 'EUR',
  in: 'INR',
  sg: 'SGD',
  hk: 'HKD',
}
const languages: Readonly<Record<string, string>> = { en: 'USD', zh: 'CNY', de: 'EUR', fr: 'EUR', es: 'EUR', ja: 'JPY' }

/** The currency of a BCP 47 language tag: of its region, else of the language. */
export function currencyOf(language: string): string {
  const [primary = '', ...rest] = language.toLowerCase().split(/[-_]/)
  const region = rest.findLast((part) => part.length === 2) ?? ''
  return regions[region] ?? languages[primary] ?? 'USD'
}

/** Of which country a dollar, a pound or a franc is. */
const nations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  australian: { USD: 'AUD' },
  canadian: { USD: 'CAD' },
  singapore: { USD: 'SGD' },
  'hong kong': { USD: 'HKD' },
  'new zealand': { USD: 'NZD' },
  american: { USD: 'USD' },
  us: { USD: 'USD' },
  british: { GBP: 'GBP' },
  swiss: { CHF: 'CHF' },
  japanese: { JPY: 'JPY' },
  chinese: { CNY: 'CNY' },
  hk: { USD: 'HKD' },
  mxn: { USD: 'MXN' },
  aud: { USD: 'AUD' },
  cad: { USD: 'CAD' },
  nzd: { USD: 'NZD' },
}

/** The currency named at a token: "pounds", "australian dollars". */
function currencyAt(tokens: readonly string[], at: number): { code: string; end: number } | undefined {
  const plain = currencies.get(tokens[at] ?? '')
  if (plain !== undefined) return { code: plain, end: at + 1 }
  for (const words of [1, 2]) {
    const nation = nations[tokens.slice(at, at + words).join(' ')]
    const code = nation?.[currencies.get(tokens[at + words] ?? '') ?? '']
    if (code !== undefined) return { code, end: at + words + 1 }
  }
  return undefined
}

/** "hk $", "$". */
function currencyBefore(tokens: readonly string[], at: number): string | undefined {
  const plain = currencies.get(tokens[at - 1] ?? '')
  if (plain === 'USD' && tokens[at - 1] === '$' && /^[ca]$/.test(tokens[at - 2] ?? '')) return tokens[at - 2] === 'c' ? 'CAD' : 'AUD'
  return plain === undefined ? undefined : (nations[tokens[at - 2] ?? '']?.[plain] ?? plain)
}

interface Sum extends Money {
  readonly start: number
  readonly end: number
  /** A currency or its small unit was said. */
  readonly named: boolean
}

/** "twelve fifty" is 12.50: two pairs without a unit. */
function pricePair(tokens: readonly string[], at: number): { value: number; end: number } | undefined {
  const whole = readPair(tokens, at)
  const cents = whole && readPair(tokens, whole.end)
  const plain = tokens[cents?.end ?? 0] !== 'hundred' && tokens[cents?.end ?? 0] !== 'thousand'
  return whole && cents && cents.value >= 10 && plain ? { value: whole.value + cents.value / 100, end: cents.end } : undefined
}

/** "and fifty cents", or "fifty" alone after the currency. */
function centsAfter(tokens: readonly string[], at: number): { value: number; end: number } | undefined {
  const start = tokens[at] === 'and' ? at + 1 : at
  const cents = readAmount(tokens, start)
  // "Two dollars and a quarter".
  if (cents && start > at && cents.value < 1) return { value: cents.value * 100, end: cents.end }
  if (!cents || cents.value >= 100) return undefined
  if (minorUnits.has(tokens[cents.end] ?? '')) return { value: cents.value, end: cents.end + 1 }
  return cents.value >= 10 && cents.end === tokens.length ? cents : undefined
}

function sumAt(tokens: readonly string[], at: number, fallback: string): Sum | undefined {
  const article = tokens[at] === 'a' && currencies.has(tokens[at + 1] ?? '') ? { value: 1, end: at + 1 } : undefined
  const amount = article ?? pricePair(tokens, at) ?? readAmount(tokens, at)
  if (!amount) return undefined
  const before = currencyBefore(tokens, at)
  const unit = tokens[amount.end] ?? ''
  const minor = minorUnits.get(unit)
  if (minor !== undefined)
    return {
      amount: roundTo(amount.value / 100, 2),
      currency: minor === '' ? fallback : minor,
      start: at,
      end: amount.end + 1,
      named: true,
    }
  const named = currencyAt(tokens, tokens[amount.end] === 'of' ? amount.end + 1 : amount.end)
  const after = named?.code
  const currency = after ?? before ?? fallback
  const unitEnd = named?.end ?? amount.end
  const cents = after === undefined ? undefined : centsAfter(tokens, unitEnd)
  const start = before !== undefined && after === undefined ? at - 1 : at
  return {
    amount: roundTo(amount.value + (cents?.value ?? 0) / 100, 2),
    currency,
    start,
    end: cents?.end ?? unitEnd,
    named: (after ?? before) !== undefined,
  }
}

/**
 * A sum of money: "twelve dollars and fifty cents", "twelve fifty", "$12.50", "five hundred pounds". English; a named currency
 * goes first, then the last sum said.
 */
export function readMoney(text: string, options: MoneyOptions): Reading<Money> | undefined {
  const tokens = readerTokens(text)
  let found: Sum | undefined
  for (let at = 0; at < tokens.length;) {
    const sum = sumAt(tokens, at, options.currency)
    if (sum && (sum.named || !found?.named)) found = sum
    at = sum?.end ?? at + 1
  }
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  return {
    value: { amount: found.amount, currency: found.currency },
    matched: said.join(' '),
    confidence: readingConfidence(weightOf(said), weightOf(tokens)),
  }
}
