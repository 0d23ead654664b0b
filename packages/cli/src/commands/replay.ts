import { CodedError } from '@callchart/protocol'
import { replayCall, stepsOf, type ReadyVersion, type Replay, type ReplayOptions } from '@callchart/runtime'
import { CliError, messageOf, UsageError } from '../errors.js'
import { CallDatabase } from '../replay/database.js'
import { readDraft } from '../replay/draft.js'
import { findCalls } from '../replay/find-calls.js'
import { ReplayGroups } from '../replay/groups.js'
import { createProgress } from '../replay/progress.js'
import { reportText } from '../replay/report.js'
import { timeTravelText } from '../replay/time-travel.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command, type CommandContext, type ExitCode } from './command.js'

const options = {
  flow: { type: 'string' },
  all: { type: 'boolean', default: false },
  reinterpret: { type: 'boolean', default: false },
  'time-travel': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const replay: Command = {
  name: 'replay',
  summary: 'run recorded calls again, on their own version or on a draft',
  help: `Usage: callchart replay <call id | file.jsonl>... [--flow <flow id or file>] [options]

Each call runs again from its journal: nobody is called, asked or told anything. Ids are looked up in the database of
DATABASE_URL, or in the embedded one of CALLCHART_DATA, while its system runs too; files are those of "callchart journal".
Without --flow a call runs on the version that it was pinned to, and each of its steps must want the very effects
that it wanted live. With --flow it runs on the flow as its file is now, and the outcomes are compared: path, end,
tags, transfer and variables. What was understood and answered is that of the recording; timers are the draft's own.
Where the draft asks what the recording does not answer, or the other way round, the call is "diverged": nobody knows.

Options:
  --flow flow          the draft: id or file
  --all                every call of the database; with --flow those that began with it
  --reinterpret        utterances get the meaning that the draft's own model gives them
  --time-travel        every step of one call: when, what came, where the call then was, what was to be done
  --json               one JSON document on stdout

Values of sensitive turns and variables are shown nowhere.

Exit code: 0 no change, 1 changes, calls that are not reproduced or cannot be read, 2 bad usage.`,
  run: async (context) => {
    const { values, positionals } = parseCommandLine(context.args, options)
    if (positionals.length === 0 && !values.all) throw new UsageError('replay takes ids of calls or files of journals, or --all. See --help.')
    if (values.all && positionals.length > 0) throw new UsageError('replay takes ids of calls and files, or --all, not both.')
    if (values.reinterpret && values.flow === undefined) throw new UsageError('--reinterpret asks the model of a draft: name it with --flow.')
    const settings = readSettings(context.environment, { port: 0, logLevel: 'warn' })
    const draft = values.flow === undefined ? undefined : await readDraft(values.flow, settings.flowsDir, values.reinterpret)
    const database = new CallDatabase(settings)
    try {
      const names = values.all ? await (await database.archive()).callIds(draft?.manifest.flow) : positionals
      const work: ReplayWork = { context, names, database, draft, reinterprets: values.reinterpret }
      return values['time-travel'] ? await travel(work, values.json) : await compare(work, values.json)
    } finally {
      await database.close()
    }
  },
}

interface ReplayWork {
  readonly context: CommandContext
  readonly names: readonly string[]
  readonly database: CallDatabase
  readonly draft: ReadyVersion | undefined
  readonly reinterprets: boolean
}

const optionsOf = ({ draft, reinterprets }: ReplayWork, recorded: ReplayOptions['recorded']): ReplayOptions => ({
  recorded,
  ...(draft !== undefined && { draft }),
  ...(reinterprets && { reinterpret: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } }),
})

/** Of a call that cannot be replayed; a fault of ours is none. */
function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CodedError) return { code: error.code, message: error.message }
  throw error
}

async function compare(work: ReplayWork, json: boolean): Promise<ExitCode> {
  const { context, names, database, draft } = work
  const groups = new ReplayGroups()
  const calls: Replay[] = []
  const problems: { readonly code: string; readonly message: string }[] = []
  const progress = createProgress(context.note)
  const fail = (error: unknown): void => {
    const problem = problemOf(error)
    problems.push(problem)
    context.note(`${problem.code}: ${problem.message}`)
  }
  for await (const found of findCalls(names, database, draft)) {
    if (context.signal.aborted) throw new CliError('CLI_CALL_CUT', 'Interrupted.')
    if ('problem' in found) {
      fail(found.problem)
      continue
    }
    try {
      const replayed = replayCall(found.call, optionsOf(work, found.versions))
      groups.add(replayed)
      if (json) calls.push(replayed)
    } catch (error) {
      fail(error)
    }
    progress.count()
  }
  const { counts } = groups
  if (json) context.write(asJson({ ...(draft !== undefined && { draft: { flow: draft.manifest.flow, version: draft.version } }), counts, calls, problems }))
  else context.write(reportText(groups, draft, problems.length))
  return counts.changed + counts.diverged + counts.unfaithful + problems.length === 0 ? exitCodes.done : exitCodes.problemsFound
}

async function travel(work: ReplayWork, json: boolean): Promise<ExitCode> {
  const { context, names, database, draft } = work
  const found = []
  for await (const each of findCalls(names, database, draft)) {
    if ('problem' in each) throw each.problem instanceof Error ? each.problem : new CliError('CLI_FILE_UNREADABLE', messageOf(each.problem))
    found.push(each)
    if (found.length > 1) break
  }
  const [only] = found
  if (only === undefined || found.length > 1) throw new UsageError('--time-travel looks at one call: name one, or a file with one call.')
  const runs = stepsOf(only.call, optionsOf(work, only.versions))
  context.write(json ? asJson({ callId: only.call.origin.callId, flow: only.call.flow, version: only.call.version, ...runs }) : timeTravelText(only.call.origin.callId, runs))
  return exitCodes.done
}
