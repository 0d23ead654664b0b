import { pino, type Logger } from 'pino'
import { UsageError } from '../errors.js'
import { readAppRole, readBridgeRole, readSpeechRole, roleHelp, roles, type Role, type RoleSettings } from '../system/role-settings.js'
import { environmentHelp, readSettings } from '../system/settings.js'
import { startAppRole, startBridgeRole, startSpeechRole, type RunningRole } from '../system/start-role.js'
import { startSystem } from '../system/start-system.js'
import { exitCodes, parseCommandLine, type Command, type CommandContext, type ExitCode } from './command.js'

const closeWithinMs = 4_500
/** After the drain: for what is written last. */
const roleClosesWithinMs = 10_000

const isRole = (name: string | undefined): name is Role => roles.some((role) => role === name)

export const start: Command = {
  name: 'start',
  summary: 'run the whole system on this machine until it is stopped, or one part of it',
  help: `Usage: callchart start [app | bridge | speech]

Runs PostgreSQL, the app, the media bridge and the speech engine on 127.0.0.1 and prints
"Callchart is ready: http://127.0.0.1:8080" when calls can be taken. Ctrl-C or SIGTERM ends it.

With a name it runs one part alone, for a system of several machines: "callchart start app --help" and so on.

${environmentHelp}`,
  helpOf: (args) => {
    const [name] = args
    return isRole(name) ? roleHelp[name] : undefined
  },
  run: async (context) => {
    const { positionals } = parseCommandLine(context.args, {})
    const [name, ...more] = positionals
    if (name === undefined) return runSystem(context)
    if (!isRole(name) || more.length > 0)
      throw new UsageError(`start takes the name of one part or nothing, not "${positionals.join(' ')}": ${roles.join(', ')}; settings come from the environment, see --help.`)
    return runRole(name, context)
  },
}

async function runSystem({ environment, write, note, signal }: CommandContext): Promise<ExitCode> {
  const settings = readSettings(environment, { port: 8_080, logLevel: 'info' })
  const system = await startSystem({ ...settings, logger: loggerOf('callchart', settings.logLevel), signal })
  try {
    if (!signal.aborted) write(`Callchart is ready: ${system.url}\n`)
    await aborted(signal)
    note('ending')
  } finally {
    await Promise.race([system.close(), new Promise((resolve) => setTimeout(resolve, closeWithinMs))])
  }
  return exitCodes.done
}

async function runRole(role: Role, { environment, write, note, signal, endsWithin }: CommandContext): Promise<ExitCode> {
  const { settings, begin } = starters[role](environment, signal)
  endsWithin(settings.drainMs + roleClosesWithinMs)
  const running = await begin(loggerOf(`callchart-${role}`, settings.logLevel))
  if (!signal.aborted) write(`Callchart ${role} is ready: ${running.addresses}\n`)
  await aborted(signal)
  note('ending: a second signal ends it at once')
  await running.end()
  return exitCodes.done
}

interface Starter {
  readonly settings: RoleSettings
  readonly begin: (logger: Logger) => Promise<RunningRole>
}

const starters: Readonly<Record<Role, (environment: CommandContext['environment'], signal: AbortSignal) => Starter>> = {
  app(environment) {
    const settings = readAppRole(environment)
    return { settings, begin: (logger) => startAppRole(settings, logger) }
  },
  bridge(environment) {
    const settings = readBridgeRole(environment)
    return { settings, begin: (logger) => startBridgeRole(settings, logger) }
  },
  speech(environment, signal) {
    const settings = readSpeechRole(environment)
    return { settings, begin: (logger) => startSpeechRole(settings, logger, signal) }
  },
}

const loggerOf = (name: string, level: string): Logger => pino({ name, level }, pino.destination({ fd: 2, sync: true }))

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
