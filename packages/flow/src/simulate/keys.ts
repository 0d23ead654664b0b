import type { DigitsEnd, DigitsListen, Listen } from '@callchart/protocol'

export interface KeyedEntry {
  readonly digits: string
  readonly endedBy: DigitsEnd
  /** Keys that stay for a later question. */
  readonly left: string
}

/** An entry ends by its terminator, its greatest count, or silence. */
const takeEntry = (keys: string, listen: DigitsListen): KeyedEntry => {
  const end = listen.terminator === undefined ? -1 : keys.indexOf(listen.terminator)
  if (end >= 0 && end <= listen.maxCount) return { digits: keys.slice(0, end), endedBy: end === listen.maxCount ? 'max-count' : 'terminator', left: keys.slice(end + 1) }
  if (keys.length >= listen.maxCount) return { digits: keys.slice(0, listen.maxCount), endedBy: 'max-count', left: keys.slice(listen.maxCount) }
  return { digits: keys, endedBy: 'timeout', left: '' }
}

/**
 * What a listening turn takes of the keys typed so far: an entry, or a key that is one of its own, whatever was typed before it. Undefined: nothing.
 * @param pressed how many of the keys, the last ones, were pressed while the turn listened; those before were typed ahead, maybe as a number for later
 */
export const takeKeys = (keys: string, { digits, keys: alone = '' }: Pick<Listen, 'digits' | 'keys'>, pressed = 0): KeyedEntry | undefined => {
  if (keys === '') return undefined
  const single = (at: number, left: string): KeyedEntry => ({ digits: keys.charAt(at), endedBy: 'max-count', left })
  if (digits === undefined) {
    const at = [...keys].findIndex((key, index) => (index === 0 || index >= keys.length - pressed) && alone.includes(key))
    return at < 0 ? undefined : single(at, keys.slice(0, at) + keys.slice(at + 1))
  }
  const entry = takeEntry(keys, digits)
  const at = [...keys.slice(0, keys.length - entry.left.length)].findIndex((key) => alone.includes(key))
  return at < 0 ? entry : single(at, keys.slice(at + 1))
}
