import { calendarFileText, type FlowDocument, type FlowManifest, type FlowProblem } from '@callchart/flow'
import { understandingFormat } from '@callchart/nlu'
import { RuntimeError } from '../errors.js'
import type { AudioStore } from '../audio/audio-store.js'
import { readCalendarFiles, type CalendarFile, type LiveCalendar } from './calendar-files.js'
import type { CalendarStore } from './calendar-store.js'
import { checkFiles, type CheckedFiles } from './check-files.js'
import { readFaqFiles } from './faq-files.js'
import { readRulesFile } from './rules-file.js'
import { findTakenIds, findTakenNumbers, type Candidate, type ProblemsByFile } from './claims.js'
import { readFlowFiles, type FlowFile, type KnownFile } from './flow-files.js'
import type { FlowTools } from './flow-tools.js'
import type { LibraryState } from './library-state.js'
import type { LiveFlow } from './live-flow.js'
import { documentOf, type Neighbours } from './neighbours.js'
import type { Preparations } from './preparations.js'
import { prepareVersion, type PreparedVersion } from './prepare-version.js'
import { notPrepared } from './problems.js'
import type { ImportedFiles } from './imported-files.js'
import { withPublishedFlows } from './published-flows.js'
import type { VersionCache } from './version-cache.js'
import type { Publication, VersionStore } from './version-store.js'

export interface ReloadParts {
  readonly folder: string
  readonly tools: FlowTools
  readonly versions: VersionStore
  readonly calendars: CalendarStore
  readonly audio: Pick<AudioStore, 'known'>
  readonly imported: ImportedFiles
  readonly cache: VersionCache
  readonly preparations: Preparations
  /** Documents of stored versions that were looked up before. */
  readonly stored: Map<string, FlowDocument>
  now(): number
}

/** A file's version, good in itself. */
interface GoodFile {
  readonly file: string
  readonly flow: string
  readonly version: string
  /** Numbers that it claims. */
  readonly dnis: readonly string[]
  /** Absent while the version is being prepared: the live one stays meanwhile. */
  readonly manifest?: FlowManifest
  /** Absent where the version is stored already. */
  readonly fresh?: PreparedVersion
  /** Its bytes, where it is a file, and not what somebody published. */
  readonly digest?: string
}

class ProblemList {
  readonly byFile = new Map<string, readonly FlowProblem[]>()

  add(found: ProblemsByFile): void {
    for (const [file, problems] of found) this.byFile.set(file, [...(this.byFile.get(file) ?? []), ...problems])
  }
}

/** Models of an earlier release may have a form that this one does not read: then the version is trained anew. */
export const isReadable = ({ models }: PreparedVersion): boolean => models.every(({ format }) => format === understandingFormat)

/** The stored version where there is one: a version is compiled and trained once in its life. */
async function makeGood(
  { file, flow, good, digest: bytes, published }: FlowFile,
  { resources }: Neighbours,
  state: LibraryState,
  parts: ReloadParts,
  wanted: Set<string>,
): Promise<GoodFile | undefined> {
  if (good === undefined) return undefined
  const { dnis } = good
  const live = state.live.get(flow)
  const version = published === 'as it is' && live !== undefined ? live.version : parts.tools.versionIdentity(good, resources)
  const digest = published === undefined ? { digest: bytes } : {}
  if (live?.version === version) return { file, flow, version, dnis, manifest: live.manifest, ...digest }
  wanted.add(version)
  const found = await parts.versions.find(version)
  const stored = found !== undefined && isReadable(found) ? found : undefined
  const prepared = stored ?? parts.preparations.take(version, (signal) => prepareVersion(good, resources, parts.tools, signal))
  if (prepared === undefined) return { file, flow, version, dnis, ...digest }
  const { manifest } = parts.cache.put(prepared)
  return { file, flow, version, dnis, manifest, ...digest, ...(stored === undefined && { fresh: prepared }) }
}

async function makeAllGood(
  { files, neighbours }: CheckedFiles,
  state: LibraryState,
  parts: ReloadParts,
  problems: ProblemList,
): Promise<GoodFile[]> {
  const good: GoodFile[] = []
  const wanted = new Set<string>()
  for (const file of files) {
    try {
      const made = await makeGood(file, neighbours, state, parts, wanted)
      if (made !== undefined) good.push(made)
    } catch (error) {
      if (error instanceof RuntimeError && error.retryable) throw error
      problems.add(new Map([[file.file, [notPrepared(error)]]]))
    }
  }
  parts.preparations.keepOnly(wanted)
  return good
}

function refuseTakenNumbers(good: readonly GoodFile[], files: readonly { readonly flow: string }[], { live }: LibraryState): ProblemsByFile {
  const candidates: Candidate[] = good.map(({ file, flow, dnis }) => ({
    file,
    flow,
    wants: dnis,
    has: live.get(flow)?.manifest.dnis,
  }))
  const withFile = new Set(files.map(({ flow }) => flow))
  const withCandidate = new Set(good.map(({ flow }) => flow))
  const standing = [...live].filter(([flow]) => withFile.has(flow) && !withCandidate.has(flow))
  return findTakenNumbers(candidates, new Map(standing.map(([flow, { manifest }]) => [flow, manifest.dnis])))
}

/** Who stands behind it: the file, or whoever published the flow that now runs others with changes. */
async function publicationOf({ file, flow, digest }: GoodFile, parts: ReloadParts): Promise<Publication> {
  return (digest === undefined ? await parts.versions.lastPublication(flow) : undefined) ?? { author: file, note: '' }
}

