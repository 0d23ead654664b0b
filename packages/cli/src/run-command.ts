import { CodedError } from '@callchart/protocol'
import { exitCodes, type CommandContext, type ExitCode } from './commands/command.js'
import { commands } from './commands/commands.js'
import { UsageError } from './errors.js'

const overview = `callchart: voice bots whose dialogues are statecharts

Usage: callchart <command> [arguments]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}

"callchart <command> --help" tells more. Exit codes: 0 done, 1 problems found, 2 bad usage.
`

export type CommandLine = Omit<CommandContext, 'args'> & { readonly argv: readonly string[] }

/** Runs the command that the command line names; errors become their message and an exit code. */
export async function runCommandLine({ argv, ...context }: CommandLine): Promise<ExitCode> {
  const [name, ...args] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.write(overview)
    return name === undefined ? exitCodes.badUsage : exitCodes.done
  }
  const command = commands.find((each) => each.name === name)
  try {
    if (command === undefined) throw new UsageError(`There is no command "${name}": ${commands.map((each) => each.name).join(', ')}.`)
    if (args.includes('--help') || args.includes('-h')) {
      context.write(`${command.helpOf?.(args) ?? command.help}\n`)
      return exitCodes.done
    }
    return await command.run({ ...context, args })
  } catch (error) {
    context.note(describe(error))
    return error instanceof UsageError ? exitCodes.badUsage : exitCodes.problemsFound
  }
}

/** An error that we know needs no stack; any other is a fault of ours. */
function describe(error: unknown): string {
  if (error instanceof CodedError) return `${error.code}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
