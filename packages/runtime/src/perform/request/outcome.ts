import type { VariableValue } from '@callchart/flow'
import type { ErrorCode } from '@callchart/protocol'
import type { Clock } from '../../clock.js'
import type { TraceparentOf } from '../../watch/traceparent.js'
import type { LookupAddress } from 'node:dns'

/** How a request of a flow ended, after all its attempts. */
export type RequestOutcome =
  | { readonly type: 'succeeded'; readonly status: number; readonly body: VariableValue }
  /** `cause` is a code of docs/errors.md; `detail` is for the operator and holds no values of the call. */
  | { readonly type: 'failed'; readonly cause: ErrorCode; readonly detail: string; readonly status?: number }
  /** It was sent, no answer came, and the receiver may have acted on it. */
  | { readonly type: 'outcome-unknown'; readonly detail: string }

export type RequestFailure = Extract<RequestOutcome, { type: 'failed' }>

export interface RequestSettings {
  /** Name -> base URL. The admin sets them, so any address is allowed. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Name -> value. */
  readonly secrets: Readonly<Record<string, string>>
  /** `host` or `host:port` that may have a private address. */
  readonly allowedHosts: readonly string[]
  readonly clock?: Clock
  /** Of a request that is to carry one; absent: none does. */
  readonly traceparentOf?: TraceparentOf
  /** All addresses of a host; the system's resolver unless given. */
  readonly resolveHost?: (host: string) => Promise<readonly LookupAddress[]>
}

export function failed(cause: ErrorCode, detail: string, status?: number): RequestFailure {
  return { type: 'failed', cause, detail, ...(status !== undefined && { status }) }
}

export const isFailure = (value: object): value is RequestFailure => 'type' in value && value.type === 'failed'
