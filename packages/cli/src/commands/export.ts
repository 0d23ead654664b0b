import { writeFile } from 'node:fs/promises'
import { calendarJsonSchemaText, exportMachineJson, exportMachineTs, faqJsonSchemaText, flowJsonSchemaText, rulesJsonSchemaText } from '@callchart/flow'
import { CliError, messageOf, UsageError } from '../errors.js'
import { readGoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { exitCodes, parseCommandLine, type Command } from './command.js'

const formats = ['machine.json', 'machine.ts', 'schema', 'calendar-schema', 'faq-schema', 'rules-schema'] as const
type Format = (typeof formats)[number]

export const exportFlow: Command = {
  name: 'export',
  summary: 'write a flow as an XState machine, or the schema of flow files',
  help: `Usage: callchart export <flow id or file> [--format machine.json|machine.ts] [--out file]
       callchart export --format schema|calendar-schema|faq-schema|rules-schema [--out file]

  machine.json     the chart as an XState v5 configuration (default)
  machine.ts       the same as a TypeScript module with its guards, assigns and renderEffect; it imports
                   xstate, @marcbachmann/cel-js and re2js only
  schema           JSON Schema of a flow file
  calendar-schema  JSON Schema of a calendar file
  faq-schema       JSON Schema of a file of questions and answers
  rules-schema     JSON Schema of a file of rules
Sub-flows are taken from the folder of the file. Without --out the text goes to stdout. The same flow gives the same bytes everywhere.`,
  run: async ({ args, environment, write, note }) => {
    const { values, positionals } = parseCommandLine(args, { format: { type: 'string', default: 'machine.json' }, out: { type: 'string' } })
    const settings = readSettings(environment, { port: 0, logLevel: 'warn' })
    const text = await textOf(readFormat(values.format), positionals, settings.flowsDir)
    if (values.out === undefined) write(text)
    else {
      await save(values.out, text)
      note(`wrote ${values.out}`)
    }
    return exitCodes.done
  },
}

const schemas: Partial<Record<Format, () => string>> = { schema: flowJsonSchemaText, 'calendar-schema': calendarJsonSchemaText, 'faq-schema': faqJsonSchemaText, 'rules-schema': rulesJsonSchemaText }

function readFormat(text: string): Format {
  const format = formats.find((each) => each === text)
  if (format === undefined) throw new UsageError(`--format ${text} does not exist: ${formats.join(', ')}.`)
  return format
}

async function textOf(format: Format, positionals: readonly string[], flowsDir: string): Promise<string> {
  const [flow, ...rest] = positionals
  const schema = schemas[format]
  if (rest.length > 0 || (flow === undefined) !== (schema !== undefined))
    throw new UsageError(`export takes one flow, and none for --format ${schema === undefined ? 'schema' : format}. See --help.`)
  if (schema !== undefined || flow === undefined) return schema?.() ?? ''
  const { compiled } = await readGoodFlow(flow, flowsDir)
  return format === 'machine.ts' ? exportMachineTs(compiled) : exportMachineJson(compiled)
}

async function save(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be written: ${messageOf(error)}`, { cause: error })
  })
}
