import { errorCodes, type ErrorCode } from './error-codes.js'

export interface CodedErrorOptions {
  readonly cause?: unknown
  /** The same request may succeed later, unchanged. */
  readonly retryable?: boolean
  /** Data of the error: what it speaks of, never personal data. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>
}

/** Base of every package's error class: a stable code from docs/errors.md and a message that names the way out. */
export class CodedError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly fields: Readonly<Record<string, string | number | boolean>>

  constructor(code: ErrorCode, message: string, options: CodedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.retryable = options.retryable ?? false
    this.fields = options.fields ?? {}
  }

  /** One line on what the code means, from the table. */
  get meaning(): string {
    return errorCodes[this.code]
  }
}

export class ProtocolError extends CodedError {}
