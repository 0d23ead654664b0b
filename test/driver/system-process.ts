import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import type { SwitchSettings } from '@callchart/runtime'

const launcher = fileURLToPath(new URL('../../bin/callchart.mjs', import.meta.url))
const readyWithinMs = 60_000
const isReady = /Callchart is ready: (\S+)/

export interface ProcessOptions {
  readonly dataDir: string
  readonly flowsDir: string
  readonly ports: { readonly http: number; readonly media: number }
  readonly switches: readonly SwitchSettings[]
  /** Further variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A whole system that runs apart from the tests, as users start it: it can be killed, and started again on what it left. */
export class SystemProcess {
  private child: ChildProcess | undefined
  private written = ''

  constructor(private readonly options: ProcessOptions) {}

  get url(): string {
    return `http://127.0.0.1:${this.options.ports.http}`
  }

  get mediaUrl(): string {
    return `ws://127.0.0.1:${this.options.ports.media}`
  }

  /** All that its processes have written. */
  get log(): string {
    return this.written
  }

  /** Tries until it runs, as a supervisor of services does: what a killed one left may take a moment to end. @throws Error with its log */
  async start(): Promise<void> {
    const giveUpAt = Date.now() + readyWithinMs
    while (Date.now() < giveUpAt) {
      if (await this.begins(giveUpAt)) return
      await pause(200)
    }
    throw new Error(`the system did not start:\n${this.written.slice(-4_000)}`)
  }

  /** As by a fault: nothing is ended in order. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
  }

  /** @returns false: it ended instead */
  private async begins(giveUpAt: number): Promise<boolean> {
    const { dataDir, flowsDir, ports, switches, environment } = this.options
    const child = spawn(process.execPath, [launcher, 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env, PORT: String(ports.http), MEDIA_PORT: String(ports.media), CALLCHART_DATA: dataDir, FLOWS_DIR: flowsDir, FLOWS_WRITE_BACK: 'off',
        SWITCHES: JSON.stringify(switches), ...environment,
      },
    })
    this.child = child
    const begin = this.written.length
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (this.written += text))
    while (Date.now() < giveUpAt && child.exitCode === null && child.signalCode === null) {
      if (isReady.test(this.written.slice(begin))) return true
      await pause(50)
    }
    return false
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
