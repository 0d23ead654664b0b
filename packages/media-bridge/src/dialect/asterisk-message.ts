import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import { MediaError } from '../errors.js'

/** chan_websocket has two spellings of its control messages; the switch's first one shows which. */
export type MessageForm = 'json' | 'plain-text'

export interface SwitchMessage {
  readonly event: string
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
}

const maxVariableCount = 200
const maxVariableChars = 4_000

const jsonMessageSchema = z.looseObject({
  event: z.string().min(1).max(64),
  channel_variables: z.record(z.string(), z.unknown()).optional(),
})

/** Names neither the text nor what a parser says of it: it may hold keys or numbers of the caller. */
const malformed = (text: string): MediaError =>
  new MediaError(
    'MEDIA_MALFORMED_MESSAGE',
    `The switch sent a text of ${text.length} characters that is no control message of chan_websocket: it was ignored. ` +
      'Check that the client speaks its JSON or plain text form.',
  )

/** Variables that the dialplan lets a new channel inherit keep one or two underscores before their name. */
const plainName = (name: string): string => name.replace(/^__?/, '')

const readVariables = (variables: Readonly<Record<string, unknown>> = {}): Record<string, string> => {
  const strings = Object.entries(variables).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= maxVariableChars,
  )
  return Object.fromEntries(strings.slice(0, maxVariableCount).map(([name, value]) => [plainName(name), value]))
}

const readJson = (text: string): SwitchMessage => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed(text)
  }
  const parsed = readAs(jsonMessageSchema, json)
  if (!parsed.success) throw malformed(text)
  const { event, channel_variables: variables, ...rest } = parsed.data
  const fields = Object.entries(rest).filter((entry): entry is [string, string | number | boolean] =>
    ['string', 'number', 'boolean'].includes(typeof entry[1]),
  )
  return { event, fields: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])), variables: readVariables(variables) }
}

/** `EVENT name:value name:value`: values hold colons, never blanks. */
const readPlainText = (text: string): SwitchMessage => {
  const [event = '', ...words] = text.trim().split(/\s+/)
  if (!/^[A-Z][A-Z_]{1,63}$/.test(event)) throw malformed(text)
  const fields = words.map((word) => {
    const colon = word.indexOf(':')
    return colon < 0 ? [word, ''] : [word.slice(0, colon), word.slice(colon + 1)]
  })
  return { event, fields: Object.fromEntries(fields) as Record<string, string>, variables: {} }
}

export const formOf = (text: string): MessageForm => (text.trimStart().startsWith('{') ? 'json' : 'plain-text')

/** @throws MediaError MEDIA_MALFORMED_MESSAGE */
export const readSwitchMessage = (text: string): SwitchMessage => (formOf(text) === 'json' ? readJson(text) : readPlainText(text))

export type SwitchCommand = 'MARK_MEDIA' | 'FLUSH_MEDIA' | 'HANGUP'

/** The switch ignores a text message over 128 bytes, so a correlation id has 40 characters at most. */
export const writeSwitchCommand = (form: MessageForm, command: SwitchCommand, correlationId?: string): string => {
  if (form === 'plain-text') return correlationId === undefined ? command : `${command} ${correlationId}`
  return correlationId === undefined ? `{"command":"${command}"}` : `{"command":"${command}","correlation_id":"${correlationId}"}`
}
