import { useCallback, useState } from 'react'
import type { Incoming } from './incoming.js'
import { readFlowFile } from './read-file.js'

let count = 0

export interface IncomingFiles {
  readonly all: readonly Incoming[]
  readonly take: (files: readonly File[]) => void
  readonly change: (key: string, change: Partial<Incoming>) => void
  readonly clear: () => void
}

/** Files that wait to be imported, each read in a worker as soon as it comes. */
export function useIncoming(): IncomingFiles {
  const [all, setAll] = useState<readonly Incoming[]>([])
  const change = useCallback((key: string, part: Partial<Incoming>) => setAll((before) => before.map((each) => (each.key === key ? { ...each, ...part } : each))), [])
  const take = useCallback(
    (files: readonly File[]) => {
      const arrived = files.map((file) => ({ file, key: `${(count += 1)}` }))
      setAll((before) => [...before, ...arrived.map(({ file, key }): Incoming => ({ key, fileName: file.name, read: 'reading', taken: 'keep-both', left: false }))])
      void (async () => {
        // One after the other: two processors, and a page that goes on being used.
        for (const { file, key } of arrived) change(key, { read: await readFlowFile(file) })
      })()
    },
    [change],
  )
  const clear = useCallback(() => setAll([]), [])
  return { all, take, change, clear }
}
