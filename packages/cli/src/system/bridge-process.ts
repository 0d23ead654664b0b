import { fork, type ChildProcess } from 'node:child_process'
import type { Logger } from 'pino'
import { CliError } from '../errors.js'
import type { BridgeAnswer, BridgeOrder } from './bridge-messages.js'
import { bridgeEntry } from './paths.js'
import { superviseChild, type SupervisedChild } from './supervised-child.js'

const readyWithinMs = 60_000

/** WebSocket base address of the bridge; it stays the same when the bridge has to be started again. */
export type BridgeProcess = SupervisedChild<string>

export interface BridgeProcessSettings {
  /** What only the other parts know is awaited while the process already loads. */
  readonly order: Promise<BridgeOrder>
  readonly onReady: (url: string) => void
  readonly logger: Logger
  readonly givenUp: AbortSignal
}

/** Starts the media bridge in a process of its own. @throws CliError CLI_CHILD_FAILED */
export function startBridgeProcess({ order, onReady, logger, givenUp }: BridgeProcessSettings): Promise<BridgeProcess> {
  return superviseChild<string>({
    name: 'media bridge',
    logger,
    givenUp,
    readyWithinMs,
    waitsFor: order,
    onReady,
    start: (url) => {
      // Its own process group: Ctrl-C reaches the parent, which ends its children in order.
      const child = fork(bridgeEntry, [], { detached: true, stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] })
      void order.then(
        (known) => child.connected && child.send(keepingPort(known, url)),
        () => child.kill('SIGTERM'),
      )
      return child
    },
    untilReady: answerOf,
  })
}

const keepingPort = (order: BridgeOrder, url: string | undefined): BridgeOrder =>
  url === undefined ? order : { ...order, settings: { ...order.settings, port: Number(new URL(url).port) } }

function answerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const answer = message as BridgeAnswer
      if (answer.type === 'ready') resolve(answer.url)
      else
        reject(
          new CliError(
            'CLI_CHILD_FAILED',
            `The media bridge could not start: ${answer.code === undefined ? '' : `${answer.code}: `}${answer.message}`,
          ),
        )
    })
  })
}
