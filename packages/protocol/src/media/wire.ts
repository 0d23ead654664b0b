import { ProtocolError } from '../errors.js'
import { mediaCommandSchema, type MediaCommand } from './command.js'
import { mediaFactSchema, type MediaFact } from './fact.js'

/** Options of @grpc/proto-loader under which these messages read and write. */
export const protoLoaderOptions = { keepCase: false, longs: Number, enums: String, defaults: true, arrays: true, oneofs: true } as const

export interface NumberedCommand {
  readonly number: number
  readonly epoch: number
  readonly command: MediaCommand
}

export interface NumberedFact {
  readonly number: number
  /** Milliseconds on the call's sample clock. */
  readonly atMs: number
  readonly fact: MediaFact
}

type WireMessage = Record<string, unknown>

const fieldOf = (type: string): string => type.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())
const typeByField = (types: readonly string[]): Map<string, string> => new Map(types.map((type) => [fieldOf(type), type]))

const commandTypes = typeByField(mediaCommandSchema.options.map((option) => option.shape.type.value))
const factTypes = typeByField(mediaFactSchema.options.map((option) => option.shape.type.value))

const toBody = ({ type, ...fields }: { type: string }): WireMessage => ({ [fieldOf(type)]: fields })

/** An unset message field reads as null: it is absent in our types. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null).map(([key, field]) => [key, withoutNulls(field)]))
}

const fromBody = (message: WireMessage, types: Map<string, string>): unknown => {
  const field = String(message.body)
  const type = types.get(field)
  if (type === undefined) throw new ProtocolError('PROTOCOL_UNKNOWN_MESSAGE', `The peer sent a message of an unknown kind "${field}": run the same release on both sides.`)
  const fields = withoutNulls(message[field])
  return { type, ...(fields as object) }
}

const parsed = <Value>(result: { success: true; data: Value } | { success: false; error: Error }, name: string): Value => {
  if (result.success) return result.data
  throw new ProtocolError('PROTOCOL_BAD_MESSAGE', `The peer sent a malformed ${name}: ${result.error.message}`, { cause: result.error })
}

export const commandToWire = ({ number, epoch, command }: NumberedCommand): WireMessage => ({ number, epoch, ...toBody(command) })
export const factToWire = ({ number, atMs, fact }: NumberedFact): WireMessage => ({ number, atMs, ...toBody(fact) })

/** @throws ProtocolError PROTOCOL_UNKNOWN_MESSAGE, PROTOCOL_BAD_MESSAGE */
export const commandFromWire = (message: WireMessage): NumberedCommand => ({
  number: Number(message.number),
  epoch: Number(message.epoch),
  command: parsed(mediaCommandSchema.safeParse(fromBody(message, commandTypes)), 'command'),
})

/** @throws ProtocolError PROTOCOL_UNKNOWN_MESSAGE, PROTOCOL_BAD_MESSAGE */
export const factFromWire = (message: WireMessage): NumberedFact => ({
  number: Number(message.number),
  atMs: Number(message.atMs),
  fact: parsed(mediaFactSchema.safeParse(fromBody(message, factTypes)), 'fact'),
})
