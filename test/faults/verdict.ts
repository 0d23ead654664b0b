import { openCallArchive, replayCall, type CallArchive } from '@callchart/runtime'
import { masterKey } from '../driver/master-key.js'
import type { CallTrack } from './call-tracks.js'
import type { EffectReceiver, RawRequest } from './effect-receiver.js'
import type { Fleet } from './fleet.js'
import { pathOf } from './flow.js'

/** A moment in which a process was killed or stopped. */
export interface FaultMoment {
  readonly atMs: number
  /** By then it was certainly dead. */
  untilMs: number
  /** Who was hit. */
  readonly name: string
}

/** What a call was to be. */
export interface ExpectedCall {
  readonly callId: string
  readonly code: string
  readonly wantsHuman: boolean
  /** Last nodes that a fault may lead to instead. */
  readonly mayEndIn?: readonly string[]
}

export interface Verdict {
  readonly calls: number
  /** Calls whose journal has a gap, is not what it was, or does not end. */
  readonly unsound: readonly string[]
  /** Calls that did not go their whole way. */
  readonly astray: readonly string[]
  /** Keys that came more than once, and why that may be. */
  readonly repeated: number
  /** Keys that came more than once though nobody died between. */
  readonly repeatedForNothing: readonly string[]
  /** Calls whose order came never, or with other keys than the caller pressed. */
  readonly lost: readonly string[]
}

type Entries = Awaited<ReturnType<CallArchive['read']>>['entries']

/** When the order of a call was dispatched and when it was settled; the journal says so. */
function spanOfOrder(entries: Entries): { fromMs: number; toMs: number } {
  const from = entries.find(({ kind, body }) => kind === 'effect.dispatched' && (body as { type?: string }).type === 'request.send')?.at ?? 0
  const to = entries.find(({ kind, body }) => kind === 'event' && /^request\./.test((body as { type: string }).type))?.at ?? Number.MAX_SAFE_INTEGER
  return { fromMs: from, toMs: to }
}

/** What became of the transfer last, with its cause: who ended elsewhere than with a human wants to know. */
function lastOfTransfer(entries: Entries): string {
  const last = entries.findLast(({ kind, body }) => kind === 'event' && /^transfer\./.test((body as { type: string }).type))?.body as { type: string; cause?: string } | undefined
  return last === undefined ? '' : `${last.type} ${last.cause ?? ''}`
}

/** Reads every call again: its journal, its way, and what came of it outside. */
export async function judge(fleet: Fleet, expected: readonly ExpectedCall[], faults: readonly FaultMoment[] = []): Promise<Verdict> {
  const archive = await openCallArchive(fleet.databaseUrl, masterKey)
  const verdict = { calls: expected.length, unsound: [] as string[], astray: [] as string[], repeated: 0, repeatedForNothing: [] as string[], lost: [] as string[] }
  const byCall = requestsByCall(fleet.receiver)
  try {
    for (const call of expected) {
      const requests = byCall.get(call.callId) ?? []
      if (requests.length === 0 || requests.some(({ body }) => (body as { code?: unknown }).code !== call.code)) verdict.lost.push(`${call.callId}: ${requests.length} requests`)
      await judgeCall(archive, call, { requests, faults, attached: fleet.tracks.of(call.callId)?.attached ?? [] }, verdict).catch((error: unknown) => verdict.unsound.push(`${call.callId}: ${error instanceof Error ? error.message : String(error)}`))
    }
  } finally {
    await archive.close()
  }
  return verdict
}

async function judgeCall(
  archive: CallArchive,
  { callId, wantsHuman, mayEndIn = [] }: ExpectedCall,
  { requests, faults, attached }: { readonly requests: readonly RawRequest[]; readonly faults: readonly FaultMoment[]; readonly attached: CallTrack['attached'] },
  verdict: { unsound: string[]; astray: string[]; repeated: number; repeatedForNothing: string[] },
): Promise<void> {
  // A gap in the journal is an error here.
  const call = await archive.read(callId)
  const { unfaithful, before } = replayCall(call, { recorded: await archive.versionsOf(call) })
  if (unfaithful !== undefined) verdict.unsound.push(`${callId}: step ${unfaithful.step.step} is not reproduced`)
  const path = before.path.join()
  const usual = pathOf(wantsHuman)
  if (path !== usual.join() && !mayEndIn.some((node) => path === [...usual.slice(0, -1), node].join())) verdict.astray.push(`${callId}: ${before.path.join(' -> ')} (${before.end} ${before.cause ?? ''} ${lastOfTransfer(call.entries)})`)
  if (new Set(requests.map(({ key }) => key)).size === requests.length) return
  verdict.repeated += 1
  const { fromMs, toMs } = spanOfOrder(call.entries)
  if (faults.some(({ atMs, untilMs }) => untilMs >= fromMs && atMs <= toMs)) return
  // An app that got no CPU for longer than its lease lost its calls like one that died: the attachments of the call say when.
  const after = (moments: readonly { readonly atMs: number }[]): string => moments.map(({ atMs }) => atMs - fromMs).join(', ')
  verdict.repeatedForNothing.push(`${callId}: after dispatch, in ms: requests ${after(requests)}; settled ${toMs - fromMs}; deaths ${after(faults.filter(({ atMs }) => Math.abs(atMs - fromMs) < 30_000))}; attached ${after(attached)}`)
}

function requestsByCall({ requests }: EffectReceiver): ReadonlyMap<string, readonly RawRequest[]> {
  const found = new Map<string, RawRequest[]>()
  for (const request of requests) {
    const callId = request.key.split('/')[0] ?? ''
    found.set(callId, [...(found.get(callId) ?? []), request])
  }
  return found
}

/** What should not have been, by its kind. @param ended every caller whose call was taken */
export const faultsIn = (verdict: Verdict, ended: readonly { readonly callId: string; readonly isStuck: boolean }[]): Readonly<Record<string, readonly string[]>> => ({
  'call without an end': ended.filter(({ isStuck }) => isStuck).map(({ callId }) => callId),
  'journal not sound': verdict.unsound,
  'call went astray': verdict.astray,
  'request repeated for nothing': verdict.repeatedForNothing,
  'request lost': verdict.lost,
})
