import { watch, type FSWatcher } from 'node:fs'
import type { Clock } from '../clock.js'

export interface FolderWatch {
  /** The folder may be another one of the same name by now: from here on that one is watched. */
  renew(): void
  close(): void
}

/**
 * Calls back when the folder has been quiet for `quietMs` after a change: an editor writes a file in several steps, or puts a new file
 * in the place of the old one.
 * @param failed the folder cannot be watched, perhaps because it is not there; changes are not seen before `renew`
 */
export function watchFolder(
  folder: string,
  quietMs: number,
  clock: Clock,
  changed: () => void,
  failed: (error: Error) => void,
): FolderWatch {
  let cancel = (): void => undefined
  let watcher: FSWatcher | undefined
  const open = (): void => {
    try {
      watcher = watch(folder, { persistent: false }, () => {
        cancel()
        cancel = clock.after(quietMs, changed)
      })
      watcher.on('error', failed)
    } catch (error) {
      watcher = undefined
      failed(error as Error)
    }
  }
  open()
  return {
    renew: () => {
      watcher?.close()
      open()
    },
    close: () => {
      cancel()
      watcher?.close()
    },
  }
}
