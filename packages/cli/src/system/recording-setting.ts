import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RecordingStorage } from '@callchart/protocol'
import { CliError, messageOf } from '../errors.js'
import { SettingRefusal } from './understanding-setting.js'

const keyBytes = 32
const mostDays = 3_650

/** How calls and messages are recorded. */
export interface RecordingSetting {
  /** Absent: a folder beside the database. */
  readonly storage?: RecordingStorage
  readonly days: number
  /** Base64, 256 bit; absent: one that was made for this data folder. */
  readonly masterKey?: string
}

export const recordingHelp = `  RECORDINGS      where recordings of calls and messages lie: a folder (default recordings in CALLCHART_DATA), the address of an S3 bucket
                  (https://host/bucket/prefix), or off; S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION (default auto) are those of the bucket
  RECORDING_DAYS  they are destroyed after so many days (default 90)
  RECORDING_KEY   the master key under which their keys lie in the database: 32 bytes in base64 (default: one is made into recording.key in
                  CALLCHART_DATA; without it no recording can be opened)`

const isKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text)

/** @param value of an environment variable @returns undefined: nothing is recorded @throws SettingRefusal */
export function readRecordingSetting(value: (name: string) => string | undefined): RecordingSetting | undefined {
  const where = value('RECORDINGS')
  if (where === 'off') return undefined
  const days = Number(value('RECORDING_DAYS') ?? '90')
  if (!Number.isInteger(days) || days < 1 || days > mostDays) throw new SettingRefusal(`RECORDING_DAYS is "${value('RECORDING_DAYS') ?? ''}": give a number of days from 1 to ${mostDays}.`)
  const masterKey = value('RECORDING_KEY')
  if (masterKey !== undefined && !isKey(masterKey)) throw new SettingRefusal('RECORDING_KEY is no key: give 32 random bytes in base64, such as "openssl rand -base64 32" prints.')
  return { days, ...(masterKey !== undefined && { masterKey }), ...(where !== undefined && { storage: storageOf(where, value) }) }
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
  readonly masterKey: Uint8Array
  readonly days: number
}

/** What a bridge is told: it has no master key. @param spoolDir of this bridge alone */
export const recordingPlaces = ({ storage }: RecordingSetting, folder: string, spoolDir = join(folder, 'recording-spool')): Pick<RecordingPlan, 'storage' | 'spoolDir'> => ({
  storage: storage ?? { type: 'folder', folder: join(folder, 'recordings') },
  spoolDir,
})

/** @throws CliError CLI_FILE_UNREADABLE where the master key cannot be read or made */
export async function planRecordings(setting: RecordingSetting, folder: string): Promise<RecordingPlan> {
  const key = setting.masterKey ?? (await keyIn(join(folder, 'recording.key')))
  return { ...recordingPlaces(setting, folder), masterKey: Buffer.from(key, 'base64'), days: setting.days }
}

const isExisting = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

/** Made whole or not at all, by one of several that start at once. */
async function keyIn(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`
  try {
    await writeFile(draft, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 })
    await link(draft, file).catch((error: unknown) => {
      if (!isExisting(error)) throw error
    })
    const key = (await readFile(file, 'utf8')).trim()
    if (isKey(key)) return key
  } catch (error) {
    throw new CliError('CLI_FILE_UNREADABLE', `The master key of recordings cannot be kept in ${file} (${messageOf(error)}): give it in RECORDING_KEY.`, { cause: error })
  } finally {
    await rm(draft, { force: true })
  }
  throw new CliError('CLI_FILE_UNREADABLE', `${file} holds no key: bring back the one under which recordings were made, or give it in RECORDING_KEY.`)
}
