import type { KnownVersions } from '../call/fold.js'
import { versionsIn } from '../call/entries.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { RuntimeError } from '../errors.js'
import { changedParts, changedVariables, firstDifference, type OutcomePart, type StepDifference } from './difference.js'
import type { Divergence } from './draft-call.js'
import { runDraft, type DraftRun } from './draft-run.js'
import { outcomeOf, type CallOutcome } from './outcome.js'
import type { RecordedCall } from './recorded-call.js'
import { runRecorded, type RecordedRun } from './recorded-run.js'
import type { Reinterpretation } from './reinterpret.js'
import { secretsOf } from './secrets.js'
import { tellStep, type ToldStep } from './words.js'

/**
 * `same`: the outcome is the same, on the same version step for step. `incomparable`: so it is, but no step of the journal has a hash.
 * `changed`: another outcome or path. `diverged`: the draft waited for what the recording does not have. `unfaithful`: the version that the
 * call ran on does something else than the live call did, so that nothing can be said of a draft either.
 */
export type ReplayVerdict = 'same' | 'incomparable' | 'changed' | 'diverged' | 'unfaithful'

/** What came of a recorded call when it ran again. */
export interface Replay {
  readonly callId: string
  readonly flow: string
  /** Of the recording. */
  readonly version: string
  readonly verdict: ReplayVerdict
  readonly stepCount: number
  /** Steps whose effects could be compared with those of the live call. */
  readonly comparedCount: number
  readonly before: CallOutcome
  /** On the draft. */
  readonly after?: CallOutcome
  readonly changed: readonly OutcomePart[]
  readonly changedVariables: readonly string[]
  readonly firstDifference?: StepDifference
  readonly diverged?: Divergence
  /** The first step that differs from the live call, and the two hashes. */
  readonly unfaithful?: { readonly step: ToldStep; readonly journaled: string; readonly replayed: string }
}

export interface ReplayOptions {
  /** By identity: those that the recorded call ran on. */
  readonly recorded: KnownVersions
  /** Takes the place of the call's version of the same flow; absent: the call runs again as it was. */
  readonly draft?: ReadyVersion
  readonly reinterpret?: Reinterpretation
}

/** Both runs of a call, for who wants to look at every step. */
interface ReplayRuns {
  readonly recorded: RecordedRun
  readonly draft?: DraftRun
}

/** Identities of the versions that a call ran on, the first one first. */
export const versionsOf = ({ version, entries }: RecordedCall): string[] => [...new Set([version, ...versionsIn(entries)])]

/**
 * Runs a recorded call again, as it was and on the draft.
 * @throws REPLAY_VERSION_MISSING, REPLAY_OTHER_FLOW
 */
function runAgain(call: RecordedCall, { recorded: versions, draft, reinterpret }: ReplayOptions): ReplayRuns {
  const first = versionOf(call, call.version, versions)
  for (const version of versionsOf(call)) versionOf(call, version, versions)
  const recorded = runRecorded(call, first, versions)
  if (draft === undefined) return { recorded }
  const flows = versionsOf(call).map((version) => versionOf(call, version, versions))
  if (!flows.some(({ manifest }) => manifest.flow === draft.manifest.flow)) throw otherFlow(call, draft)
  const isSame = flows.every(({ version, manifest }) => version === draft.version || manifest.flow !== draft.manifest.flow)
  if (isSame && reinterpret === undefined) return { recorded }
  const instead = (ready: ReadyVersion): ReadyVersion => (ready.manifest.flow === draft.manifest.flow ? draft : ready)
  const nextVersion = (flow: string): ReadyVersion | undefined => {
    const next = flow === draft.manifest.flow ? draft : flows.slice(1).find(({ manifest }) => manifest.flow === flow)
    return next === undefined ? undefined : instead(next)
  }
  const known = new Map([...flows.map((ready): [string, ReadyVersion] => [ready.version, ready]), [draft.version, draft]])
  return { recorded, draft: runDraft(call, recorded, { first: instead(first), versions: known, nextVersion }, reinterpret === undefined ? {} : { reinterpret }) }
}

