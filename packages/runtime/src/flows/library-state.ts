import { calendarsAskedBy, openingAt, sitesOf, type FlowDocument, type CounterExample, type FlowProblem } from '@callchart/flow'
import type { CalendarView, FlowView, ProblemView } from '@callchart/protocol'
import type { CalendarFile, LiveCalendar } from './calendar-files.js'
import type { FlowFile } from './flow-files.js'
import type { FaqFiles } from './faq-files.js'
import type { LiveFlow } from './live-flow.js'
import type { Neighbours } from './neighbours.js'

/** The library between two reloads. */
export interface LibraryState {
  readonly files: ReadonlyMap<string, FlowFile>
  /** By file, those of the file alone and those with its neighbours. */
  readonly problems: ReadonlyMap<string, readonly FlowProblem[]>
  readonly live: ReadonlyMap<string, LiveFlow>
  /** Flows whose file is good, and whose next version is being prepared. */
  readonly preparing: ReadonlySet<string>
  readonly calendarFiles: readonly CalendarFile[]
  readonly calendars: ReadonlyMap<string, LiveCalendar>
  /** What flows were checked with; absent before the first reload. */
  readonly checkedWith?: CheckedWith
}

export interface CheckedWith {
  readonly neighbours: Neighbours
  readonly faqs: FaqFiles
}

export const emptyState: LibraryState = { files: new Map(), problems: new Map(), live: new Map(), preparing: new Set(), calendarFiles: [], calendars: new Map() }

const shownExample = ({ confirmed, path, text }: CounterExample): ProblemView['counterExample'] => ({ confirmed, path: [...path], text: { en: [...text.en], zh: [...text.zh] } })

export const shownProblems = (problems: readonly FlowProblem[]): ProblemView[] =>
  problems.map(({ code, severity, nodeId, message, wayOut, zh, counterExample, unproven }) => ({
    code, severity, message, wayOut, zh,
    ...(nodeId !== undefined && { nodeId }),
    ...(counterExample !== undefined && { counterExample: shownExample(counterExample) }),
    ...(unproven !== undefined && { unproven }),
  }))

/** Flows whose files name something, by id. */
function namedBy({ files }: LibraryState, names: (document: FlowDocument) => boolean): string[] {
  const flows = [...files.values()].filter(({ document }) => document !== undefined && names(document)).map(({ flow }) => flow)
  return [...new Set(flows)].sort()
}

function viewOf(flow: string, state: LibraryState): FlowView {
  const { files, problems, live } = state
  const current = live.get(flow)
  const ownFiles = [...files.values()].filter((file) => file.flow === flow)
  return {
    flow,
    name: current?.manifest.name ?? flow,
    ...(current !== undefined && { version: current.version, publishedAt: current.publishedAt.toISOString() }),
    ...(state.preparing.has(flow) && { preparing: true as const }),
    languages: [...(current?.manifest.languages ?? ownFiles.find(({ document }) => document !== undefined)?.document?.languages ?? [])],
    dnis: [...(current?.manifest.dnis ?? [])],
    usedBy: namedBy(state, (document) => sitesOf(document).some((site) => site.flow === flow)),
    problems: shownProblems(ownFiles.flatMap(({ file }) => problems.get(file) ?? [])),
  }
}

/** What people see: every flow that has a file or a live version, by id. */
export function viewsOf(state: LibraryState): FlowView[] {
  const flows = new Set([...[...state.files.values()].map(({ flow }) => flow), ...state.live.keys()])
  return [...flows].sort().map((flow) => viewOf(flow, state))
}

/** @param at milliseconds since the epoch */
export function calendarViewOf(id: string, state: LibraryState, at: number): CalendarView {
  const current = state.calendars.get(id)
  const { open, holiday } = current === undefined ? { open: false } : openingAt(current.calendar, at)
  return {
    calendar: id,
    name: current?.calendar.name ?? id,
    ...(current !== undefined && { timeZone: current.calendar.timeZone, open, publishedAt: current.publishedAt.toISOString() }),
    ...(holiday !== undefined && { holiday }),
    ...(current?.author !== undefined && { author: current.author }),
    usedBy: namedBy(state, (document) => document.nodes.some((node) => calendarsAskedBy(node).includes(id))),
    problems: shownProblems(state.calendarFiles.filter((file) => file.id === id).flatMap(({ problems }) => problems)),
  }
}

/** Every calendar that has a file or is asked, by id. @param at milliseconds since the epoch */
export function calendarViewsOf(state: LibraryState, at: number): CalendarView[] {
  const ids = new Set([...state.calendarFiles.map(({ id }) => id), ...state.calendars.keys()])
  return [...ids].sort().map((id) => calendarViewOf(id, state, at))
}
