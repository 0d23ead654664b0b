import { flowProblem, said, type FlowProblem, type Said } from '@callchart/flow'
import { CodedError, type ErrorCode } from '@callchart/protocol'

/** Way out where two files claim one id. */
export const ownId = said('Give one of them another id, or remove one.', '请为其中一个换一个 id，或删除其中一个。')

/** A problem of a file as a whole. */
export const fileProblem = (code: ErrorCode, message: Said, wayOut: Said): FlowProblem => flowProblem(code, message, wayOut)

export function notPrepared(error: unknown): FlowProblem {
  const code = error instanceof CodedError ? error.code : 'RUNTIME_FLOW_NOT_PREPARED'
  const reason = error instanceof Error ? error.message : String(error)
  return fileProblem(
    code,
    said(`The flow could not be made ready: ${reason}`, `流程未能就绪（${reason}）。`),
    said('Correct the flow as the message says.', '请按提示修正流程。'),
  )
}
