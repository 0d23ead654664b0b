import { stat } from 'node:fs/promises'
import { versionsOf, type CallArchive, type KnownVersions, type ReadyVersion, type RecordedCall } from '@callchart/runtime'
import type { CallDatabase } from './database.js'
import { callsInFile, type FoundCall } from './journal-lines.js'

/** A call, or why there is none: one that cannot be read is no reason to leave out the others. */
export type Found = FoundCall | { readonly problem: unknown }

const isFile = async (name: string): Promise<boolean> =>
  name.endsWith('.jsonl') ||
  (await stat(name).then(
    (found) => found.isFile(),
    () => false,
  ))

/** Calls by their ids, and those of files of journals, in the order in which they are named. */
export async function* findCalls(names: readonly string[], database: CallDatabase, draft: ReadyVersion | undefined): AsyncGenerator<Found> {
  for (const name of names) {
    try {
      if (await isFile(name)) for await (const found of callsInFile(name)) yield { ...found, versions: await completed(found, database, draft) }
      else yield await callOf(name, await database.archive())
    } catch (problem) {
      yield { problem }
    }
  }
}

async function callOf(callId: string, archive: CallArchive): Promise<FoundCall> {
  const call = await archive.read(callId)
  return { call, versions: await archive.versionsOf(call) }
}

/** A chart that a file lacks may be the draft itself, or stand in a database that runs. */
async function completed({ call, versions }: FoundCall, database: CallDatabase, draft: ReadyVersion | undefined): Promise<KnownVersions> {
  const isMissing = (version: string): boolean => !versions.has(version) && version !== draft?.version
  const own: KnownVersions = draft === undefined || versions.has(draft.version) ? versions : new Map([...versions, [draft.version, draft]])
  if (!versionsOf(call).some(isMissing)) return own
  const further = await stored(call, await database.runningArchive())
  return new Map([...further, ...own])
}

const stored = async (call: RecordedCall, archive: CallArchive | undefined): Promise<KnownVersions> =>
  (await archive?.versionsOf(call).catch(() => undefined)) ?? new Map()
