import type { ValueType } from '@callchart/protocol'

export type RecognizerKind = 'number' | 'currency' | 'dateTime'

/** One text to look through. */
export interface RecognizerAsk {
  readonly kind: RecognizerKind
  readonly text: string
  readonly culture: string
  /** The caller's day, YYYY-MM-DD. */
  readonly today: string
}

/** What the library found in a text. */
export interface RecognizerResult {
  readonly text: string
  readonly start: number
  readonly typeName: string
  readonly resolution: Readonly<Record<string, unknown>>
}

const allKinds: readonly RecognizerKind[] = ['number', 'currency', 'dateTime']

/** The library's own names of the languages that it reads; of some it reads numbers and money only. */
const cultures: Readonly<Record<string, { readonly culture: string; readonly kinds: readonly RecognizerKind[] }>> = {
  en: { culture: 'en-us', kinds: allKinds },
  zh: { culture: 'zh-cn', kinds: allKinds },
  es: { culture: 'es-es', kinds: allKinds },
  fr: { culture: 'fr-fr', kinds: allKinds },
  pt: { culture: 'pt-br', kinds: ['number', 'currency'] },
  ja: { culture: 'ja-jp', kinds: ['number', 'currency'] },
}

export function cultureOf(language: string): { readonly culture: string; readonly kinds: readonly RecognizerKind[] } | undefined {
  return cultures[language.split(/[-_]/)[0]?.toLowerCase() ?? '']
}

/** What must be looked for so that a value of a type is found. */
export const kindsFor: Readonly<Record<ValueType, readonly RecognizerKind[]>> = {
  digits: ['number'],
  number: ['number'],
  phone: ['number'],
  money: ['currency', 'number'],
  date: ['dateTime'],
  dateRange: ['dateTime'],
  time: ['dateTime', 'number'],
  idNumber: [],
  plate: [],
  name: [],
  address: [],
  choice: [],
  text: [],
}
