import { Readable } from 'node:stream'
import { runCommandLine } from '../run-command.js'

export interface RunOptions {
  /** What is typed while it runs. */
  readonly typed?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** What a command line wrote, noted and ended with. */
export type CommandRunner = (argv: readonly string[], options?: RunOptions) => Promise<{ readonly code: number; readonly out: string; readonly notes: string }>

export const runCommand: CommandRunner = async (argv, { typed = '', environment = {} } = {}) => {
  let out = ''
  const notes: string[] = []
  const code = await runCommandLine({
    argv,
    environment,
    write: (text) => (out += text),
    note: (line) => notes.push(line),
    input: Readable.from([typed]),
    signal: new AbortController().signal,
    endsWithin: () => undefined,
  })
  return { code, out, notes: notes.join('\n') }
}
