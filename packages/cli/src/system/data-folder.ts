import { access, constants, mkdir } from 'node:fs/promises'
import { CliError, messageOf } from '../errors.js'

/** @throws CliError CLI_FILE_UNREADABLE */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new CliError(
      'CLI_FILE_UNREADABLE',
      `The data folder ${folder} cannot be written (${messageOf(error)}): name another one in CALLCHART_DATA.`,
      { cause: error },
    )
  }
}
