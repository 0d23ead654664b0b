import { readCalendar } from '../calendar/read-calendar.js'
import type { Calendar } from '../calendar/schema.js'
import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument } from '../document/schema.js'
import type { FlowResources } from '../resources.js'

export const flowFileEnd = '.flow.json'
export const calendarFileEnd = '.calendar.json'

export interface LibraryFile {
  /** Its name, with its end: that tells flows from calendars. */
  readonly name: string
  readonly text: string
}

export interface ReadResources {
  readonly resources: FlowResources
  /** Problems of calendar files by file; a flow is checked when it is read for itself. */
  readonly problems: ReadonlyMap<string, readonly FlowProblem[]>
}

const parseText = (text: string): FlowDocument | undefined => {
  try {
    const parsed = parseFlow(JSON.parse(text))
    return 'document' in parsed ? parsed.document : undefined
  } catch {
    return undefined
  }
}

const taken = (calendar: Calendar, file: string): FlowProblem =>
  flowProblem('FLOW_CALENDAR_INVALID', `The calendar id "${calendar.id}" is taken by ${file}.`, 'Give one of the two another id.')

/**
 * Makes the resources of the flows in a folder: every flow that fits its schema and every good calendar, by id; of several with one id the
 * first by name.
 * @param today `YYYY-MM-DD`
 */
export const readResources = (files: readonly LibraryFile[], today?: string): ReadResources => {
  const flows = new Map<string, FlowDocument>()
  const calendars = new Map<string, Calendar>()
  const fileOf = new Map<string, string>()
  const problems = new Map<string, readonly FlowProblem[]>()
  for (const { name, text } of [...files].sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (name.endsWith(flowFileEnd)) {
      const document = parseText(text)
      if (document !== undefined && !flows.has(document.id)) flows.set(document.id, document)
    } else if (name.endsWith(calendarFileEnd)) {
      const { calendar, problems: found } = readCalendar(text, today)
      const earlier = calendar === undefined ? undefined : fileOf.get(calendar.id)
      problems.set(name, calendar === undefined || earlier === undefined ? found : [...found, taken(calendar, earlier)])
      if (calendar === undefined || earlier !== undefined) continue
      calendars.set(calendar.id, calendar)
      fileOf.set(calendar.id, name)
    }
  }
  return { resources: { flows, calendars, ...(today === undefined ? {} : { today }) }, problems }
}
