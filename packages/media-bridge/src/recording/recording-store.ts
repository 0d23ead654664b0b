import { openAsBlob } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordingStorage } from '@callchart/protocol'
import { S3mini } from 's3mini'

/** Brings a complete file to where recordings lie, under this name. It is gone from its old place only once it is there. */
export type StoreRecording = (path: string, name: string) => Promise<void>

const isOtherDisk = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EXDEV'

const toFolder = (folder: string): StoreRecording => async (path, name) => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = join(folder, name)
  try {
    await rename(path, target)
  } catch (error) {
    if (!isOtherDisk(error)) throw error
    // Nobody sees half a file under its name.
    await copyFile(path, `${target}.part`)
    await rename(`${target}.part`, target)
    await rm(path)
  }
}

const toBucket = (storage: Extract<RecordingStorage, { type: 's3' }>): StoreRecording => {
  const { endpoint, region, accessKeyId, secretAccessKey } = storage
  const bucket = new S3mini({ endpoint, region, accessKeyId, secretAccessKey })
  return async (path, name) => {
    const response = await bucket.putAnyObject(name, await openAsBlob(path), 'application/octet-stream')
    if (!response.ok) throw new Error(`The bucket answered ${response.status}.`)
    await rm(path)
  }
}

export const storeOf = (storage: RecordingStorage): StoreRecording => (storage.type === 'folder' ? toFolder(storage.folder) : toBucket(storage))
