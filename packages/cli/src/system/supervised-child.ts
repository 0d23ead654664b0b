import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Logger } from 'pino'
import { CliError, messageOf } from '../errors.js'

export interface ChildSpec<Ready> {
  readonly name: string
  /** Starts the process; `previous` is what it was ready with before it died, so that it keeps its address. */
  start(previous: Ready | undefined): ChildProcess
  /** Resolves when the process serves; a process that ends first need not be watched for. */
  untilReady(child: ChildProcess): Promise<Ready>
  /** After a restart. */
  onReady?(ready: Ready): void
  readonly readyWithinMs: number
  /** What the child cannot begin without: its time counts from there. */
  readonly waitsFor?: Promise<unknown>
  readonly logger: Logger
  /** Aborted when the system is given up while the child still starts. */
  readonly givenUp?: AbortSignal
  /** Waits before each restart in a row; the last one repeats. */
  readonly backoffMs?: readonly number[]
}

export interface SupervisedChild<Ready> {
  readonly ready: Ready
  /** The process that now runs. */
  readonly pid: number | undefined
  /** Asks it to end, and kills it when it does not within 3 s. */
  stop(): Promise<void>
}

const defaultBackoffMs = [200, 500, 1_000, 2_000, 5_000]
const stopWithinMs = 3_000
/** Having served for so long, the next end counts as the first. */
const steadyAfterMs = 30_000

/**
 * Starts a child process and starts it again whenever it ends.
 * @throws CliError CLI_CHILD_FAILED when it does not become ready at the first start
 */
export async function superviseChild<Ready>(spec: ChildSpec<Ready>): Promise<SupervisedChild<Ready>> {
  const supervisor = new Supervisor(spec)
  const ready = await supervisor.begin(undefined)
  return {
    ready,
    get pid() {
      return supervisor.pid
    },
    stop: () => supervisor.stop(),
  }
}

class Supervisor<Ready> {
  private child: ChildProcess | undefined
  private stopping = false
  private restartCount = 0
  private restart: NodeJS.Timeout | undefined

  constructor(private readonly spec: ChildSpec<Ready>) {}

  get pid(): number | undefined {
    return this.child?.pid
  }

  async begin(previous: Ready | undefined): Promise<Ready> {
    const { name, readyWithinMs, waitsFor = Promise.resolve() } = this.spec
    const child = this.spec.start(previous)
    this.child = child
    let late: NodeJS.Timeout | undefined
    let isOver = false
    try {
      const ready = await Promise.race([
        this.spec.untilReady(child),
        endOf(child).then((how) => {
          throw new CliError('CLI_CHILD_FAILED', `The ${name} ended before it was ready (${how}): its own lines above say why.`)
        }),
        abortionOf(this.spec.givenUp),
        new Promise<never>((_, reject) => {
          const isLate = (): void =>
            reject(
              new CliError('CLI_CHILD_FAILED', `The ${name} was not ready within ${readyWithinMs} ms: is the machine overloaded? LOG_LEVEL=debug shows more.`),
            )
          void waitsFor.then(
            () => {
              if (!isOver) late = setTimeout(isLate, readyWithinMs)
            },
            () => undefined,
          )
        }),
      ])
      this.watch(child, ready)
      return ready
    } catch (error) {
      await end(child)
      throw error
    } finally {
      isOver = true
      clearTimeout(late)
    }
  }

  async stop(): Promise<void> {
    this.stopping = true
    clearTimeout(this.restart)
    if (this.child !== undefined) await end(this.child)
  }

  private watch(child: ChildProcess, ready: Ready): void {
    const since = Date.now()
    void endOf(child).then((how) => {
      if (this.stopping) return
      if (Date.now() - since > steadyAfterMs) this.restartCount = 0
      this.spec.logger.error({ child: this.spec.name, how }, 'a child process ended; it is started again')
      this.startLater(ready)
    })
  }

  private startLater(previous: Ready): void {
    const waits = this.spec.backoffMs ?? defaultBackoffMs
    const waitMs = waits[Math.min(this.restartCount, waits.length - 1)] ?? 0
    this.restartCount += 1
    this.restart = setTimeout(() => void this.startAgain(previous), waitMs)
  }

  private async startAgain(previous: Ready): Promise<void> {
    try {
      const ready = await this.begin(previous)
      if (this.stopping) return await this.stop()
      this.spec.logger.info({ child: this.spec.name }, 'a child process serves again')
      this.spec.onReady?.(ready)
    } catch (error) {
      if (this.stopping) return
      this.spec.logger.error({ child: this.spec.name, reason: messageOf(error) }, 'a child process could not be started again')
      this.startLater(previous)
    }
  }
}

function abortionOf(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(new CliError('CLI_CHILD_FAILED', 'The start was given up.'))
    if (signal?.aborted === true) giveUp()
    else signal?.addEventListener('abort', giveUp, { once: true })
  })
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function endOf(child: ChildProcess): Promise<string> {
  if (!hasEnded(child)) {
    const [code, signal] = (await Promise.race([once(child, 'exit'), failureOf(child)])) as [number | null, string | null]
    return signal ?? `exit ${code}`
  }
  return child.signalCode ?? `exit ${child.exitCode}`
}

/** A process that could not even be started has no exit. */
const failureOf = (child: ChildProcess): Promise<[null, string]> =>
  new Promise((resolve) => child.once('error', (error) => resolve([null, error.message])))

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return
  const ended = endOf(child)
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(timer)
}
