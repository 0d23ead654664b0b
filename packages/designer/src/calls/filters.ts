/** What the list of calls is narrowed by, as it stands in the address of the page. */
export interface CallFilters {
  readonly flow: string
  readonly version: string
  readonly period: Period
  /** Days, `2026-03-01`; for the period `custom`. */
  readonly from: string
  readonly to: string
  readonly status: '' | 'active' | 'ended' | 'waiting'
  readonly direction: '' | 'inbound' | 'outbound'
  readonly disposition: string
  readonly tag: string
  readonly number: string
  readonly node: string
  /** The node at which callers hung up. */
  readonly left: string
  readonly minSeconds: string
}

export const periods = ['all', 'today', 'week', 'month', 'custom'] as const
export type Period = (typeof periods)[number]

export const dispositions = ['completed', 'transferred', 'caller-hung-up', 'failed', 'max-duration', 'ended', 'media-lost', 'never-connected', 'busy', 'no-answer', 'declined'] as const
export type Disposition = (typeof dispositions)[number]
export const isDisposition = (value: string): value is Disposition => (dispositions as readonly string[]).includes(value)

export const noFilters: CallFilters = { flow: '', version: '', period: 'all', from: '', to: '', status: '', direction: '', disposition: '', tag: '', number: '', node: '', left: '', minSeconds: '' }

const oneOf = <Value extends string>(values: readonly Value[], value: string, otherwise: Value): Value => values.find((known) => known === value) ?? otherwise

export function filtersOf(address: URLSearchParams): CallFilters {
  const text = (name: keyof CallFilters): string => address.get(name) ?? ''
  return {
    flow: text('flow'),
    version: text('version'),
    period: oneOf(periods, text('period'), 'all'),
    from: text('from'),
    to: text('to'),
    status: oneOf(['', 'active', 'ended', 'waiting'], text('status'), ''),
    direction: oneOf(['', 'inbound', 'outbound'], text('direction'), ''),
    disposition: text('disposition'),
    tag: text('tag'),
    number: text('number'),
    node: text('node'),
    left: text('left'),
    minSeconds: text('minSeconds'),
  }
}

/** Only what is narrowed stands in the address. */
export function addressOf(filters: CallFilters): URLSearchParams {
  const names = Object.keys(noFilters) as (keyof CallFilters)[]
  return new URLSearchParams(names.flatMap((name) => (filters[name] === noFilters[name] ? [] : [[name, filters[name]]])))
}

/** What belongs to a flow is of no use for another one; days belong to a period of one's own. */
export function changed(filters: CallFilters, part: Partial<CallFilters>): CallFilters {
  const next = { ...filters, ...part }
  if (next.flow !== filters.flow) return { ...next, version: part.version ?? '', node: part.node ?? '', left: part.left ?? '' }
  if (next.period !== 'custom') return { ...next, from: '', to: '' }
  return next
}

export const isNarrowed = (filters: CallFilters): boolean => addressOf(filters).size > 0

const daysBack: Readonly<Partial<Record<Period, number>>> = { today: 0, week: 6, month: 29 }

/** The beginning of a day where the person sits. */
function dayStart(now: Date, offset: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset)
}

function dayOf(text: string, offset: number): string | undefined {
  const [year, month, day] = text.split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined || [year, month, day].some(Number.isNaN)) return undefined
  return new Date(year, month - 1, day + offset).toISOString()
}

/** Both as ISO 8601; `to` is the end of its day. */
export function periodOf({ period, from, to }: Pick<CallFilters, 'period' | 'from' | 'to'>, now: Date): { readonly from?: string; readonly to?: string } {
  if (period === 'custom') {
    const start = dayOf(from, 0)
    const end = dayOf(to, 1)
    return { ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) }
  }
  const days = daysBack[period]
  return days === undefined ? {} : { from: dayStart(now, -days).toISOString() }
}

/** As the server is asked. */
export function queryOf(filters: CallFilters, now: Date): URLSearchParams {
  const { period: _period, from: _from, to: _to, ...plain } = filters
  const entries = Object.entries({ ...plain, ...periodOf(filters, now) })
  return new URLSearchParams(entries.filter(([, value]) => value !== ''))
}
