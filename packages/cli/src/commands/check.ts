import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { compileFlow, readFlow, versionIdentity, type FlowProblem } from '@callchart/flow'
import { CliError, messageOf } from '../errors.js'
import { embeddedLimits } from '../system/embedded-limits.js'
import { findFlow, flowFilesIn } from '../system/flow-files.js'
import { environmentHelp, readSettings, type SystemSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

interface CheckedFlow {
  readonly file: string
  readonly flow?: string
  readonly version?: string
  readonly problems: readonly FlowProblem[]
}

export const check: Command = {
  name: 'check',
  summary: 'find what is wrong in flow files, and the way out',
  help: `Usage: callchart check [flow id or file]... [--json]

Without arguments all flows of FLOWS_DIR are checked. --json prints
{"flows": [{"file", "flow", "version", "problems": [{"code", "severity", "nodeId", "message", "wayOut"}]}]}.

Exit code: 0 no errors (there may be warnings), 1 errors, 2 bad usage.

${environmentHelp
  .split('\n')
  .filter((line) => /Environment|FLOWS_DIR|ASR_ENGINES/.test(line))
  .join('\n')}`,
  run: async ({ args, environment, write }) => {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean', default: false } })
    const settings = readSettings(environment, { port: 0, logLevel: 'warn' })
    const files =
      positionals.length > 0 ? await Promise.all(positionals.map((name) => fileOf(name, settings))) : await flowFilesIn(settings.flowsDir)
    if (files.length === 0)
      throw new CliError('CLI_FLOW_UNKNOWN', `There are no flow files in ${settings.flowsDir}: name one, or set FLOWS_DIR.`)
    const flows = await Promise.all(files.map((file) => checkFile(file, settings)))
    write(values.json ? asJson({ flows }) : flows.map(describeFlow).join(''))
    return flows.some(({ problems }) => problems.some(({ severity }) => severity === 'error')) ? exitCodes.problemsFound : exitCodes.done
  },
}

/** A file that is no flow at all is checked too: that is its problem. */
async function fileOf(name: string, settings: SystemSettings): Promise<string> {
  return findFlow(name, settings.flowsDir).then(
    ({ file }) => file,
    (error: unknown) => {
      if (error instanceof CliError && error.code === 'CLI_FLOW_INVALID') return name
      throw error
    },
  )
}

async function checkFile(path: string, settings: SystemSettings): Promise<CheckedFlow> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${path} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  const file = relative('.', path)
  const { document, problems } = readFlow(text)
  if (document === undefined) return { file, problems }
  if (problems.some(({ severity }) => severity === 'error')) return { file, flow: document.id, problems }
  compileFlow(document)
  return {
    file,
    flow: document.id,
    version: versionIdentity(document),
    problems: [...problems, ...embeddedLimits(document, settings.asrEngines ?? [])],
  }
}

function describeFlow({ file, flow, version, problems }: CheckedFlow): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const verdict = errors > 0 ? `${errors} error${errors === 1 ? '' : 's'}` : `good, version ${version?.slice(0, 12) ?? ''}`
  const lines = problems.map(
    ({ code, severity, nodeId, message, wayOut }) =>
      `  ${severity} ${code}${nodeId === undefined ? '' : ` at "${nodeId}"`}: ${message} ${wayOut}\n`,
  )
  return `${file}${flow === undefined ? '' : ` (${flow})`}: ${verdict}\n${lines.join('')}`
}
