import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { CliError } from '../../errors.js'
import type { FunctionCost, MeterAnswer, MeterQuestion, Reading } from './reading.js'

const meterEntry = fileURLToPath(new URL('./meter.js', import.meta.url))
const stopWithinMs = 5_000

/**
 * What is measured has the first core to itself and everything else the others, so that neither waits for the other: where the machine has
 * several cores, and `taskset` (util-linux).
 */
const pinsCores = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0
const coresOf = (isMeasured: boolean): string => (isMeasured ? '0' : `1-${availableParallelism() - 1}`)

/** A process of a bench: it can be spoken to, and what it uses can be read. Ends with its parent. */
export class MeasuredProcess {
  private readonly child: ChildProcess
  private readonly ended: Promise<unknown>

  /** @param entry path of a built module @param isMeasured false: it only keeps the others busy; absent: it and what it starts run wherever there is room */
  constructor(
    private readonly name: string,
    entry: string,
    isMeasured: boolean | undefined,
    flags: readonly string[] = [],
    environment: NodeJS.ProcessEnv = process.env,
  ) {
    const execArgv = ['--import', meterEntry, ...flags]
    const pinned = pinsCores && isMeasured !== undefined ? { execPath: 'taskset', execArgv: ['-c', coresOf(isMeasured), process.execPath, ...execArgv] } : { execArgv }
    this.child = fork(entry, [], { stdio: ['ignore', 2, 2, 'ipc'], serialization: 'advanced', env: environment, ...pinned })
    this.ended = once(this.child, 'exit')
  }

  send(message: object): void {
    this.child.send(message)
  }

  /** The next message that passes; of several askers each sees every message. @throws CliError CLI_CHILD_FAILED when the process ends before */
  async next<Message extends object>(isWanted: (message: Partial<Message>) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const take = (message: Partial<Message>): void => {
        if (!isWanted(message)) return
        this.child.off('message', take).off('exit', fail)
        resolve(message as Message)
      }
      const fail = (code: number | null): void => {
        this.child.off('message', take)
        reject(new CliError('CLI_CHILD_FAILED', `The process "${this.name}" of the bench ended (${code ?? 'by a signal'}): its own lines above say why.`))
      }
      this.child.on('message', take).once('exit', fail)
    })
  }

  async ask<Message extends object>(question: object, isWanted: (message: Partial<Message>) => boolean): Promise<Message> {
    const answer = this.next(isWanted)
    this.send(question)
    return answer
  }

  read(): Promise<Reading> {
    return this.meter('read').then(({ reading }) => reading as Reading)
  }

  /** After all garbage was collected. */
  readClean(): Promise<Reading> {
    return this.meter('read-clean').then(({ reading }) => reading as Reading)
  }

  async startProfile(): Promise<void> {
    await this.meter('profile.start')
  }

  async stopProfile(): Promise<readonly FunctionCost[]> {
    return (await this.meter('profile.stop')).costs ?? []
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const kill = setTimeout(() => this.child.kill('SIGKILL'), stopWithinMs)
    if (this.child.connected) this.child.disconnect()
    await this.ended
    clearTimeout(kill)
  }

  private meter(meter: MeterQuestion['meter']): Promise<MeterAnswer> {
    return this.ask<MeterAnswer>({ meter }, (message) => message.meter === meter)
  }
}
