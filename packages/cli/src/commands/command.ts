import { parseArgs, type ParseArgsConfig } from 'node:util'
import { messageOf, UsageError } from '../errors.js'
import type { Environment } from '../system/settings.js'

export const exitCodes = { done: 0, problemsFound: 1, badUsage: 2 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export interface CommandContext {
  /** What follows the command's name. */
  readonly args: readonly string[]
  readonly environment: Environment
  /** Results: with --json exactly one JSON document. */
  readonly write: (text: string) => void
  /** What happens meanwhile. */
  readonly note: (line: string) => void
  /** Lines that the user types, for commands that ask. */
  readonly input: NodeJS.ReadableStream
  /** Aborted when the command is to end: Ctrl-C, SIGTERM. */
  readonly signal: AbortSignal
  /** Once it is to end, the command may need so long: what is written is not lost, and who is on the line is not cut off. */
  readonly endsWithin: (ms: number) => void
}

export interface Command {
  readonly name: string
  readonly summary: string
  readonly help: string
  /** The help of what the arguments name, where the command is several. */
  readonly helpOf?: (args: readonly string[]) => string | undefined
  /** @throws CodedError; UsageError where the command line is wrong */
  run(context: CommandContext): Promise<ExitCode>
}

type OptionTable = NonNullable<ParseArgsConfig['options']>
type CommandLineOf<Options extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true; tokens: true; strict: true }>
>

/**
 * `util.parseArgs`, strict, with its complaints as ours.
 * @throws UsageError CLI_BAD_USAGE
 */
export function parseCommandLine<const Options extends OptionTable>(args: readonly string[], options: Options): CommandLineOf<Options> {
  try {
    return parseArgs({ args: escapeNegativeValues(args, options), options, allowPositionals: true, tokens: true, strict: true })
  } catch (error) {
    throw new UsageError(`${messageOf(error)} See --help.`)
  }
}

/** `--echo -25dB@150` means a value that begins with a minus sign, which parseArgs takes only as `--echo=-25dB@150`. */
function escapeNegativeValues(args: readonly string[], options: OptionTable): string[] {
  const result: string[] = []
  for (const arg of args) {
    const option = result.at(-1)
    const takesValue = option?.startsWith('--') === true && options[option.slice(2)]?.type === 'string'
    if (takesValue && /^-\d/.test(arg)) result[result.length - 1] = `${option}=${arg}`
    else result.push(arg)
  }
  return result
}

export const asJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`
