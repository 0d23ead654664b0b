import { calendarFileEnd, said, type Calendar, type FlowProblem } from '@callchart/flow'
import { basename } from 'node:path'
import { hasError } from './flow-files.js'
import type { FlowTools } from './flow-tools.js'
import { readFolder, type FolderFile } from './folder-files.js'
import { fileProblem, ownId } from './problems.js'
import type { VersionOrigin } from '../store/draft-tables.js'

/** A calendar file as it stands now. */
export interface CalendarFile {
  readonly file: string
  readonly digest: string
  /** The calendar's id; of a file that cannot be read, its name. */
  readonly id: string
  /** Absent where the problems hold an error. */
  readonly calendar?: Calendar
  readonly problems: readonly FlowProblem[]
}

/** A calendar that calls ask. */
export interface LiveCalendar {
  readonly id: string
  readonly calendar: Calendar
  /** Name of the file that it came from, or was written to. */
  readonly file: string
  readonly publishedAt: Date
  /** What said so last. */
  readonly origin: VersionOrigin
  readonly author?: string
  /** Grows with every change. */
  readonly revision: number
  /** Of its file as it was last taken in or written; absent: there was none. */
  readonly digest?: string
}

const extension = calendarFileEnd

/** @param before what was known of the file */
function readFile(found: FolderFile, tools: FlowTools, today: string, before: LiveCalendar | undefined): CalendarFile {
  const { file, digest } = found
  // What was changed in the designer stands in the place of its file, until the file says something new.
  if (before?.origin === 'designer' && before.digest === digest) return asFile(before, tools, today)
  const named = before?.id ?? basename(file, extension)
  if ('problem' in found) return { file, digest, id: named, problems: [found.problem] }
  const { calendar, problems } = tools.readCalendar(found.text, today)
  return { file, digest, id: calendar?.id ?? named, problems, ...(calendar !== undefined && !hasError(problems) && { calendar }) }
}

const asFile = ({ id, file, digest = '', calendar }: LiveCalendar, tools: FlowTools, today: string): CalendarFile => ({
  id, file, digest, calendar,
  problems: tools.readCalendar(JSON.stringify(calendar), today).problems,
})

/** One file a calendar: of several with the same id the one that brought the live calendar stays, else the first by name. */
function refuseTaken(files: readonly CalendarFile[], fileOf: (id: string) => string | undefined): CalendarFile[] {
  return files.map((each) => {
    const same = files.filter(({ id, calendar }) => id === each.id && calendar !== undefined)
    const keeper = same.find(({ file }) => file === fileOf(each.id)) ?? same[0]
    if (each.calendar === undefined || keeper === each || keeper === undefined) return each
    const message = said(
      `${each.file} has the calendar id "${each.id}", which ${keeper.file} has too.`,
      `${each.file} 与 ${keeper.file} 的日历 id 都是“${each.id}”。`,
    )
    const { calendar: _calendar, ...rest } = each
    return {
      ...rest,
      problems: [...each.problems, fileProblem('RUNTIME_CALENDAR_ID_TAKEN', message, ownId)],
    }
  })
}

/**
 * Reads all calendar files of the folder, by name; what was changed in the designer stands among them.
 * @param live calendars that are asked now
 * @param today `YYYY-MM-DD`
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readCalendarFiles(
  folder: string,
  tools: FlowTools,
  live: ReadonlyMap<string, LiveCalendar>,
  today: string,
): Promise<CalendarFile[]> {
  const known = [...live.values()]
  const found = await readFolder(folder, extension)
  const read = found.map((each) => readFile(each, tools, today, known.find(({ file }) => file === each.file)))
  const withoutFile = known.filter(({ origin, id, file }) => origin === 'designer' && !read.some((each) => each.id === id || each.file === file))
  const files = [...read, ...withoutFile.map((each) => asFile(each, tools, today))]
  return refuseTaken(files, (id) => live.get(id)?.file)
}
