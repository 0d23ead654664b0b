import { status, type ServiceError } from '@grpc/grpc-js'
import { Metadata } from '@grpc/grpc-js'
import { CodedError, type ErrorCode } from '@callchart/protocol'

/** An error of the speech engine: its code decides the gRPC status that the client sees. */
export class SpeechEngineError extends CodedError {}

const statusOfCode: Partial<Record<ErrorCode, status>> = {
  SPEECH_REQUEST_INVALID: status.INVALID_ARGUMENT,
  SPEECH_GRAMMAR_INVALID: status.INVALID_ARGUMENT,
  SPEECH_VOICE_UNKNOWN: status.INVALID_ARGUMENT,
  SPEECH_TEXT_TOO_LONG: status.INVALID_ARGUMENT,
  SPEECH_NOT_SUPPORTED: status.UNIMPLEMENTED,
  SPEECH_BUSY: status.RESOURCE_EXHAUSTED,
}

/** Key of the response metadata that carries our error code. */
export const errorCodeKey = 'callchart-error-code'

/** What the client is told: the status of the code, and nothing of an unforeseen error but that it happened. */
export function toServiceError(error: unknown): Pick<ServiceError, 'code' | 'details' | 'metadata'> & Error {
  const metadata = new Metadata()
  if (!(error instanceof SpeechEngineError)) {
    return Object.assign(new Error('internal error'), { code: status.INTERNAL, details: 'The speech engine failed: see its log', metadata })
  }
  metadata.set(errorCodeKey, error.code)
  return Object.assign(new Error(error.message), { code: statusOfCode[error.code] ?? status.INTERNAL, details: error.message, metadata })
}
