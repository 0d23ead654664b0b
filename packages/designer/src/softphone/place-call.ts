import type { CallDraftRequest, CreateCallRequest, CreateCallResponse, ProblemView, PublishRefusal } from '@callchart/protocol'
import { faultText } from '../api/fault-text.js'
import { ApiError, ask } from '../api/request.js'

/** Who calls, and with which attributes. */
export type Caller = Pick<CreateCallRequest, 'ani' | 'variables'>

/** A call that somebody wants to make: to what callers get, or to the draft as it stands. */
export type CallOrder = {
  readonly flow: string
  /** Of the flow, as people call it. */
  readonly name: string
  readonly caller: Caller
} & ({ readonly callee: 'live' } | { readonly callee: 'draft'; readonly document: CallDraftRequest['document'] })

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

export const placeCall = (order: CallOrder, signal: AbortSignal): Promise<CreateCallResponse> =>
  order.callee === 'live'
    ? ask<CreateCallResponse>('/v1/calls', { method: 'POST', body: { ...order.caller, flow: order.flow, direction: 'inbound' } satisfies CreateCallRequest, signal })
    : ask<CreateCallResponse>(`/v1/drafts/${encodeURIComponent(order.flow)}/calls`, { method: 'POST', body: { ...order.caller, document: order.document } satisfies CallDraftRequest, signal })
