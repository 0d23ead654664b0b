import type { FlowView, LibraryEntry } from '@callchart/protocol'
import type { Clock } from '../clock.js'
import type { DraftHead } from '../drafts/draft-rows.js'
import type { Store } from '../store/store.js'
import type { DraftFindings } from './draft-findings.js'
import { callCounts, draftDocuments, liveAuthors, liveNumbers, nodeCounts } from './library-rows.js'
import { shownProblems } from './library-state.js'

const dayMs = 86_400_000

export interface LibraryListParts {
  readonly store: Pick<Store, 'db'>
  readonly clock: Pick<Clock, 'now'>
  readonly views: () => readonly FlowView[]
  /** Drafts that wait to be published. */
  readonly pending: () => Promise<readonly DraftHead[]>
  readonly findings: Pick<DraftFindings, 'of'>
}

interface Surroundings {
  readonly calls: ReadonlyMap<string, number>
  readonly authors: ReadonlyMap<string, string>
  readonly numbers: ReadonlyMap<string, number>
  readonly nodes: ReadonlyMap<string, number>
}

const draftOf = (head: DraftHead | undefined): Pick<LibraryEntry, 'draft'> =>
  head === undefined ? {} : { draft: { revision: head.revision, status: head.status, author: head.author, updatedAt: head.updatedAt.toISOString() } }

function entryOf(view: FlowView, head: DraftHead | undefined, { calls, authors, numbers, nodes }: Surroundings): LibraryEntry {
  const { flow, name, languages, dnis, version, publishedAt, problems } = view
  const number = numbers.get(flow)
  const isLive = version !== undefined && publishedAt !== undefined
  return {
    flow, languages, dnis, problems,
    name: isLive ? name : (head?.name ?? name),
    nodeCount: (isLive ? nodes.get(version) : head?.nodeCount) ?? 0,
    ...(isLive && { live: { version, ...(number !== undefined && { number }), publishedAt, author: authors.get(flow) ?? '' } }),
    ...draftOf(head),
    callsLastDay: calls.get(flow) ?? 0,
  }
}

/** A flow that is being drawn and never was live. */
const viewOfDraft = ({ flow, name }: DraftHead, languages: readonly string[]): FlowView => ({ flow, name, languages: [...languages], dnis: [], usedBy: [], problems: [] })

/** Flows that never were live, with what is wrong with them as they are drawn. */
async function drawnEntries(heads: readonly DraftHead[], surroundings: Surroundings, { store, findings }: LibraryListParts): Promise<LibraryEntry[]> {
  const drafts = await draftDocuments(store.db, heads.map(({ flow }) => flow))
  return heads.map((head) => {
    const draft = drafts.get(head.flow)
    const entry = entryOf(viewOfDraft(head, draft?.document.languages ?? []), head, surroundings)
    const problems = draft === undefined ? [] : findings.of(head.flow, draft.revision, () => draft.document)
    return problems === undefined ? { ...entry, checking: true } : { ...entry, problems: shownProblems(problems) }
  })
}

/** Every flow that is live, has a file or is being drawn, by id. */
export function createLibraryList(parts: LibraryListParts): () => Promise<LibraryEntry[]> {
  const { store, clock, views, pending } = parts
  // A version never changes: its nodes are counted once.
  const counted = new Map<string, number>()
  const countNodes = async (versions: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    for (const [version, count] of await nodeCounts(store.db, versions.filter((version) => !counted.has(version)))) counted.set(version, count)
    return counted
  }
  return async () => {
    const known = views()
    const heads = new Map((await pending()).map((head) => [head.flow, head]))
    const fresh = [...heads.values()].filter(({ flow }) => !known.some((view) => view.flow === flow))
    const surroundings = {
      calls: await callCounts(store.db, new Date(clock.now() - dayMs)),
      authors: await liveAuthors(store.db),
      numbers: await liveNumbers(store.db),
      nodes: await countNodes(known.flatMap(({ version }) => version ?? [])),
    }
    const entries = [...known.map((view) => entryOf(view, heads.get(view.flow), surroundings)), ...(await drawnEntries(fresh, surroundings, parts))]
    return entries.sort((left, right) => (left.flow < right.flow ? -1 : 1))
  }
}
