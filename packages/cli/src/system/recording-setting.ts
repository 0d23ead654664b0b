import { join, resolve } from 'node:path'
import type { RecordingStorage } from '@callchart/protocol'
import { SettingRefusal } from './understanding-setting.js'

const mostDays = 3_650

/** How calls and messages are recorded. */
export interface RecordingSetting {
  /** Absent: a folder beside the database. */
  readonly storage?: RecordingStorage
  readonly days: number
}

export const recordingHelp = `  RECORDINGS      where recordings of calls and messages lie: a folder (default recordings in CALLCHART_DATA), the address of an S3 bucket
                  (https://host/bucket/prefix), or off; S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION (default auto) are those of the bucket
  RECORDING_DAYS  they are destroyed after so many days (default 90)`

/** @param value of an environment variable @returns undefined: nothing is recorded @throws SettingRefusal */
export function readRecordingSetting(value: (name: string) => string | undefined): RecordingSetting | undefined {
  const where = value('RECORDINGS')
  if (where === 'off') return undefined
  const days = Number(value('RECORDING_DAYS') ?? '90')
  if (!Number.isInteger(days) || days < 1 || days > mostDays) throw new SettingRefusal(`RECORDING_DAYS is "${value('RECORDING_DAYS') ?? ''}": give a number of days from 1 to ${mostDays}.`)
  return { days, ...(where !== undefined && { storage: storageOf(where, value) }) }
}

function storageOf(where: string, value: (name: string) => string | undefined): RecordingStorage {
  if (!/^https?:\/\//.test(where)) return { type: 'folder', folder: resolve(where) }
  const [accessKeyId, secretAccessKey] = [value('S3_ACCESS_KEY_ID'), value('S3_SECRET_ACCESS_KEY')]
  if (!URL.canParse(where) || new URL(where).pathname.length < 2) throw new SettingRefusal(`RECORDINGS is "${where}": name the bucket too, as in https://s3.example/recordings.`)
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new SettingRefusal('RECORDINGS names a bucket: set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY as well.')
  return { type: 's3', endpoint: where, region: value('S3_REGION') ?? 'auto', accessKeyId, secretAccessKey }
}

/** What both the runtime and the bridge are told, once it is known where the system keeps its things. */
export interface RecordingPlan {
  readonly storage: RecordingStorage
  readonly spoolDir: string
  readonly days: number
}

/** What a bridge is told. @param spoolDir of this bridge alone */
export const recordingPlaces = ({ storage }: RecordingSetting, folder: string, spoolDir = join(folder, 'recording-spool')): Pick<RecordingPlan, 'storage' | 'spoolDir'> => ({
  storage: storage ?? { type: 'folder', folder: join(folder, 'recordings') },
  spoolDir,
})

export const planRecordings = (setting: RecordingSetting, folder: string): RecordingPlan => ({ ...recordingPlaces(setting, folder), days: setting.days })
