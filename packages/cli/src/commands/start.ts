import { pino } from 'pino'
import { UsageError } from '../errors.js'
import { environmentHelp, readSettings } from '../system/settings.js'
import { startSystem } from '../system/start-system.js'
import { exitCodes, parseCommandLine, type Command } from './command.js'

const closeWithinMs = 4_500

export const start: Command = {
  name: 'start',
  summary: 'run the whole system on this machine until it is stopped',
  help: `Usage: callchart start

Runs PostgreSQL, the app, the media bridge and the speech engine on 127.0.0.1 and prints
"Callchart is ready: http://127.0.0.1:8080" when calls can be taken. Ctrl-C or SIGTERM ends it.

${environmentHelp}`,
  run: async ({ args, environment, write, note, signal }) => {
    const { positionals } = parseCommandLine(args, {})
    if (positionals.length > 0)
      throw new UsageError(`start takes no arguments, not "${positionals.join(' ')}": settings come from the environment, see --help.`)
    const settings = readSettings(environment, { port: 8_080, logLevel: 'info' })
    const logger = pino({ name: 'callchart', level: settings.logLevel }, pino.destination({ fd: 2, sync: true }))
    const system = await startSystem({ ...settings, logger, signal })
    try {
      if (!signal.aborted) write(`Callchart is ready: ${system.url}\n`)
      await aborted(signal)
      note('ending')
    } finally {
      await Promise.race([system.close(), new Promise((resolve) => setTimeout(resolve, closeWithinMs))])
    }
    return exitCodes.done
  },
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
