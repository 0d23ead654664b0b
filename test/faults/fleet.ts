import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiClient } from '@callchart/cli'
import { masterKeySetting } from '../driver/master-key.js'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@callchart/runtime'
import { DatabaseProxy } from '../../packages/runtime/src/store/testing/database-proxy.js'
import type { FlowFile } from '../driver/flows.js'
import { Node } from '../driver/nodes.js'
import { freePorts } from '../driver/free-ports.js'
import { BadLine } from './bad-line.js'
import { CallTracks } from './call-tracks.js'
import { CpuWait } from './cpu-wait.js'
import { EffectReceiver } from './effect-receiver.js'
import { killPostgres } from './kill-postgres.js'
import { inspectableAt } from './live-heap.js'
import { ScriptedEngine } from './scripted-engine.js'
import type { Seeded } from './seeded.js'
import { SmallDisk } from './small-disk.js'
import { waitFor } from './wait-for.js'

type Role = 'app' | 'bridge'
type Line = Readonly<Record<string, unknown>>

/** A place for a process: whoever runs there next has its ports and its folder. */
export interface Slot {
  readonly name: string
  readonly role: Role
  readonly environment: Readonly<Record<string, string>>
  /** Absent while nobody runs there. */
  node: Node | undefined
  /** Stands still by SIGSTOP. */
  isStopped: boolean
  /** The others know it: a balancer sends callers there, as `/readyz` says. */
  isReady: boolean
}

export interface FleetOptions {
  readonly apps: number
  readonly bridges: number
  readonly flows: readonly FlowFile[]
  /** Of the receiver of effects. */
  readonly answerAfterMs?: number
  /** Of each bridge. */
  readonly maxCalls?: number
  /** One recogniser and one voice where it is absent. */
  readonly engines?: number
  /** How fast they speak. */
  readonly msPerLetter?: number
  /** Bridges reach apps by lines that may be bad. */
  readonly badLines?: Seeded
  /** What they hold alive can be read. @see readLiveMb */
  readonly inspectable?: boolean
  /** What each app has on its disk for what it writes while its database is away; as much as there is where it is absent. */
  readonly awayKilobytes?: number
  /** Further settings of each app. */
  readonly appSettings?: Readonly<Record<string, string>>
}

const announcedWithinMs = 20_000
const engineDeadlineMs = 1_500

/** A system of several processes, that come back where they were, on one PostgreSQL behind a line that may be cut. */
export class Fleet {
  readonly apps: Slot[] = []
  readonly bridges: Slot[] = []
  readonly engines: ScriptedEngine[] = []
  /** Between bridges and apps, in the order of the apps. */
  readonly lines: BadLine[] = []
  readonly tracks = new CallTracks()
  readonly cpuWait = new CpuWait(() => [process.pid, ...[...this.apps, ...this.bridges].flatMap(({ node, isStopped }) => (node === undefined || isStopped ? [] : [node.pid]))])
  /** Error lines of their logs, by their message. */
  readonly errors = new Map<string, number>()
  private readonly folder = mkdtempSync(join(tmpdir(), 'callchart-faults-'))
  private readonly disks: SmallDisk[] = []
  private database: EmbeddedPostgres | undefined
  private proxy: DatabaseProxy | undefined
  private effects: EffectReceiver | undefined

  private constructor(private readonly options: FleetOptions) {
    // PostgreSQL's own user passes through.
    chmodSync(this.folder, 0o711)
    mkdirSync(join(this.folder, 'flows'))
    for (const flow of options.flows) this.writeFlow(flow)
  }

