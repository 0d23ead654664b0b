import { readingConfidence, type Reading } from './reading.js'

export interface DateOptions {
  readonly now: Date
  /** IANA name: what day it is for the caller. */
  readonly timeZone: string
}

/** A date as YYYY-MM-DD, relative to the caller's day. */
export function readDate(_text: string, _options: DateOptions): Reading<string> | undefined {
  void readingConfidence
  return undefined
}
