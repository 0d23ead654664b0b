import type { VersionView } from '@callchart/protocol'
import { shortVersion } from '../library/when.js'
import { useVersions } from './queries.js'

/** What people call a version; one that never was live has no number. */
export const versionName = ({ version, number }: Pick<VersionView, 'version' | 'number'>): string => (number === undefined ? shortVersion(version) : `v${number}`)

/** Names the versions of a flow by their ids. */
export function useVersionName(flow: string): (version: string) => string {
  const { data: versions } = useVersions(flow)
  return (version) => versionName({ version, number: versions?.find((each) => each.version === version)?.number })
}
