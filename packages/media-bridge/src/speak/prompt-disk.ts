import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { MediaError } from '../errors.js'
import { decodeWav, encodeWav } from './wav.js'

/** Audio of prompts by content key, over restarts. */
export interface PromptDisk {
  /** @returns undefined when it is not there or unusable */
  read(key: string): Promise<Int16Array | undefined>
  write(key: string, pcm: Int16Array): Promise<void>
}

const suffix = '.wav'
/** A half written file this old is of a killed process; a younger one may be another process's work. */
const abandonedMs = 3_600_000

interface CachedFile {
  readonly path: string
  readonly bytes: number
  readonly usedAtMs: number
}

const listFiles = async (folder: string): Promise<CachedFile[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix) || name.endsWith('.part'))
  const files = await Promise.all(
    names.map(async (name): Promise<CachedFile | undefined> => {
      const path = join(folder, name)
      // Another process may have moved or removed it meanwhile.
      const found = await stat(path).catch(() => undefined)
      return found && { path, bytes: found.size, usedAtMs: found.mtimeMs }
    }),
  )
  return files.filter((file) => file !== undefined)
}

/** Removes what was used longest ago until the folder holds `maxBytes`, and what a killed process left half written. */
const prune = async (folder: string, maxBytes: number): Promise<void> => {
  const files = (await listFiles(folder)).sort((a, b) => b.usedAtMs - a.usedAtMs)
  let bytes = 0
  for (const file of files) {
    bytes += file.bytes
    const isAbandoned = !file.path.endsWith(suffix) && Date.now() - file.usedAtMs > abandonedMs
    if (bytes > maxBytes || isAbandoned) await rm(file.path, { force: true })
  }
}

/**
 * One WAV file a prompt, written beside and moved into place, so that no half file is ever read.
 * @throws MediaError MEDIA_CACHE_UNUSABLE
 */
export const openPromptDisk = async (folder: string, maxBytes: number): Promise<PromptDisk> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await prune(folder, maxBytes)
  } catch (error) {
    throw new MediaError('MEDIA_CACHE_UNUSABLE', `The prompt cache cannot be kept in ${folder}: name a folder that this user may write.`, {
      cause: error,
    })
  }
  let writtenBytes = 0
  const pruneSometimes = async (bytes: number): Promise<void> => {
    writtenBytes += bytes
    if (writtenBytes < maxBytes / 10) return
    writtenBytes = 0
    await prune(folder, maxBytes)
  }
  const pathOf = (key: string): string => join(folder, `${key}${suffix}`)
  return {
    async read(key) {
      try {
        const pcm = decodeWav(await readFile(pathOf(key)))
        // The caller does not wait for the mark that it was used.
        if (pcm !== undefined) utimes(pathOf(key), new Date(), new Date()).catch(() => undefined)
        return pcm
      } catch {
        return undefined
      }
    },
    async write(key, pcm) {
      const part = join(folder, `${key}.${randomUUID()}.part`)
      const file = encodeWav(pcm)
      await writeFile(part, file, { mode: 0o600 })
      await rename(part, pathOf(key))
      await pruneSometimes(file.length)
    },
  }
}
