import type { Edited } from './variable-choices.js'

/** Puts markup around what is selected in a text, or at the cursor. */
export function wrapped(text: string, from: number, to: number, before: string, after: string): Edited {
  const inside = text.slice(from, to)
  return { text: text.slice(0, from) + before + inside + after + text.slice(to), cursor: inside === '' ? from + before.length : to + before.length + after.length }
}

/** Within <speak>, wherever the cursor was: markup outside of it is none. */
export function insideSpeak(ssml: string, at: number): number {
  const open = /^\s*<speak\b[^>]*>/.exec(ssml)
  const close = ssml.lastIndexOf('</speak>')
  if (open === null || close === -1) return at
  return Math.min(Math.max(at, open[0].length), close)
}

export const pauses = ['300ms', '500ms', '1s', '2s'] as const

/** How a stretch of text is said, by the name of `prompts:markup`. */
export const sayAsKinds = {
  date: ['<say-as interpret-as="date">', '</say-as>'],
  money: ['<say-as interpret-as="currency">', '</say-as>'],
  number: ['<say-as interpret-as="cardinal">', '</say-as>'],
  digits: ['<say-as interpret-as="characters">', '</say-as>'],
  phone: ['<say-as interpret-as="telephone">', '</say-as>'],
  time: ['<say-as interpret-as="time">', '</say-as>'],
  ordinal: ['<say-as interpret-as="ordinal">', '</say-as>'],
} as const
export type SayAsKind = keyof typeof sayAsKinds
export const sayAsNames = Object.keys(sayAsKinds) as SayAsKind[]

export const manners = {
  emphasis: ['<emphasis level="strong">', '</emphasis>'],
  slow: ['<prosody rate="slow">', '</prosody>'],
  fast: ['<prosody rate="fast">', '</prosody>'],
  loud: ['<prosody volume="loud">', '</prosody>'],
} as const
export type Manner = keyof typeof manners
export const mannerNames = Object.keys(manners) as Manner[]
