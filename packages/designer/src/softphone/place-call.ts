import type { CallDraftRequest, CreateCallResponse, ProblemView, PublishRefusal } from '@callchart/protocol'
import { faultText } from '../api/fault-text.js'
import { ApiError, ask } from '../api/request.js'

/** A call to a draft as it stands. */
export interface DraftCall {
  readonly flow: string
  /** Of the flow, as people call it. */
  readonly name: string
  readonly request: CallDraftRequest
}

/** Why there is no call. */
export type CallFailure =
  /** The draft has errors. */
  | { readonly why: 'problems'; readonly problems: readonly ProblemView[] }
  /** Our server does not answer. */
  | { readonly why: 'unreachable' }
  /** It answers, and takes no call now: the bridge is not there or full. */
  | { readonly why: 'busy' }
  /** The call was taken, and its line did not come about. */
  | { readonly why: 'line' }
  | { readonly why: 'refused'; readonly detail: string }

const isRefusal = (body: unknown): body is PublishRefusal => typeof body === 'object' && body !== null && 'problems' in body && Array.isArray(body.problems)

/** Calls are refused for reasons that a person can do something about. */
export function failureOf(error: unknown): CallFailure {
  if (!(error instanceof ApiError)) return { why: 'refused', detail: error instanceof Error ? error.message : String(error) }
  if (error.status === 0) return { why: 'unreachable' }
  if (error.status === 422 && isRefusal(error.body)) return { why: 'problems', problems: error.body.problems.filter(({ severity }) => severity === 'error') }
  if (error.status === 503) return { why: 'busy' }
  return { why: 'refused', detail: faultText(error) }
}

export const placeCall = ({ flow, request }: DraftCall, signal: AbortSignal): Promise<CreateCallResponse> =>
  ask<CreateCallResponse>(`/v1/drafts/${encodeURIComponent(flow)}/calls`, { method: 'POST', body: request, signal })
