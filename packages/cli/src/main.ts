/** Entry of the command line: the only place besides the other main files that reads the environment and the signals. */
import { runCommandLine } from './run-command.js'

const interruption = new AbortController()
let hardExitAfterMs = 6_000

function interrupt(signal: NodeJS.Signals): void {
  const exitCode = signal === 'SIGINT' ? 130 : 143
  if (interruption.signal.aborted) process.exit(exitCode)
  interruption.abort()
  setTimeout(() => process.exit(exitCode), hardExitAfterMs).unref()
}

process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)

const code = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  write: (text) => process.stdout.write(text),
  note: (line) => process.stderr.write(`callchart: ${line}\n`),
  input: process.stdin,
  signal: interruption.signal,
  endsWithin: (ms) => (hardExitAfterMs = ms),
})
// What is written to a pipe must be through before the process ends.
process.stdout.write('', () => process.exit(code))
