import { openAsBlob } from 'node:fs'
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordingStorage } from '@callchart/protocol'
import { S3mini } from 's3mini'

/** Where sealed recordings lie, by name. Each method rejects where that place cannot be reached. */
export interface RecordingFiles {
  /** Absent: it is not there. */
  sizeBytes(name: string): Promise<number | undefined>
  /** @returns less where the file ends before */
  read(name: string, from: number, bytes: number): Promise<Uint8Array>
  /** A complete sealed file is copied there; whatever has its name is replaced. */
  store(path: string, name: string): Promise<void>
  /** Also where it is gone already. */
  remove(name: string): Promise<void>
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const inFolder = (folder: string): RecordingFiles => ({
  async sizeBytes(name) {
    try {
      return (await stat(join(folder, name))).size
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  },
  async read(name, from, bytes) {
    const handle = await open(join(folder, name), 'r')
    try {
      const buffer = new Uint8Array(bytes)
      const { bytesRead } = await handle.read(buffer, 0, bytes, from)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  },
  async store(path, name) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Nobody sees half a file under its name.
    await copyFile(path, join(folder, `${name}.part`))
    await rename(join(folder, `${name}.part`), join(folder, name))
  },
  remove: (name) => rm(join(folder, name), { force: true }),
})

const inBucket = ({ endpoint, region, accessKeyId, secretAccessKey }: Extract<RecordingStorage, { type: 's3' }>): RecordingFiles => {
  const bucket = new S3mini({ endpoint, region, accessKeyId, secretAccessKey })
  return {
    sizeBytes: async (name) => ((await bucket.objectExists(name)) === true ? bucket.getContentLength(name) : undefined),
    async read(name, from, bytes) {
      const response = await bucket.getObjectRaw(name, false, from, from + bytes)
      if (!response.ok) throw new Error(`The bucket answered ${response.status}.`)
      return new Uint8Array(await response.arrayBuffer())
    },
    async store(path, name) {
      const response = await bucket.putAnyObject(name, await openAsBlob(path), 'application/octet-stream')
      if (!response.ok) throw new Error(`The bucket answered ${response.status}.`)
    },
    async remove(name) {
      await bucket.deleteObject(name)
    },
  }
}

export const filesOf = (storage: RecordingStorage): RecordingFiles => (storage.type === 'folder' ? inFolder(storage.folder) : inBucket(storage))
