import type { DigitsEnd, DigitsListen } from '@callchart/protocol'

export interface KeyedEntry {
  readonly digits: string
  readonly endedBy: DigitsEnd
  /** Keys that stay for a later question. */
  readonly left: string
}

/** What a listening turn takes of the keys typed so far: the entry ends by its terminator, its greatest count, or silence. */
export const takeKeys = (keys: string, listen: DigitsListen): KeyedEntry => {
  const end = listen.terminator === undefined ? -1 : keys.indexOf(listen.terminator)
  if (end >= 0 && end <= listen.maxCount) return { digits: keys.slice(0, end), endedBy: end === listen.maxCount ? 'max-count' : 'terminator', left: keys.slice(end + 1) }
  if (keys.length >= listen.maxCount) return { digits: keys.slice(0, listen.maxCount), endedBy: 'max-count', left: keys.slice(listen.maxCount) }
  return { digits: keys, endedBy: 'timeout', left: '' }
}
