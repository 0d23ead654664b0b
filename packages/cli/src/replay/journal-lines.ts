import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { JournalReader, type KnownVersions, type RecordedCall } from '@callchart/runtime'
import { CliError, messageOf } from '../errors.js'

export interface FoundCall {
  readonly call: RecordedCall
  /** Those that stand in its file or its database. */
  readonly versions: KnownVersions
}

/**
 * The calls of a file of journals, one after the other as they are read.
 * @throws CliError CLI_FILE_UNREADABLE; RuntimeError REPLAY_FILE_…, REPLAY_ENTRY_UNKNOWN, REPLAY_SEQUENCE_GAP
 */
export async function* callsInFile(file: string): AsyncGenerator<FoundCall> {
  const reader = new JournalReader(file)
  for await (const line of linesOf(file)) {
    const call = reader.take(line)
    if (call !== undefined) yield { call, versions: reader.versions }
  }
  reader.end()
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(file, { encoding: 'utf8', highWaterMark: 1_000_000 }), crlfDelay: Infinity })
  try {
    yield* lines
  } catch (error) {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}