  static async start(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options)
    try {
      await fleet.open()
      return fleet
    } catch (error) {
      await fleet.close()
      throw error
    }
  }

  get databaseUrl(): string {
    return this.database?.url ?? ''
  }

  get line(): DatabaseProxy {
    if (this.proxy === undefined) throw new Error('the fleet has not been started')
    return this.proxy
  }

  get receiver(): EffectReceiver {
    if (this.effects === undefined) throw new Error('the fleet has not been started')
    return this.effects
  }

  /** Of apps that are ready, by the order of their seats. */
  get urls(): readonly string[] {
    return this.apps.filter(({ isReady, isStopped }) => isReady && !isStopped).map(({ node }) => node?.address ?? '')
  }

  /** Of bridges that are there. */
  get mediaUrls(): readonly string[] {
    return this.bridges.flatMap(({ node }) => (node === undefined ? [] : [node.address]))
  }

  linesTo(app: Slot): readonly BadLine[] {
    return this.lines.slice(this.apps.indexOf(app)).slice(0, 1)
  }

  writeFlow(flow: FlowFile): void {
    writeFileSync(join(this.folder, 'flows', `${flow.id}.flow.json`), JSON.stringify(flow))
  }

  /** Starts a process in a slot; resolves when the others know it. */
  async fill(slot: Slot): Promise<void> {
    const isKnown = slot.role === 'bridge' ? this.knownToApps(slot) : undefined
    const node = await Node.start(slot.role, slot.environment)
    slot.node = node
    slot.isStopped = false
    node.listen((line) => this.note(slot, line))
    await waitFor(`${slot.name} being known to the others`, isKnown ?? (() => this.bridgesOf(node) >= this.mediaUrls.length), announcedWithinMs)
    slot.isReady = true
  }

  private bridgesOf(app: Node): number {
    return new Set(app.logged.flatMap(({ msg, mediaUrl }) => (msg === 'bridge announced' ? [mediaUrl] : []))).size
  }

  /** From now on: an earlier process may have announced itself by the same address. */
  private knownToApps({ environment }: Slot): () => boolean {
    const waiting = new Set(this.apps.filter(({ node, isStopped }) => node !== undefined && !isStopped))
    const from = new Map([...waiting].map((app) => [app, app.node?.logged.length ?? 0]))
    const isIts = ({ msg, mediaUrl }: Line): boolean => msg === 'bridge announced' && String(mediaUrl).endsWith(`:${environment['MEDIA_PORT'] ?? ''}`)
    return () => [...waiting].every((app) => app.node === undefined || app.node.logged.slice(from.get(app)).some(isIts))
  }

  /** @returns its exit code */
  async end(slot: Slot, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { node } = slot
    slot.node = undefined
    slot.isReady = false
    return (await node?.ends(signal)) ?? null
  }

  /** Whatever stands still goes on. */
  stop(slot: Slot): void {
    slot.isStopped = true
    slot.node?.send('SIGSTOP')
  }

  goOn(slot: Slot): void {
    slot.isStopped = false
    slot.node?.send('SIGCONT')
  }

  /** By SIGKILL; it is started again by whoever looks after it. */
  killDatabase(): Promise<number> {
    return killPostgres(join(this.databaseFolder, 'postgresql'))
  }

  async close(): Promise<void> {
    this.cpuWait.close()
    for (const slot of [...this.bridges, ...this.apps]) await this.end(slot, 'SIGKILL')
    for (const engine of this.engines) engine.close()
    for (const line of this.lines) line.close()
    this.effects?.close()
    await this.proxy?.close()
    await this.database?.stop()
    for (const disk of this.disks) disk.unmount()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get databaseFolder(): string {
    return join(this.folder, 'database')
  }

  private async open(): Promise<void> {
    const { apps, bridges, engines = 1, answerAfterMs = 1_500, msPerLetter } = this.options
    this.database = await startEmbeddedPostgres({ dataDir: this.databaseFolder, temporary: true })
    this.proxy = await DatabaseProxy.before(this.database.url)
    this.effects = await EffectReceiver.open(answerAfterMs)
    for (let index = 0; index < engines; index += 1) this.engines.push(await ScriptedEngine.start(msPerLetter))
    for (let index = 0; index < apps; index += 1) this.apps.push(await this.appSlot(index))
    // The first makes the tables.
    for (const slot of this.apps) await this.fill(slot)
    const ill = (await new ApiClient(this.urls[0] ?? '').flows()).filter(({ version }) => version === undefined)
    if (ill.length > 0) throw new Error(`flows are not live: ${JSON.stringify(ill.map(({ flow, problems }) => [flow, problems]))}`)
    const { badLines } = this.options
    if (badLines !== undefined) for (const { environment } of this.apps) this.lines.push(await BadLine.before(Number(environment['CONTROL_PORT']), badLines))
    for (let index = 0; index < bridges; index += 1) this.bridges.push(await this.bridgeSlot(index))
    for (const slot of this.bridges) await this.fill(slot)
  }

  private async appSlot(index: number): Promise<Slot> {
    const [port, controlPort, inspectorPort = 0] = await freePorts(3)
    const { awayKilobytes, appSettings } = this.options
    if (awayKilobytes !== undefined) this.disks.push(SmallDisk.at(join(this.folder, `app-${index}`, 'away'), awayKilobytes))
    const environment = {
      ...this.common(`app-${index}`, inspectorPort),
      DATABASE_URL: this.line.url,
      PORT: String(port),
      CONTROL_PORT: String(controlPort),
      FLOWS_DIR: join(this.folder, 'flows'),
      FLOWS_WRITE_BACK: 'off',
      ENDPOINTS: JSON.stringify({ receiver: this.receiver.url }),
      ALLOWED_HOSTS: this.receiver.host,
      DRAIN_SECONDS: '20',
      ...appSettings,
    }
    return { name: `app-${index}`, role: 'app', environment, node: undefined, isStopped: false, isReady: false }
  }

  private async bridgeSlot(index: number): Promise<Slot> {
    const { maxCalls } = this.options
    const [mediaPort, inspectorPort = 0] = await freePorts(2)
    const environment = {
      ...this.common(`bridge-${index}`, inspectorPort),
      CONTROL_ADDRESSES: this.controlAddresses.join(','),
      MEDIA_PORT: String(mediaPort),
      APP_URL: this.urls[0] ?? '',
      DRAIN_SECONDS: '60',
      ...(maxCalls !== undefined && { MAX_CALLS: String(maxCalls) }),
    }
    return { name: `bridge-${index}`, role: 'bridge', environment, node: undefined, isStopped: false, isReady: false }
  }

  private get controlAddresses(): readonly string[] {
    return this.lines.length > 0 ? this.lines.map(({ address }) => address) : this.apps.map(({ environment }) => `127.0.0.1:${environment['CONTROL_PORT'] ?? ''}`)
  }

  private common(name: string, inspectorPort: number): Record<string, string> {
    const engines = JSON.stringify(this.engines.map(({ address }, index) => ({ name: `scripted-${index}`, address, tls: false, deadlineMs: engineDeadlineMs })))
    return {
      RECORDINGS: 'off',
      RECORDING_KEY: masterKeySetting,
      CALLCHART_DATA: join(this.folder, name),
      ASR_ENGINES: engines,
      TTS_ENGINES: engines,
      LOG_LEVEL: 'info',
      ...(this.options.inspectable === true && inspectableAt(inspectorPort)),
    }
  }

  private note(slot: Slot, line: Line): void {
    if (slot.role === 'app') this.tracks.note(slot.name, line)
    if (typeof line['level'] === 'number' ? line['level'] >= 50 : line['level'] === 'error') {
      const what = `${slot.role}: ${String(line['msg'])}`
      this.errors.set(what, (this.errors.get(what) ?? 0) + 1)
    }
  }
}
