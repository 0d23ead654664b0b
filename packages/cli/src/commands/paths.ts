import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { exploredFlow, flowPaths, markdownText, vitestText, type FlowPaths, type Reader } from '@callchart/flow'
import { CliError, messageOf, UsageError } from '../errors.js'
import { findFlow } from '../system/flow-files.js'
import { readGoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

const formats = ['markdown', 'vitest', 'json'] as const
type Format = (typeof formats)[number]

const fileEnds: Readonly<Record<Format, string>> = { markdown: 'paths.md', vitest: 'paths.test.ts', json: 'paths.json' }

export const paths: Command = {
  name: 'paths',
  summary: 'conversations that cover every transition of a flow, as tests or to be read aloud',
  help: `Usage: callchart paths <flow id or file> [--format markdown|vitest|json] [--language en|zh] [--out folder]

A small set of whole conversations that takes every transition that a call can take, and why none takes the others.

  markdown  a script to be read aloud: what the bot says, what the caller, the agents and the services do (default);
            in Chinese and English side by side, or in one of them by --language
  vitest    a test file for @callchart/flow/testing that passes on the flow as it is
  json      the same as one JSON document

With --out the text is written to <folder>/<flow id>.${fileEnds.markdown}, .${fileEnds.vitest} or .${fileEnds.json}, else to stdout.

Exit code: 0 done, 1 the flow cannot be read, 2 bad usage.`,
  run: async ({ args, environment, write, note }) => {
    const { values, positionals } = parseCommandLine(args, { format: { type: 'string', default: 'markdown' }, language: { type: 'string' }, out: { type: 'string' } })
    const [flow, ...rest] = positionals
    if (flow === undefined || rest.length > 0) throw new UsageError('paths takes one flow: its id, or its file. See --help.')
    const format = readFormat(values.format)
    const readers = readReaders(values.language)
    const { flowsDir } = readSettings(environment, { port: 0, logLevel: 'warn' })
    const { compiled } = await readGoodFlow(flow, flowsDir)
    const { file } = await findFlow(flow, flowsDir)
    const found = flowPaths(exploredFlow(compiled))
    const text = textOf(found, format, readers, filePath(values.out ?? '.', file))
    if (values.out === undefined) write(text)
    else note(`wrote ${await save(values.out, `${found.flow}.${fileEnds[format]}`, text)}: ${told(found)}`)
    return exitCodes.done
  },
}

function readFormat(text: string): Format {
  const format = formats.find((each) => each === text)
  if (format === undefined) throw new UsageError(`--format ${text} does not exist: ${formats.join(', ')}.`)
  return format
}

function readReaders(text: string | undefined): readonly Reader[] {
  if (text === undefined) return ['zh', 'en']
  const reader = (['en', 'zh'] as const).find((each) => each === text)
  if (reader === undefined) throw new UsageError(`--language ${text} does not exist: en, zh; both where it is left out.`)
  return [reader]
}

/** As a module in the folder names it. */
function filePath(folder: string, file: string): string {
  const path = relative(resolve(folder), resolve(file)).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

function textOf(found: FlowPaths, format: Format, readers: readonly Reader[], file: string): string {
  switch (format) {
    case 'markdown':
      return markdownText(found, readers)
    case 'vitest':
      return vitestText(found, file)
    case 'json':
      return asJson(jsonOf(found))
  }
}

const jsonOf = ({ scripts, untakeable, ...found }: FlowPaths): object => ({
  ...found,
  untakeable: untakeable.map(({ transition, reason }) => ({ ...transition, reason })),
  scripts: scripts.map(({ steps, ...script }) => ({ ...script, steps: steps.map(({ move, prompts, nodes, afterMs }) => ({ ...(move === undefined ? {} : { deed: move.deed, event: move.event }), afterMs, prompts, nodes })) })),
})

const told = ({ scripts, taken, transitionCount, untakeable, open }: FlowPaths): string =>
  `${scripts.length} conversations take ${taken.length} of ${transitionCount} transitions, ${untakeable.length} cannot be taken, ${open.length} were not found`

async function save(folder: string, name: string, text: string): Promise<string> {
  const file = join(folder, name)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, text)
    return file
  } catch (error) {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be written: ${messageOf(error)}`, { cause: error })
  }
}
