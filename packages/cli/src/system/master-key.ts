import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError, messageOf } from '../errors.js'
import { SettingRefusal } from './understanding-setting.js'

const keyBytes = 32
const fileName = 'recording.key'

export const masterKeyHelp = `  RECORDING_KEY   the master key under which the keys of calls and recordings lie in the database: 32 bytes in base64 (default: one is made into
                  ${fileName} in CALLCHART_DATA; without it nobody can read what was said, or hear a recording)`

const isKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text)

/** @returns base64; undefined: the one of the data folder @throws SettingRefusal */
export function readMasterKey(text: string | undefined): string | undefined {
  if (text !== undefined && !isKey(text)) throw new SettingRefusal('RECORDING_KEY is no key: give 32 random bytes in base64, such as "openssl rand -base64 32" prints.')
  return text
}

/** @param given base64, of the settings @returns 32 bytes: what was given, or the key of the data folder, which is made where there is none @throws CliError CLI_FILE_UNREADABLE */
export async function masterKeyFor(given: string | undefined, folder: string): Promise<Uint8Array> {
  return Buffer.from(given ?? (await keyIn(join(folder, fileName))), 'base64')
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
    throw new CliError('CLI_FILE_UNREADABLE', `The master key cannot be kept in ${file} (${messageOf(error)}): give it in RECORDING_KEY.`, { cause: error })
  } finally {
    await rm(draft, { force: true })
  }
  throw new CliError('CLI_FILE_UNREADABLE', `${file} holds no key: bring back the one that the database was used with before, or give it in RECORDING_KEY.`)
}
