import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import { MediaError } from '../errors.js'

/** A fifth of a second of slin16 in base64; switches send 20 ms to 100 ms at a time. */
const maxPayloadChars = 60_000
const maxVariableCount = 200
const maxVariableChars = 4_000

/** Numbers come as strings from one switch and as numbers from another. */
const wholeNumber = z.union([z.number(), z.string().regex(/^\d{1,15}$/)]).transform(Number).pipe(z.int().min(0))

const messageSchema = z.looseObject({
  event: z.string().min(1).max(64),
  start: z.looseObject({}).optional(),
  media: z
    .looseObject({
      payload: z.string().min(1).max(maxPayloadChars).regex(/^[A-Za-z0-9+/]+={0,2}$/),
      track: z.string().max(40).optional(),
      chunk: wholeNumber.optional(),
    })
    .optional(),
  mark: z.looseObject({ name: z.string().max(100) }).optional(),
  dtmf: z.looseObject({ digit: z.string().max(40) }).optional(),
})

/** A message of a switch that streams a call's audio as JSON. */
export type StreamMessage = z.infer<typeof messageSchema>

/** Says nothing of the text, which may hold keys or numbers of the caller. */
export const unreadable = (detail: string): MediaError =>
  new MediaError('MEDIA_MALFORMED_MESSAGE', `The switch sent ${detail}: it was ignored.`)

/** @throws MediaError MEDIA_MALFORMED_MESSAGE */
export const readStreamMessage = (text: string): StreamMessage => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw unreadable(`a text of ${text.length} characters that is no JSON`)
  }
  const parsed = readAs(messageSchema, json)
  if (parsed.success) return parsed.data
  throw unreadable(`a message that its dialect does not have (at ${parsed.error.issues[0]?.path.join('.').slice(0, 100) ?? ''})`)
}

const namedValueSchema = z.object({ name: z.string(), value: z.unknown() })

/** Parameters that whoever placed the stream gave it, as an object or as a list of names and values. */
export const readParameters = (parameters: unknown): Record<string, string> => {
  const entries: [string, unknown][] = Array.isArray(parameters)
    ? parameters.flatMap((entry): [string, unknown][] => {
        const parsed = readAs(namedValueSchema, entry)
        return parsed.success ? [[parsed.data.name, parsed.data.value]] : []
      })
    : Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(parameters ?? {}))
  const strings = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= maxVariableChars)
  return Object.fromEntries(strings.slice(0, maxVariableCount))
}
