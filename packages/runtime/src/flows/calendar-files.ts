import { said, type Calendar, type FlowProblem } from '@callchart/flow'
import { basename } from 'node:path'
import { hasError } from './flow-files.js'
import type { FlowTools } from './flow-tools.js'
import { readFolder, type FolderFile } from './folder-files.js'
import { fileProblem, ownId } from './problems.js'

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
  /** Name of the file that it came from. */
  readonly file: string
  readonly publishedAt: Date
}

const extension = '.calendar.json'

function readFile(found: FolderFile, tools: FlowTools, today: string, idBefore: string | undefined): CalendarFile {
  const { file, digest } = found
  const named = idBefore ?? basename(file, extension)
  if ('problem' in found) return { file, digest, id: named, problems: [found.problem] }
  const { calendar, problems } = tools.readCalendar(found.text, today)
  return { file, digest, id: calendar?.id ?? named, problems, ...(calendar !== undefined && !hasError(problems) && { calendar }) }
}

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
 * Reads all calendar files of the folder, by name.
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
  const idOfFile = new Map([...live.values()].map(({ file, id }) => [file, id]))
  const found = await readFolder(folder, extension)
  const files = found.map((each) => readFile(each, tools, today, idOfFile.get(each.file)))
  return refuseTaken(files, (id) => live.get(id)?.file)
}
