import { type FlowDocument, type FlowProblem } from '@callchart/flow'
import { createHash } from 'node:crypto'
import { findTakenIds, findTakenNumbers } from './claims.js'
import { checkFiles } from './check-files.js'
import { DraftRefused } from './draft-refused.js'
import { hasError, type FlowFile, type ParsedFile } from './flow-files.js'
import type { LibraryState } from './library-state.js'
import type { Neighbours } from './neighbours.js'
import type { ReloadParts } from './reload.js'

export interface GoodDraft {
  readonly document: FlowDocument
  readonly neighbours: Neighbours
  /** As a reload would find it: what is known of it is not looked for again. */
  readonly file: FlowFile
}

/** Numbers that a flow would answer and another one answers already. @param file that names it in what is said */
export function takenNumbers(flow: string, file: string, wants: readonly string[], { live }: Pick<LibraryState, 'live'>): readonly FlowProblem[] {
  const standing = new Map([...live].filter(([other]) => other !== flow).map(([other, { manifest }]) => [other, manifest.dnis]))
  return findTakenNumbers([{ flow, file, wants, has: live.get(flow)?.manifest.dnis }], standing).get(file) ?? []
}

/** The other flows as they are, and the draft in the place of its own. */
function amongOthers(draft: ParsedFile, { files, live }: LibraryState): ParsedFile[] {
  const others = [...files.values()].filter(({ flow, file }) => flow !== draft.flow && file !== draft.file)
  const taken = findTakenIds(others, (flow) => live.get(flow)?.file)
  return [...others.filter(({ file }) => !taken.has(file)), draft]
}

const draftDigest = (document: FlowDocument): string => createHash('sha256').update(JSON.stringify(document)).digest('hex')

/**
 * Checks a draft as a file of the folder is checked: its shape, its neighbours, the rules, the numbers that it answers.
 * @param json the draft
 * @param file that it has, or would have
 * @param earlier what was checked before, by file
 * @throws RUNTIME_DRAFT_REFUSED, RUNTIME_STORE_UNAVAILABLE
 */
export async function checkDraft(
  flow: string,
  json: unknown,
  file: string,
  state: LibraryState,
  parts: ReloadParts,
  earlier: ReadonlyMap<string, FlowFile> = state.files,
): Promise<GoodDraft> {
  const parsed = parts.tools.parseFlow(json)
  if (!('document' in parsed)) throw new DraftRefused(flow, parsed.problems)
  const { document } = parsed
  const { checkedWith, calendars, live } = state
  if (checkedWith === undefined) throw new Error('The library is not open yet.')
  const digest = draftDigest(document)
  const checked = await checkFiles({
    parsed: amongOthers({ file, flow, digest, document, problems: [] }, state),
    live, calendars,
    faqs: checkedWith.faqs.good,
    rules: checkedWith.neighbours.rules,
    versions: parts.versions,
    stored: parts.stored,
    audio: parts.audio,
    today: new Date(parts.now()).toISOString().slice(0, 10),
    tools: parts.tools,
    earlier,
  })
  const own = checked.files.find((each) => each.file === file)
  if (own === undefined) throw new Error(`The draft of "${flow}" is not among the files that were checked.`)
  const problems = [...checkedWith.faqs.problemsFor(document), ...own.problems, ...takenNumbers(flow, file, document.dnis, state)]
  if (hasError(problems)) throw new DraftRefused(flow, problems)
  return { document, neighbours: checked.neighbours, file: own }
}