async function goLive(
  good: GoodFile & { readonly manifest: FlowManifest },
  current: LiveFlow | undefined,
  parts: ReloadParts,
): Promise<LiveFlow> {
  const { file, flow, version, manifest, fresh, digest } = good
  const origin = digest === undefined ? 'designer' : 'file'
  if (current?.version === version && current.file === file && current.origin === origin) return current
  const isNew = current?.version !== version
  const publishedAt = isNew ? new Date(parts.now()) : current.publishedAt
  if (fresh !== undefined) await parts.versions.save(fresh, publishedAt)
  const live = { version, publishedAt, file, origin, isRollback: false } as const
  await parts.versions.publish({ flow, ...live }, isNew ? await publicationOf(good, parts) : undefined)
  return { manifest, ...live }
}

/** From now on the file says something new only when its bytes change. */
async function recordImport({ file, flow, digest }: GoodFile, imported: ReadonlyMap<string, string>, parts: ReloadParts): Promise<void> {
  if (digest !== undefined && imported.get(file) !== digest) await parts.imported.record(file, flow, digest, new Date(parts.now()))
}

/** A flow whose last file is gone takes no new calls. */
async function withdrawGone(
  live: Map<string, LiveFlow>,
  files: readonly { readonly flow: string }[],
  parts: ReloadParts,
): Promise<void> {
  const present = new Set(files.map(({ flow }) => flow))
  for (const flow of [...live.keys()].filter((known) => !present.has(known))) {
    await parts.versions.withdraw(flow)
    live.delete(flow)
  }
}

/** A bad file leaves its calendar as it was; one whose file is gone is asked no more, unless it was changed in the designer. */
async function publishCalendars(
  files: readonly CalendarFile[],
  current: ReadonlyMap<string, LiveCalendar>,
  parts: ReloadParts,
): Promise<Map<string, LiveCalendar>> {
  const live = new Map(current)
  for (const { id, file, digest, calendar } of files) {
    const before = live.get(id)
    if (calendar === undefined || before?.calendar === calendar || (before?.file === file && before.digest === digest)) continue
    const isSame = before !== undefined && calendarFileText(before.calendar) === calendarFileText(calendar)
    const published: LiveCalendar = {
      id, calendar, file, digest,
      origin: 'file',
      publishedAt: isSame ? before.publishedAt : new Date(parts.now()),
      revision: isSame ? before.revision : (before?.revision ?? 0) + 1,
    }
    if (await parts.calendars.publish(published, before?.revision)) live.set(id, published)
  }
  const present = new Set(files.map(({ id }) => id))
  for (const id of [...live.keys()].filter((known) => !present.has(known))) {
    await parts.calendars.withdraw(id)
    live.delete(id)
  }
  return live
}

/** What is known of each file, be it only the flow that an earlier run published from it. */
function knownFiles({ files, live }: LibraryState): ReadonlyMap<string, KnownFile> {
  const published = [...live].map(([flow, { file }]): [string, KnownFile] => [file, { flow }])
  return new Map<string, KnownFile>([...published, ...files])
}

/**
 * Reads the folder and makes live what is good; whatever is bad changes nothing but its list of problems. A version that must be trained
 * first goes live in a later reload.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE, RUNTIME_STORE_UNAVAILABLE
 */
export async function reloadFolder(state: LibraryState, parts: ReloadParts): Promise<LibraryState> {
  const { folder, tools, versions, stored, audio } = parts
  const today = new Date(parts.now()).toISOString().slice(0, 10)
  const calendarFiles = await readCalendarFiles(folder, tools, state.calendars, today)
  const calendars = await publishCalendars(calendarFiles, state.calendars, parts)
  const faqs = await readFaqFiles(folder, tools)
  const rules = await readRulesFile(folder, tools)
  const imported = await parts.imported.all()
  const files = await readFlowFiles(folder, tools, knownFiles(state))
  const read = await withPublishedFlows(files, { live: state.live, imported, documentOf: (version) => documentOf(version, parts) })
  const takenIds = findTakenIds(read, (flow) => state.live.get(flow)?.file)
  const parsed = read.filter(({ file }) => !takenIds.has(file))
  const checked = await checkFiles({ parsed, live: state.live, calendars, faqs: faqs.good, rules, versions, stored, audio, today, tools, earlier: state.files })
  const problems = new ProblemList()
  for (const { file, document, problems: found } of checked.files)
    problems.add(new Map([[file, [...(document === undefined ? [] : faqs.problemsFor(document)), ...found]]]))
  problems.add(takenIds)
  const good = await makeAllGood(checked, state, parts, problems)
  const takenNumbers = refuseTakenNumbers(good, read, state)
  problems.add(takenNumbers)
  const live = new Map(state.live)
  const preparing = new Set<string>()
  for (const candidate of good.filter(({ file }) => !takenNumbers.has(file))) {
    const { flow, manifest } = candidate
    if (manifest === undefined) preparing.add(flow)
    else {
      live.set(flow, await goLive({ ...candidate, manifest }, live.get(flow), parts))
      await recordImport(candidate, imported, parts)
    }
  }
  await withdrawGone(live, read, parts)
  const refused = read.filter(({ file }) => takenIds.has(file)).map((file): FlowFile => ({ ...file, checkedWith: '' }))
  return {
    files: new Map([...checked.files, ...refused].map((file) => [file.file, file])),
    problems: problems.byFile,
    live,
    preparing,
    calendarFiles,
    calendars,
    checkedWith: { neighbours: checked.neighbours, faqs },
  }
}
