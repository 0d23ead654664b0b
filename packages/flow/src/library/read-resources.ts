import { readCalendar } from '../calendar/read-calendar.js'
import type { Calendar } from '../calendar/schema.js'
import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument } from '../document/schema.js'
import { readFaq } from '../faq/read-faq.js'
import type { Faq } from '../faq/schema.js'
import type { FlowResources } from '../resources.js'

export const flowFileEnd = '.flow.json'
export const calendarFileEnd = '.calendar.json'

export const faqFileEnd = '.faq.json'

export interface LibraryFile {
  /** Its name, with its end: that tells what it is. */
  readonly name: string
  readonly text: string
}

export interface ReadResources {
  readonly resources: FlowResources
  /** Problems of calendars and lists of questions by file; a flow is checked when it is read for itself. */
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

const wayOutOfTaken = said('Give one of the two another id.', '请为其中一个换一个 id。')
const calendarTaken = ({ id }: Calendar, file: string): FlowProblem =>
  flowProblem('FLOW_CALENDAR_INVALID', said(`The calendar id "${id}" is taken by ${file}.`, `日历 id“${id}”已被 ${file} 使用。`), wayOutOfTaken)
const faqTaken = ({ id }: Faq, file: string): FlowProblem =>
  flowProblem('FLOW_FAQ_INVALID', said(`The id "${id}" of the list of questions is taken by ${file}.`, `知识库 id“${id}”已被 ${file} 使用。`), wayOutOfTaken)

/** Things of one kind by id, with the file that each came from: the first of several with one id. */
class Shelf<Thing extends { readonly id: string }> {
  readonly byId = new Map<string, Thing>()
  private readonly fileOf = new Map<string, string>()

  constructor(private readonly taken: (thing: Thing, file: string) => FlowProblem) {}

  /** Gives the problems of the file. */
  put(file: string, thing: Thing | undefined, found: readonly FlowProblem[]): readonly FlowProblem[] {
    const earlier = thing === undefined ? undefined : this.fileOf.get(thing.id)
    if (thing === undefined) return found
    if (earlier !== undefined) return [...found, this.taken(thing, earlier)]
    this.byId.set(thing.id, thing)
    this.fileOf.set(thing.id, file)
    return found
  }
}

/**
 * Makes the resources of the flows in a folder: every flow that fits its schema, every good calendar and every good list of questions, by id;
 * of several with one id the first by name.
 * @param today `YYYY-MM-DD`
 */
export const readResources = (files: readonly LibraryFile[], today?: string): ReadResources => {
  const flows = new Map<string, FlowDocument>()
  const calendars = new Shelf(calendarTaken)
  const faqs = new Shelf(faqTaken)
  const problems = new Map<string, readonly FlowProblem[]>()
  for (const { name, text } of [...files].sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (name.endsWith(flowFileEnd)) {
      const document = parseText(text)
      if (document !== undefined && !flows.has(document.id)) flows.set(document.id, document)
    } else if (name.endsWith(calendarFileEnd)) {
      const { calendar, problems: found } = readCalendar(text, today)
      problems.set(name, calendars.put(name, calendar, found))
    } else if (name.endsWith(faqFileEnd)) {
      const { faq, problems: found } = readFaq(text)
      problems.set(name, faqs.put(name, faq, found))
    }
  }
  return { resources: { flows, calendars: calendars.byId, faqs: faqs.byId, ...(today === undefined ? {} : { today }) }, problems }
}
