import { recordingFolders } from '../switch/asterisk-ari/settings.js'
import type { SwitchSettings } from '../switch/switch-settings.js'

function folderOf(settings: SwitchSettings): string | undefined {
  if (settings.type === 'own') return settings.recordsInto?.()
  return settings.type === 'asterisk-ari' && settings.manager !== undefined ? recordingFolders(settings).here : undefined
}

/** Folders, as we see them, into which switches record, by the names of the switches. Whichever runtime works on a call reads there. */
export const lineFoldersOf = (switches: readonly SwitchSettings[]): ReadonlyMap<string, string> =>
  new Map(
    switches.flatMap((settings) => {
      const folder = folderOf(settings)
      return folder === undefined ? [] : [[settings.switchId, folder] as const]
    }),
  )
