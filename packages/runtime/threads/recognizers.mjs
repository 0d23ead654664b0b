/**
 * The thread in which the recognizers run: their expressions take seconds to compile and block whoever compiles them. Asked
 * `{ job, asks: [{ kind, text, culture, today }] }` it answers `{ job, found }` with what was found in each text.
 */
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

const suite = createRequire(import.meta.url)('@microsoft/recognizers-text-suite')

/** The library counts from the clock of its process: a date of which it is noon there is the caller's day. */
const noonOf = (today) => new Date(`${today}T12:00:00`)

const find = {
  number: ({ text, culture }) => suite.recognizeNumber(text, culture, undefined, false),
  currency: ({ text, culture }) => suite.recognizeCurrency(text, culture, undefined, false),
  dateTime: ({ text, culture, today }) => suite.recognizeDateTime(text, culture, undefined, noonOf(today), false),
}

/** A text that the library fails on holds nothing. */
export const findIn = (ask) => {
  try {
    return find[ask.kind](ask).map(({ text, start, typeName, resolution }) => ({ text, start, typeName, resolution: resolution ?? {} }))
  } catch {
    return []
  }
}

parentPort?.on('message', ({ job, asks }) => parentPort.postMessage({ job, found: asks.map(findIn) }))
