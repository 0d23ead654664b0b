import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Logger } from 'pino'
import { speechEngineEntry } from './paths.js'
import type { Environment } from './settings.js'
import { superviseChild, type SupervisedChild } from './supervised-child.js'

const readyWithinMs = 60_000

/** Address `host:port` of the engine's gRPC server; it stays the same when the engine has to be started again. */
export type SpeechProcess = SupervisedChild<string>

export interface SpeechProcessSettings {
  readonly logger: Logger
  readonly logLevel: string
  /** Passed on: the engine's own variables begin with SPEECH_ENGINE_. */
  readonly environment: Environment
  /** Absent: a free one. */
  readonly port?: number
  readonly givenUp?: AbortSignal
}

/** Starts the embedded speech engine in a process of its own. @throws CliError CLI_CHILD_FAILED */
export function startSpeechProcess({ logger, logLevel, environment, port = 0, givenUp }: SpeechProcessSettings): Promise<SpeechProcess> {
  return superviseChild<string>({
    name: 'speech engine',
    logger,
    ...(givenUp === undefined ? {} : { givenUp }),
    readyWithinMs,
    start: (address) =>
      spawn(process.execPath, [speechEngineEntry], {
        // Its own process group: Ctrl-C reaches the parent, which ends its children in order.
        detached: true,
        stdio: ['pipe', 'pipe', 2],
        env: {
          ...environment,
          SPEECH_ENGINE_PORT: address?.split(':').at(-1) ?? String(port),
          SPEECH_ENGINE_EXIT_WITH_PARENT: '1',
          LOG_LEVEL: logLevel,
        },
      }),
    untilReady: readyLine,
  })
}

async function readyLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError('the speech engine has no stdout')
  return new Promise((resolve) => {
    const lines = createInterface({ input: child.stdout ?? process.stdin })
    lines.on('line', (line) => {
      const address = addressIn(line)
      if (address !== undefined) resolve(address)
    })
  })
}

function addressIn(line: string): string | undefined {
  try {
    const message = JSON.parse(line) as { ready?: unknown; address?: unknown }
    return message.ready === true && typeof message.address === 'string' ? message.address : undefined
  } catch {
    return undefined
  }
}
