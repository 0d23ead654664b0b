import { calendarFileEnd, calendarFileText, type Calendar } from '@callchart/flow'
import type { CalendarDetail, CalendarView } from '@callchart/protocol'
import type { Logger } from 'pino'
import { RuntimeError } from '../errors.js'
import type { LiveCalendar } from './calendar-files.js'
import { CalendarRefused } from './calendar-refused.js'
import { calendarViewOf, calendarViewsOf, type LibraryState } from './library-state.js'
import type { ReloadParts } from './reload.js'
import { removeFile, writeBack } from './write-back.js'

export interface CalendarOrder {
  readonly author: string
  readonly document: { readonly id: string }
}

/** What people do with calendars. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface Calendars {
  /** By id. */
  list(): Promise<CalendarView[]>
  /** @throws RUNTIME_CALENDAR_UNKNOWN */
  look(id: string): Promise<CalendarDetail>
  /** @throws RUNTIME_CALENDAR_EXISTS, RUNTIME_CALENDAR_REFUSED */
  create(order: CalendarOrder): Promise<CalendarDetail>
  /** Calls ask the changed one from now on. @throws RUNTIME_CALENDAR_UNKNOWN, RUNTIME_CALENDAR_CHANGED, RUNTIME_CALENDAR_REFUSED */
  change(id: string, order: CalendarOrder & { readonly revision: number }): Promise<CalendarDetail>
  /** @throws RUNTIME_CALENDAR_UNKNOWN, RUNTIME_CALENDAR_CHANGED, RUNTIME_CALENDAR_IN_USE, RUNTIME_FLOWS_FOLDER_READ_ONLY */
  remove(id: string, revision: number): Promise<void>
}

export interface CalendarDeskParts {
  readonly parts: ReloadParts
  readonly writesBack: boolean
  readonly logger: Pick<Logger, 'warn'> | undefined
  readonly state: () => LibraryState
  /** Nothing else changes calendars meanwhile; afterwards the folder is read again. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>
}

const unknown = (id: string): RuntimeError => new RuntimeError('RUNTIME_CALENDAR_UNKNOWN', `There is no calendar "${id}": see GET /v1/calendars.`)
const changed = (id: string): RuntimeError =>
  new RuntimeError('RUNTIME_CALENDAR_CHANGED', `The calendar "${id}" has changed since it was looked at: look at it as it is now, and make the change again.`)
const exists = (id: string): RuntimeError => new RuntimeError('RUNTIME_CALENDAR_EXISTS', `There is a calendar "${id}" already: give this one another id.`)

export class CalendarDesk implements Calendars {
  constructor(private readonly settings: CalendarDeskParts) {}

  async list(): Promise<CalendarView[]> {
    const { parts, state } = this.settings
    const drawn = await this.settings.parts.calendars.namedByDrafts()
    return calendarViewsOf(state(), parts.now()).map((view) => withDrafts(view, drawn))
  }

  async look(id: string): Promise<CalendarDetail> {
    const { parts, state } = this.settings
    const live = state().calendars.get(id)
    if (live === undefined) throw unknown(id)
    return detailOf(live, withDrafts(calendarViewOf(id, state(), parts.now()), await this.settings.parts.calendars.namedByDrafts()))
  }

  async create({ author, document }: CalendarOrder): Promise<CalendarDetail> {
    const calendar = this.read(document)
    const { id } = calendar
    await this.settings.alone(async () => {
      const { calendars, calendarFiles } = this.settings.state()
      if (calendars.has(id) || calendarFiles.some((file) => file.id === id)) throw exists(id)
      await this.put({ id, calendar, author, file: `${id}${calendarFileEnd}`, revision: 1 }, undefined, exists(id))
    })
    return this.look(id)
  }

  async change(id: string, { author, document, revision }: CalendarOrder & { readonly revision: number }): Promise<CalendarDetail> {
    const calendar = this.read({ ...document, id })
    await this.settings.alone(async () => {
      const live = this.expect(id, revision)
      await this.put({ ...live, calendar, author, revision: revision + 1 }, revision, changed(id))
    })
    return this.look(id)
  }

  async remove(id: string, revision: number): Promise<void> {
    await this.settings.alone(async () => {
      const live = this.expect(id, revision)
      const { usedBy } = await this.look(id)
      if (usedBy.length > 0)
        throw new RuntimeError('RUNTIME_CALENDAR_IN_USE', `The calendar "${id}" is asked by ${usedBy.join(', ')}: name another one there first.`)
      await this.removeFileOf(live)
      await this.settings.parts.calendars.withdraw(id)
    })
  }

  private read(document: object): Calendar {
    const { tools, now } = this.settings.parts
    const { calendar, problems } = tools.readCalendar(JSON.stringify(document), new Date(now()).toISOString().slice(0, 10))
    if (calendar === undefined) throw new CalendarRefused('id' in document ? String(document.id) : '', problems)
    return calendar
  }

  private expect(id: string, revision: number): LiveCalendar {
    const live = this.settings.state().calendars.get(id)
    if (live === undefined) throw unknown(id)
    if (live.revision !== revision) throw changed(id)
    return live
  }

  private async put(asked: Omit<LiveCalendar, 'origin' | 'publishedAt'>, before: number | undefined, conflict: RuntimeError): Promise<void> {
    const { parts } = this.settings
    const live: LiveCalendar = { ...asked, origin: 'designer', publishedAt: new Date(parts.now()) }
    if (!(await parts.calendars.publish(live, before))) throw conflict
    await this.write(live)
  }

  /** A folder that cannot be written is no failure: what is asked is in the database. */
  private async write({ id, file, calendar, digest }: LiveCalendar): Promise<void> {
    const { parts, writesBack, logger } = this.settings
    if (!writesBack) return
    try {
      const record = (written: string): Promise<void> => parts.calendars.recordFile(id, written)
      const written = await writeBack({ folder: parts.folder, file, text: calendarFileText(calendar), imported: digest, record })
      if (!written) logger?.warn({ calendar: id, file }, 'a calendar file was changed by somebody else: what was changed here is not written into it')
    } catch (error) {
      logger?.warn({ calendar: id, file, error: String(error) }, 'a calendar could not be written into the flows folder')
    }
  }

  private async removeFileOf({ id, file, digest }: LiveCalendar): Promise<void> {
    const { parts, writesBack } = this.settings
    const refusal = new RuntimeError('RUNTIME_FLOWS_FOLDER_READ_ONLY', `The file ${file} cannot be removed here: remove it from the flows folder.`)
    const hasFile = this.settings.state().calendarFiles.some((each) => each.id === id && each.file === file && digest !== undefined)
    if (!writesBack && hasFile) throw refusal
    if (writesBack && !(await removeFile(parts.folder, file, digest).catch(() => Promise.reject(refusal)))) throw changed(id)
  }
}

function withDrafts(view: CalendarView, drawn: ReadonlyMap<string, readonly string[]>): CalendarView {
  const drafts = [...drawn].filter(([, named]) => named.includes(view.calendar)).map(([flow]) => flow)
  return { ...view, usedBy: [...new Set([...view.usedBy, ...drafts])].sort() }
}

const detailOf = ({ calendar, revision, digest, file }: LiveCalendar, view: CalendarView): CalendarDetail => ({
  ...view,
  document: { ...calendar },
  revision,
  ...(digest !== undefined && { file }),
})
