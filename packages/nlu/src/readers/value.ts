import type { SlotValue, ValueSpec } from '@callchart/protocol'
import type { InterpretOptions } from '../contract.js'
import { readAddress } from './address.js'
import type { CarriedOptions } from './carriers.js'
import { readChoice } from './choice.js'
import { readDate, type DateOptions } from './date.js'
import { readDateRange, type DateRangeOptions } from './date-range.js'
import { readDigits, type DigitsOptions } from './digits.js'
import { hasOwnReaders } from './further.js'
import { readIdNumber } from './id-number.js'
import { currencyOf, readMoney, type Money, type MoneyOptions } from './money.js'
import { readName } from './name.js'
import { readerTokens } from './number-words.js'
import { readNumber } from './number.js'
import { countryOf, readPhone } from './phone.js'
import { readPlate, type PlateOptions } from './plate.js'
import type { Reading } from './reading.js'
import { readText } from './text.js'
import { readTime, timeText, type TimeOptions } from './time.js'
import { readChineseAddress } from './zh/address.js'
import { readChineseDate } from './zh/date.js'
import { readChineseDateRange } from './zh/date-range.js'
import { readChineseDigits } from './zh/digits.js'
import { readChineseMoney } from './zh/money.js'
import { readChineseName } from './zh/name.js'
import { readChineseNumber } from './zh/number.js'
import { chineseText } from './zh/numerals.js'
import { readChinesePlate } from './zh/plate.js'
import { readChineseTime } from './zh/time.js'

/** What one language can read. */
interface Readers {
  readonly digits: (text: string, options: DigitsOptions) => Reading<string> | undefined
  readonly number: (text: string) => Reading<number> | undefined
  readonly money: (text: string, options: MoneyOptions) => Reading<Money> | undefined
  readonly date: (text: string, options: DateOptions) => Reading<string> | undefined
  readonly dateRange: (text: string, options: DateRangeOptions) => Reading<string> | undefined
  readonly time: (text: string, options: TimeOptions) => Reading<string> | undefined
  readonly plate: (text: string, options: PlateOptions) => Reading<string> | undefined
  readonly name: (text: string, options: CarriedOptions) => Reading<string> | undefined
  readonly address: (text: string, options: CarriedOptions) => Reading<string> | undefined
}

const english: Readers = {
  digits: readDigits,
  number: readNumber,
  money: readMoney,
  date: readDate,
  dateRange: readDateRange,
  time: readTime,
  plate: readPlate,
  name: readName,
  address: readAddress,
}
const chinese: Readers = {
  digits: readChineseDigits,
  number: readChineseNumber,
  money: readChineseMoney,
  date: readChineseDate,
  dateRange: readChineseDateRange,
  time: readChineseTime,
  plate: readChinesePlate,
  name: readChineseName,
  address: readChineseAddress,
}

function boundsOf(spec: ValueSpec): { minCount?: number; maxCount?: number } {
  return {
    ...(spec.minCount === undefined ? {} : { minCount: spec.minCount }),
    ...(spec.maxCount === undefined ? {} : { maxCount: spec.maxCount }),
  }
}

const isChinese = (language: string): boolean => /^zh\b/i.test(language)
const isDayFirst = (language: string): boolean => language.toLowerCase().startsWith('en-') && !/^en-(us|ca|ph)$/i.test(language)

/** What is read, in which language, and how freely. */
export interface ValueReading extends InterpretOptions {
  readonly language: string
  /** Whether nothing else is asked for: then a number alone is a time, and whatever was said is a name. */
  readonly bare: boolean
}

/** The value of the type asked for: by our own readers where they know the language, else by the further reader first. */
export function readValue(text: string, spec: ValueSpec, options: ValueReading): Reading<SlotValue> | undefined {
  const further = (): Reading<SlotValue> | undefined => options.further?.read(text, spec)
  const own = (): Reading<SlotValue> | undefined => readOwn(text, spec, options)
  return hasOwnReaders(options.language) ? (own() ?? further()) : (further() ?? own())
}

/** Where Chinese is spoken, English words are read too. */
function readOwn(text: string, spec: ValueSpec, options: ValueReading): Reading<SlotValue> | undefined {
  if (!isChinese(options.language)) return readIn(english, text, spec, options)
  const reading = readIn(chinese, text, spec, options)
  // A plate of letters and digits is a piece of one whose province was not understood.
  return reading ?? (spec.type === 'plate' ? undefined : readIn(english, text, spec, options))
}

/** The text as the readers see it: what they say that they matched is a piece of it. */
export function readableText(text: string, language: string): string {
  return isChinese(language) ? chineseText(text) : readerTokens(timeText(text)).join(' ')
}

function readIn(readers: Readers, text: string, spec: ValueSpec, options: ValueReading): Reading<SlotValue> | undefined {
  const { language, bare, now, timeZone } = options
  const { current } = spec
  switch (spec.type) {
    case 'digits':
      return readers.digits(text, boundsOf(spec))
    case 'number':
      return readers.number(text)
    case 'money':
      return readers.money(text, { currency: currencyOf(language) })
    case 'date':
      return readers.date(text, { now, timeZone, current, dayFirst: isDayFirst(language) })
    case 'dateRange':
      return readers.dateRange(text, { now, timeZone, current, dayFirst: isDayFirst(language), bare })
    case 'time':
      return readers.time(text, { current, bare })
    case 'phone':
      return readPhone(text, boundsOf(spec), readers.digits, countryOf(language))
    case 'idNumber':
      return readIdNumber(text, { ...boundsOf(spec), resident: isChinese(language) })
    case 'plate':
      return readers.plate(text, { ...boundsOf(spec), bare })
    case 'name':
      return readers.name(text, { bare })
    case 'address':
      return readers.address(text, { bare })
    case 'choice':
      return readChoice(text, spec.choices ?? [])
    case 'text':
      return readText(text)
  }
}
