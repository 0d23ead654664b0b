import type { SlotValue, ValueSpec } from '@callchart/protocol'
import type { InterpretOptions } from '../contract.js'
import { readDate } from './date.js'
import { readDigits } from './digits.js'
import { currencyOf, readMoney } from './money.js'
import { readNumber } from './number.js'
import type { Reading } from './reading.js'
import { readText } from './text.js'

function boundsOf(spec: ValueSpec): { minCount?: number; maxCount?: number } {
  return {
    ...(spec.minCount === undefined ? {} : { minCount: spec.minCount }),
    ...(spec.maxCount === undefined ? {} : { maxCount: spec.maxCount }),
  }
}

/** The value of the type asked for. */
export function readValue(text: string, spec: ValueSpec, language: string, options: InterpretOptions): Reading<SlotValue> | undefined {
  switch (spec.type) {
    case 'digits':
      return readDigits(text, boundsOf(spec))
    case 'number':
      return readNumber(text)
    case 'money':
      return readMoney(text, { currency: currencyOf(language) })
    case 'date':
      return readDate(text, { ...options, dayFirst: language.toLowerCase().startsWith('en-') && !/^en-(us|ca|ph)$/i.test(language) })
    case 'time':
    case 'phone':
    case 'idNumber':
      return undefined
    case 'text':
      return readText(text)
  }
}
