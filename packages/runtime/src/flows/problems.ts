import type { FlowProblem } from '@callchart/flow'
import { CodedError, type ErrorCode } from '@callchart/protocol'

/** A problem of a file as a whole. */
export const fileProblem = (code: ErrorCode, message: string, wayOut: string): FlowProblem => ({ code, severity: 'error', message, wayOut })

export function notPrepared(error: unknown): FlowProblem {
  const code = error instanceof CodedError ? error.code : 'RUNTIME_FLOW_NOT_PREPARED'
  return fileProblem(
    code,
    `The flow could not be made ready: ${error instanceof Error ? error.message : String(error)}`,
    'Correct the flow as the message says.',
  )
}
