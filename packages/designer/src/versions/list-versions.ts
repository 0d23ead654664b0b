import type { VersionView } from '@callchart/protocol'
import { versionName } from './version-name.js'

export const origins = ['all', 'designer', 'file'] as const
export type OriginFilter = (typeof origins)[number]

export interface VersionListing {
  readonly search: string
  readonly origin: OriginFilter
}

export const firstVersionListing: VersionListing = { search: '', origin: 'all' }

/** The versions that are looked for, the latest first. */
export function listVersions(versions: readonly VersionView[], { search, origin }: VersionListing): VersionView[] {
  const wanted = search.trim().toLowerCase()
  return versions
    .filter((version) => (origin === 'all' || version.origin === origin) && [version.note, version.author, version.version, versionName(version)].some((text) => text.toLowerCase().includes(wanted)))
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt))
}

/** What may be compared: a version, or the draft as it stands. */
export const theDraft = 'draft'

/** Of two that are chosen the older one first; the draft is newer than every version. */
export function inOrderOfAge(chosen: readonly [string, string], versions: readonly VersionView[]): readonly [string, string] {
  const ageOf = (id: string): string => (id === theDraft ? '9999' : (versions.find(({ version }) => version === id)?.createdAt ?? ''))
  return ageOf(chosen[0]) <= ageOf(chosen[1]) ? chosen : [chosen[1], chosen[0]]
}

/** Two at most: a third takes the place of the one that was chosen first. */
export const withChoice = (chosen: readonly string[], id: string): readonly string[] => (chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-2))