/**
 * Runs a recorded call again and says what came of it. Pure: nothing is performed, nobody is asked.
 * @throws REPLAY_VERSION_MISSING, REPLAY_OTHER_FLOW
 */
export const replayCall = (call: RecordedCall, options: ReplayOptions): Replay => compareRuns(call, runAgain(call, options))

/** Every step of both runs, as people read them. */
export interface ToldRuns {
  readonly recorded: readonly ToldStep[]
  readonly draft?: readonly ToldStep[]
}

/**
 * What each step of a call was, and what it is on the draft.
 * @throws REPLAY_VERSION_MISSING, REPLAY_OTHER_FLOW
 */
export function stepsOf(call: RecordedCall, options: ReplayOptions): ToldRuns {
  const { recorded, draft } = runAgain(call, options)
  const told = (run: Pick<DraftRun, 'steps' | 'state'>): ToldStep[] => {
    const { texts } = secretsOf(run)
    return run.steps.map((step) => tellStep(step, texts))
  }
  return { recorded: told(recorded), ...(draft !== undefined && { draft: told(draft) }) }
}

function compareRuns(call: RecordedCall, { recorded, draft }: ReplayRuns): Replay {
  const { steps, comparedCount, state, unfaithful } = recorded
  const before = outcomeOf(state)
  const after = draft === undefined ? undefined : outcomeOf(draft.state)
  const changed = after === undefined ? [] : changedParts(before, after)
  const variables = after === undefined ? [] : changedVariables(before, after)
  const difference =
    draft === undefined || (changed.length === 0 && draft.diverged === undefined)
      ? undefined
      : firstDifference({ steps, secrets: secretsOf(recorded).texts }, { steps: draft.steps, secrets: secretsOf(draft).texts }, variables)
  return {
    callId: call.origin.callId,
    flow: call.flow,
    version: call.version,
    verdict: verdictOf(recorded, draft, changed),
    stepCount: steps.length,
    comparedCount,
    before,
    ...(after !== undefined && { after }),
    changed,
    changedVariables: variables,
    ...(difference !== undefined && { firstDifference: difference }),
    ...(draft?.diverged !== undefined && { diverged: draft.diverged }),
    ...(unfaithful !== undefined && { unfaithful: { ...unfaithful, step: tellStep(unfaithful.step, secretsOf(recorded).texts) } }),
  }
}

function verdictOf({ unfaithful, comparedCount, steps }: RecordedRun, draft: DraftRun | undefined, changed: readonly OutcomePart[]): ReplayVerdict {
  if (unfaithful !== undefined) return 'unfaithful'
  if (draft?.diverged !== undefined) return 'diverged'
  if (changed.length > 0) return 'changed'
  return draft === undefined && comparedCount === 0 && steps.length > 0 ? 'incomparable' : 'same'
}

function versionOf(call: RecordedCall, version: string, versions: KnownVersions): ReadyVersion {
  const ready = versions.get(version)
  if (ready === undefined) throw versionMissing(call, version)
  return ready
}

export const versionMissing = ({ origin: { callId } }: RecordedCall, version: string): RuntimeError =>
  new RuntimeError(
    'REPLAY_VERSION_MISSING',
    `Call ${callId} ran on version ${version.slice(0, 12)}, which is neither in the file nor in the database: export the call again with its charts, or use the database that it began with.`,
    { fields: { callId, version } },
  )

const otherFlow = ({ origin: { callId }, flow }: RecordedCall, draft: ReadyVersion): RuntimeError =>
  new RuntimeError('REPLAY_OTHER_FLOW', `Call ${callId} is of flow "${flow}", not of "${draft.manifest.flow}": name a draft of its flow with --flow.`, {
    fields: { callId, flow },
  })
