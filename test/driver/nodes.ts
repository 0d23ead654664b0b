import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ApiClient, connectVoice, LegClock, type Voice } from '@callchart/cli'
import { masterKey, masterKeySetting } from './master-key.js'
import { checkArchive, startEmbeddedPostgres, type EmbeddedPostgres } from '@callchart/runtime'
import { Caller } from './caller.js'
import type { FlowFile } from './flows.js'

const cliEntry = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

/** They end with this process, also where it is told to end. */
const living = new Set<ChildProcess>()
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')))

/** One part of a system, in a process of its own. */
export class Node {
  readonly logged: Record<string, unknown>[] = []
  private readonly listeners: ((line: Readonly<Record<string, unknown>>) => void)[] = []
  private readonly waiters: (() => void)[] = []

  private addresses: readonly string[] = []
  /** What it said that is no line of its log. */
  private lastWords = ''

  private constructor(private readonly child: ChildProcess) {
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', (line) => this.note(line))
  }

  static async start(role: 'app' | 'bridge' | 'speech', environment: Readonly<Record<string, string>>): Promise<Node> {
    const child = spawn(process.execPath, [cliEntry, 'start', role], { env: { ...process.env, LOG_LEVEL: 'info', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    living.add(child)
    child.once('exit', () => living.delete(child))
    const node = new Node(child)
    for await (const line of createInterface({ input: child.stdout })) {
      const [, addresses] = /^Callchart \w+ is ready: (.*)$/.exec(line) ?? []
      if (addresses === undefined) continue
      node.addresses = addresses.split(', control ')
      return node
    }
    throw new Error(`${role} ended before it was ready: ${node.lastWords}`)
  }

  get address(): string {
    return this.addresses[0] ?? ''
  }

  get controlAddress(): string {
    return this.addresses[1] ?? ''
  }

  async ends(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal)
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
    return this.child.exitCode
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Each line of its log, those that came before included. */
  listen(listener: (line: Readonly<Record<string, unknown>>) => void): void {
    this.logged.forEach(listener)
    this.listeners.push(listener)
  }

  /** A line of its log, by now or later. */
  async logs(test: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const line = this.logged.find(test)
      if (line !== undefined) return line
      await new Promise<void>((resolve) => this.waiters.push(resolve))
    }
  }

  private note(line: string): void {
    if (!line.startsWith('{')) return void (this.lastWords = line)
    const fields = JSON.parse(line) as Record<string, unknown>
    this.logged.push(fields)
    for (const listener of this.listeners) listener(fields)
    for (const waiter of this.waiters.splice(0)) waiter()
  }
}

/** A system of several processes on one PostgreSQL. */
export class Nodes {
  readonly apps: Node[] = []
  readonly bridges: Node[] = []
  readonly folder = mkdtempSync(join(tmpdir(), 'callchart-nodes-'))
  private readonly clock = new LegClock()
  private readonly others: Node[] = []
  private database: EmbeddedPostgres | undefined
  private voice: Voice | undefined

  constructor(flows: readonly FlowFile[]) {
    chmodSync(this.folder, 0o711)
    mkdirSync(join(this.folder, 'flows'))
    for (const flow of flows) writeFileSync(join(this.folder, 'flows', `${flow.id}.flow.json`), JSON.stringify(flow))
  }

  async start({ apps = 2, bridges = 1 } = {}): Promise<void> {
    this.database = await startEmbeddedPostgres({ dataDir: join(this.folder, 'database'), temporary: true })
    const speech = await Node.start('speech', { SPEECH_PORT: '0' })
    this.others.push(speech)
    this.voice = connectVoice(speech.address)
    for (let count = 0; count < apps; count += 1) await this.startApp()
    for (let count = 0; count < bridges; count += 1) await this.startBridge()
  }

  async startApp(environment: Readonly<Record<string, string>> = {}): Promise<Node> {
    const app = await Node.start('app', {
      DATABASE_URL: this.database?.url ?? '',
      PORT: '0',
      CONTROL_PORT: '0',
      RECORDING_KEY: masterKeySetting,
      RECORDINGS: 'off',
      FLOWS_DIR: join(this.folder, 'flows'),
      FLOWS_WRITE_BACK: 'off',
      CALLCHART_DATA: join(this.folder, `app-${this.apps.length}`),
      ...environment,
    })
    this.apps.push(app)
    return app
  }

  async startBridge(environment: Readonly<Record<string, string>> = {}): Promise<Node> {
    const bridge = await Node.start('bridge', {
      CONTROL_ADDRESSES: this.apps.map(({ controlAddress }) => controlAddress).join(','),
      MEDIA_PORT: '0',
      SPEECH_ADDRESS: this.others[0]?.address ?? '',
      RECORDINGS: 'off',
      CALLCHART_DATA: join(this.folder, `bridge-${this.bridges.length}`),
      ...environment,
    })
    this.bridges.push(bridge)
    await Promise.all(this.apps.map((app) => app.logs(({ msg, mediaUrl }) => msg === 'bridge announced' && mediaUrl === bridge.address)))
    return bridge
  }

  /** Of the app that is asked; any other answers the same. */
  api = new ApiClient('')

  asks(app: Node): this {
    this.api = new ApiClient(app.address)
    return this
  }

  speech(text: string, voiceName = 'en-us'): Promise<Int16Array> {
    return this.voice?.speak(text, voiceName) ?? Promise.reject(new Error('the system has not been started'))
  }

  async calls(flow: string): Promise<Caller> {
    const { callId, mediaUrl } = await this.api.createCall({ flow })
    return Caller.connects(this, callId, mediaUrl, this.clock, {})
  }

  /** @param but another one, where there is one */
  anyApp(but?: Node): Node {
    const app = this.apps.find((each) => each !== but) ?? but
    if (app === undefined) throw new Error('no app runs')
    return app
  }

  get bridge(): Node {
    const [bridge] = this.bridges
    if (bridge === undefined) throw new Error('no bridge runs')
    return bridge
  }

  /** @returns its exit code */
  ends(app: Node, signal: NodeJS.Signals): Promise<number | null> {
    this.apps.splice(this.apps.indexOf(app), 1)
    return app.ends(signal)
  }

  /** The app that works on the call. */
  async holderOf(callId: string): Promise<Node> {
    return Promise.any(this.apps.map((app) => app.logs((line) => line.msg === 'bridge attached' && line.callId === callId).then(() => app)))
  }

  /** @throws Error where a call is not what its journal makes of it */
  async close(): Promise<void> {
    this.voice?.close()
    for (const node of [...this.bridges, ...this.apps, ...this.others]) await node.ends('SIGKILL')
    const { failures } = await checkArchive(this.database?.url ?? '', masterKey)
    await this.database?.stop()
    rmSync(this.folder, { recursive: true, force: true })
    if (failures.length > 0) throw new Error(failures.join('\n'))
  }
}
