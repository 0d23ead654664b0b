import { open } from 'node:fs/promises'
import { maskedCall, versionsOf, writeJournal, type CallArchive, type RecordedChart } from '@callchart/runtime'
import { CliError, messageOf, UsageError } from '../errors.js'
import { CallDatabase } from '../replay/database.js'
import { readSettings } from '../system/settings.js'
import { exitCodes, parseCommandLine, type Command } from './command.js'

const options = {
  out: { type: 'string' },
  all: { type: 'boolean', default: false },
  flow: { type: 'string' },
  'with-sensitive': { type: 'boolean', default: false },
  'without-charts': { type: 'boolean', default: false },
} as const

export const journal: Command = {
  name: 'journal',
  summary: 'write the journals of calls to a file that "replay" reads',
  help: `Usage: callchart journal <call id>... [--out file.jsonl] [options]

Lines of JSON. A call begins with its origin, flow and version; then come the charts that it ran on, where no call before
it did, and its entries in their order: what the bridge reported, what was understood, what the chart was told, with
the hash of what each step wanted done. Such a file holds what the caller said, typed and asked for, numbers and names
among it: keep it as you keep recordings. What was said or typed in a sensitive turn, and values of sensitive variables,
are masked by others of the same shape, as they are masked in the views of a call; from there on steps are no longer
comparable with the live call. --with-sensitive leaves them as they are.

Options:
  --out file.jsonl     (default: stdout)
  --all                every call of the database; with --flow those that began with that flow
  --flow id            see --all
  --with-sensitive     masks nothing
  --without-charts     for who has the charts: without them a call runs on its own version only beside its database

Exit code: 0 written, 1 a call cannot be read, 2 bad usage.`,
  run: async ({ args, environment, write, note }) => {
    const { values, positionals } = parseCommandLine(args, options)
    if (values.all === positionals.length > 0) throw new UsageError('journal takes ids of calls, or --all. See --help.')
    if (values.flow !== undefined && !values.all) throw new UsageError('--flow chooses among the calls of --all.')
    const database = new CallDatabase(readSettings(environment, { port: 0, logLevel: 'warn' }))
    try {
      const archive = await database.archive()
      const callIds = values.all ? await archive.callIds(values.flow) : positionals
      const texts = journalsOf(archive, callIds, { masks: !values['with-sensitive'], charts: !values['without-charts'] })
      if (values.out === undefined) for await (const text of texts) write(text)
      else {
        await writeTexts(values.out, texts)
        note(`${callIds.length} ${callIds.length === 1 ? 'call' : 'calls'} in ${values.out}`)
      }
      return exitCodes.done
    } finally {
      await database.close()
    }
  },
}

/** A call at a time: a whole database need not fit into memory. */
async function* journalsOf(archive: CallArchive, callIds: readonly string[], { masks, charts }: { readonly masks: boolean; readonly charts: boolean }): AsyncGenerator<string> {
  const told = new Set<string>()
  for (const callId of callIds) {
    const call = await archive.read(callId)
    const fresh: RecordedChart[] = []
    for (const version of charts ? versionsOf(call) : []) {
      if (!told.has(version)) fresh.push(await archive.chart(version))
      told.add(version)
    }
    yield writeJournal(masks ? maskedCall(call, await archive.versionsOf(call)) : call, fresh)
  }
}

/** Only for who writes it: it tells what callers said. */
async function writeTexts(file: string, texts: AsyncIterable<string>): Promise<void> {
  const handle = await open(file, 'w', 0o600).catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be written: ${messageOf(error)}`, { cause: error })
  })
  try {
    for await (const text of texts) await handle.write(text)
  } finally {
    await handle.close()
  }
}
