import { sameJson, type DraftDocument, type Json } from '@callchart/flow'
import type { DraftView, PublishRefusal, ReviewDraftRequest, Workspace } from '@callchart/protocol'
import { ApiError, ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'
import { createDraft, draftPath } from '../library/queries.js'
import { compare } from './compare.js'
import type { Prepared, StepAsked, StepOutcome, TakeInOutcome } from './publish-machine.js'
import { askVersion } from './queries.js'
import { takeIn } from './take-in.js'

/** What was changed last has not reached the server. */
export class UnsavedError extends Error {
  constructor() {
    super('The last changes are not saved yet.')
    this.name = 'UnsavedError'
  }
}

const lookAgainMs = 300
/** What colleagues changed reaches the page within this time. */
const mostLooks = 20

const asDraft = (document: unknown): DraftDocument => document as DraftDocument
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The draft in front of somebody. */
export interface OpenDraft {
  readonly flow: string
  /** As it is shown now. */
  readonly shown: () => DraftDocument
  /** Sends what was not sent yet; false where that cannot be now. */
  readonly saveNow: () => Promise<boolean>
}

/** The draft of the server as soon as it is the one in front of the person: nobody publishes what they do not see. */
async function savedDraft({ flow, shown, saveNow }: OpenDraft, signal: AbortSignal): Promise<DraftView> {
  if (!(await saveNow())) throw new UnsavedError()
  for (let look = 0; look < mostLooks; look += 1) {
    const draft = await ask<DraftView>(draftPath(flow), { signal })
    if (sameJson(draft.document as unknown as Json, shown())) return draft
    await pause(lookAgainMs)
    signal.throwIfAborted()
  }
  throw new UnsavedError()
}

const documentOf = async (version: string | undefined, signal: AbortSignal): Promise<DraftDocument | undefined> => (version === undefined ? undefined : asDraft((await askVersion(version, signal)).document))

/** Finds out what publishing the draft in front would mean. */
export async function prepare(open: OpenDraft, signal: AbortSignal): Promise<Prepared> {
  const [draft, workspace] = await Promise.all([savedDraft(open, signal), ask<Workspace>('/v1/workspace', { signal })])
  const { revision, status, baseVersion, liveVersion } = draft
  const document = asDraft(draft.document)
  const live = await documentOf(liveVersion, signal)
  const comparison = await compare({ older: live, newer: document }, signal)
  const base = live === undefined || baseVersion === undefined || baseVersion === liveVersion ? undefined : await documentOf(baseVersion, signal)
  const behind = base === undefined || live === undefined ? undefined : { comparison: await compare({ older: base, newer: live }, signal) }
  return { revision, status, document, comparison, liveVersion, behind, singleUser: workspace.singleUser }
}

/** Brings the live version into the draft, which then is begun from it; the draft as it was is kept as a copy. */
export async function bringIn(flow: string, { document, liveVersion }: Prepared, signal: AbortSignal): Promise<TakeInOutcome & { readonly document: DraftDocument }> {
  const { baseVersion } = await ask<DraftView>(draftPath(flow), { signal })
  const [base, live] = await Promise.all([documentOf(baseVersion, signal), documentOf(liveVersion, signal)])
  if (base === undefined || live === undefined || liveVersion === undefined) return { document, takenCount: 0, conflicts: [] }
  const taken = takeIn(document, base, live)
  await createDraft({ document: taken.document as never, replace: true, baseVersion: liveVersion })
  return taken
}

const isRefusal = (value: unknown): value is PublishRefusal => typeof value === 'object' && value !== null && 'problems' in value && Array.isArray(value.problems)

/** Takes one step on the way to live. */
export async function takeStep(flow: string, { step, revision, note }: StepAsked, signal: AbortSignal): Promise<StepOutcome> {
  try {
    const answer = await ask<{ readonly version?: string } | undefined>(`${draftPath(flow)}/${step}`, { method: 'POST', body: { author: authorOf(), revision, note } satisfies ReviewDraftRequest, signal })
    return { outcome: 'done', ...(step === 'publish' && answer?.version !== undefined && { version: answer.version }) }
  } catch (error) {
    if (error instanceof ApiError && error.status === 422 && isRefusal(error.body)) return { outcome: 'refused', problems: error.body.problems }
    if (error instanceof ApiError && error.status === 409) return { outcome: 'moved' }
    throw error
  }
}
