import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import { unreadable } from './stream-message.js'

const maxVariableCount = 200
const maxVariableChars = 4_000

const messageSchema = z.looseObject({
  type: z.string().max(64).optional(),
  event: z.string().max(64).optional(),
  /** jambonz' `passDtmf`; so do we from the event socket. */
  dtmf: z.string().max(40).optional(),
  data: z.looseObject({ name: z.string().max(100).optional(), event: z.string().max(40).optional() }).optional(),
})

export type ForkMessage = z.infer<typeof messageSchema>

const metadataSchema = z.looseObject({
  token: z.string().max(1_000).optional(),
  sampleRate: z.coerce.number().default(8_000),
  mixType: z.string().max(40).default('mono'),
  /** Of jambonz, where the metadata of the verb is an object of its own. */
  metadata: z.looseObject({ token: z.string().max(1_000).optional() }).optional(),
})

/** The first text of a fork: what whoever started it says of the call. */
export interface ForkMetadata {
  readonly token: string | undefined
  readonly sampleRateHz: number
  readonly mixType: string
  readonly variables: Readonly<Record<string, string>>
}

const objectOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable(`a text of ${text.length} characters that is no JSON`)
  }
}

/** @throws MediaError MEDIA_MALFORMED_MESSAGE */
export const readForkMessage = (text: string): ForkMessage => {
  const parsed = readAs(messageSchema, objectOf(text))
  if (parsed.success) return parsed.data
  throw unreadable('a message that an audio fork does not have')
}

/** @throws MediaError MEDIA_MALFORMED_MESSAGE */
export const readForkMetadata = (text: string): ForkMetadata => {
  const parsed = readAs(metadataSchema, objectOf(text))
  if (!parsed.success) throw unreadable('a first text that is no metadata of an audio fork')
  const { token, sampleRate, mixType, metadata = {}, ...rest } = parsed.data
  const strings = Object.entries({ ...rest, ...metadata }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'token' && entry[1].length <= maxVariableChars,
  )
  return {
    token: token ?? metadata.token,
    sampleRateHz: sampleRate,
    mixType,
    variables: Object.fromEntries(strings.slice(0, maxVariableCount)),
  }
}
