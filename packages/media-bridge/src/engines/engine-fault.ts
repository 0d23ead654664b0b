import { status } from '@grpc/grpc-js'

/** Why one engine did not do its work. */
export class EngineFault extends Error {
  /** The engine cannot do such a thing at all; asking again is of no use. */
  readonly isUnimplemented: boolean
  /** The request was refused for what it says, not for the engine's state. */
  readonly isRefusal: boolean

  constructor(message: string, options: { isUnimplemented?: boolean; isRefusal?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'EngineFault'
    this.isUnimplemented = options.isUnimplemented ?? false
    this.isRefusal = options.isRefusal ?? false
  }
}

const codeOf = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'number' ? error.code : undefined
}

/** As much as a fact of the turn carries: the way out stands at the end of an engine's message. */
const messageCap = 500

/** An engine may quote what it was asked to say: a telephone number, a card. Ports and codes have fewer digits. */
const maskDigits = (text: string): string => text.replace(/\d(?:[ -]?\d){5,}/g, '••••')

/** Reads whatever a gRPC call threw. */
export const faultOf = (engine: string, error: unknown): EngineFault => {
  if (error instanceof EngineFault) return error
  const code = codeOf(error)
  const what = error instanceof Error ? error.message : String(error)
  return new EngineFault(`Engine "${engine}": ${maskDigits(what)}`.slice(0, messageCap), {
    isUnimplemented: code === status.UNIMPLEMENTED,
    isRefusal: code === status.INVALID_ARGUMENT || code === status.OUT_OF_RANGE,
    cause: error,
  })
}
