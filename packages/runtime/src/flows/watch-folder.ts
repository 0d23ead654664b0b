import { watch } from 'node:fs'
import type { Clock } from '../clock.js'

export interface FolderWatch {
  close(): void
}

/**
 * Calls back when the folder has been quiet for `quietMs` after a change: an editor writes a file in several steps, or puts a new file
 * in the place of the old one.
 * @param failed the system can watch no more; changes are not seen afterwards
 */
export function watchFolder(
  folder: string,
  quietMs: number,
  clock: Clock,
  changed: () => void,
  failed: (error: Error) => void,
): FolderWatch {
  let cancel = (): void => undefined
  const watcher = watch(folder, { persistent: false }, () => {
    cancel()
    cancel = clock.after(quietMs, changed)
  })
  watcher.on('error', failed)
  return {
    close: () => {
      cancel()
      watcher.close()
    },
  }
}
