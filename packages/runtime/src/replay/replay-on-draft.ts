import type { ReplayCallRequest, ReplayCallResponse } from '@callchart/protocol'
import type { CallDirectory } from '../call/directory.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { StoredDraft } from '../drafts/draft-shape.js'
import type { Drafts } from '../drafts/drafts.js'
import type { CallOutcome } from './outcome.js'
import { replayCall } from './replay-call.js'

export interface ReplayOnDraftParts {
  readonly directory: Pick<CallDirectory, 'recorded'>
  readonly drafts: Pick<Drafts, 'view'>
  /** @throws RUNTIME_DRAFT_REFUSED */
  readonly callable: (flow: string, document: StoredDraft) => Promise<ReadyVersion>
  /** IANA name: for relative dates. */
  readonly timeZone: string
}

/** Runs a call of this system again on a draft; absent where no call has the id. @throws RUNTIME_DRAFT_REFUSED, RUNTIME_FLOW_UNKNOWN */
export type ReplayOnDraft = (callId: string, asked: ReplayCallRequest) => Promise<ReplayCallResponse | undefined>

const told = ({ end, path, tags, transfer }: CallOutcome): ReplayCallResponse['before'] => ({ end, path: [...path], tags: [...tags], ...(transfer !== undefined && { transfer }) })

export const createReplayOnDraft =
  ({ directory, drafts, callable, timeZone }: ReplayOnDraftParts): ReplayOnDraft =>
  async (callId, asked) => {
    const recorded = await directory.recorded(callId)
    if (recorded === undefined) return undefined
    const { call, versions } = recorded
    const document = asked.document ?? (await drafts.view(call.flow)).document
    const draft = await callable(call.flow, document)
    const { verdict, before, after = before, changed, changedVariables } = replayCall(call, { recorded: versions, draft, reinterpret: { timeZone } })
    return {
      verdict: verdict === 'incomparable' ? 'same' : verdict,
      changed: [...changed],
      changedVariables: [...changedVariables],
      before: told(before),
      after: told(after),
      document,
    }
  }
