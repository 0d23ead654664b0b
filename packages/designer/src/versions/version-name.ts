import type { VersionView } from '@callchart/protocol'

/** Enough of a version's identity to tell it from others. */
const shortId = (version: string): string => version.slice(0, 7)

/** What people call a version; one that never was live has no number. */
export const versionName = ({ version, number }: Pick<VersionView, 'version' | 'number'>): string => (number === undefined ? shortId(version) : `v${number}`)
