import type { LibraryEntry } from '@callchart/protocol'

export const flowFilters = ['all', 'live', 'changed', 'problems'] as const
export type FlowFilter = (typeof flowFilters)[number]

export const sortKeys = ['name', 'changed', 'calls'] as const
export type SortKey = (typeof sortKeys)[number]

export interface Listing {
  readonly search: string
  readonly filter: FlowFilter
  readonly sort: SortKey
  readonly descending: boolean
}

/** Who looks into the library wants what was worked on last. */
export const firstListing: Listing = { search: '', filter: 'all', sort: 'changed', descending: true }

const passes: Readonly<Record<FlowFilter, (entry: LibraryEntry) => boolean>> = {
  all: () => true,
  live: ({ live }) => live !== undefined,
  changed: ({ draft, live }) => draft !== undefined || live === undefined,
  problems: ({ problems }) => problems.length > 0,
}

const found = ({ name, flow, dnis, languages }: LibraryEntry, search: string): boolean =>
  search.split(/\s+/).every((word) => [name, flow, ...dnis, ...languages].some((text) => text.toLowerCase().includes(word)))

/** When somebody last did something to the flow. */
export const changedAt = ({ draft, live }: LibraryEntry): string => draft?.updatedAt ?? live?.publishedAt ?? ''

const compare: Readonly<Record<SortKey, (left: LibraryEntry, right: LibraryEntry) => number>> = {
  name: (left, right) => left.name.localeCompare(right.name),
  changed: (left, right) => changedAt(left).localeCompare(changedAt(right)),
  calls: (left, right) => left.callsLastDay - right.callsLastDay,
}

/** The flows that are looked for, in their order; of equal ones by name. */
export function listFlows(flows: readonly LibraryEntry[], { search, filter, sort, descending }: Listing): LibraryEntry[] {
  const wanted = search.trim().toLowerCase()
  const sign = descending ? -1 : 1
  return flows
    .filter((entry) => passes[filter](entry) && (wanted === '' || found(entry, wanted)))
    .sort((left, right) => sign * compare[sort](left, right) || compare.name(left, right) || left.flow.localeCompare(right.flow))
}
