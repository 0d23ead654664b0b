import { CodedError } from '@callchart/protocol'

/** What stops a command: printed as its code and message, never as a stack. */
export class CliError extends CodedError {}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends CliError {
  constructor(message: string, code: 'CLI_BAD_USAGE' | 'CLI_BAD_STEP' | 'CLI_SETTING_INVALID' = 'CLI_BAD_USAGE') {
    super(code, message)
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
