import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiClient, connectVoice, LegClock, masterKeyFor, startSystem, takeSeat, type RunningSystem, type Seat, type SystemOptions, type Voice } from '@callchart/cli'
import type { CallView, FlowView } from '@callchart/protocol'
import { checkArchive, findEmbeddedPostgres } from '@callchart/runtime'
import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { Caller, type CallerOptions } from './caller.js'
import type { CalendarFile, FlowFile } from './flows.js'
import { playedFor } from './prompts-heard.js'
import type { SystemProcess } from './system-process.js'
import { untilHolds } from './until.js'

const level = process.env.LOG_LEVEL ?? 'silent'

/** A whole system of real parts, with a folder and a database of its own. */
export class TestSystem {
  readonly folder = mkdtempSync(join(tmpdir(), 'callchart-test-'))
  readonly dataDir = join(this.folder, 'data')
  readonly flowsDir = join(this.folder, 'flows')
  private readonly clock = new LegClock()
  private readonly callers: Caller[] = []
  private readonly seats: Seat[] = []
  private readonly spoken = new Map<string, Promise<Int16Array>>()
  private started: { system: RunningSystem; voice: Voice; api: ApiClient } | undefined

  constructor(flows: readonly FlowFile[], calendars: readonly CalendarFile[] = []) {
    // PostgreSQL's own user, where we are root, must pass through.
    chmodSync(this.folder, 0o711)
    mkdirSync(this.flowsDir)
    for (const calendar of calendars) writeFileSync(join(this.flowsDir, `${calendar.id}.calendar.json`), JSON.stringify(calendar))
    for (const flow of flows) this.writeFlow(flow.id, JSON.stringify(flow))
  }

  async start(options: Partial<SystemOptions> = {}): Promise<void> {
    const system = await startSystem({ dataDir: this.dataDir, flowsDir: this.flowsDir, logLevel: level, logger: pino({ level }, pino.destination(2)), ...options })
    this.started = { system, voice: connectVoice(system.speechAddress), api: new ApiClient(system.url) }
    const ill = (await this.api.flows()).filter(({ version }) => version === undefined)
    if (ill.length > 0) throw new Error(`flows of the test are not live: ${JSON.stringify(ill.map(({ flow, problems }) => [flow, problems]))}`)
  }

  /** The system runs apart, and may be killed. Its voice is the one of its prompts. */
  async startApart(apart: SystemProcess): Promise<void> {
    await apart.start()
    const { url, mediaUrl } = apart
    const voice: Voice = { speak: (text) => playedFor(apart, text), close: () => undefined }
    this.started = { system: { url, mediaUrl, speechAddress: '', pids: { mediaBridge: undefined, speechEngine: undefined }, close: () => apart.stop() }, voice, api: new ApiClient(url) }
  }

  async close(): Promise<void> {
    await Promise.all(this.callers.map((caller) => caller.leg.end()))
    for (const seat of this.seats) seat.close()
    this.started?.voice.close()
    const failures = await this.replayAll()
    await this.started?.system.close()
    rmSync(this.folder, { recursive: true, force: true })
    if (failures.length > 0) throw new Error(failures.join('\n'))
  }

  /** Every call of the database runs again on its own version; gives those that are not what they were. A test may have ended the database. */
  private async replayAll(): Promise<readonly string[]> {
    const databaseUrl = this.started === undefined ? undefined : await findEmbeddedPostgres({ dataDir: this.dataDir })
    if (databaseUrl === undefined) return []
    const { failures, stepCount, comparedCount } = await checkArchive(databaseUrl, await masterKeyFor(undefined, this.dataDir))
    return comparedCount === stepCount ? failures : [...failures, `${stepCount - comparedCount} steps have no hash of their effects`]
  }

  get system(): RunningSystem {
    if (this.started === undefined) throw new Error('the system has not been started')
    return this.started.system
  }

  get api(): ApiClient {
    if (this.started === undefined) throw new Error('the system has not been started')
    return this.started.api
  }

  writeFlow(id: string, text: string): void {
    this.writeFile(`${id}.flow.json`, text)
  }

  /** Of the folder of flows. */
  writeFile(name: string, text: string): void {
    writeFileSync(join(this.flowsDir, name), text)
  }

  /** Mono PCM16 at 8 kHz; each text is synthesised once. */
  speech(text: string, voiceName = 'en-us'): Promise<Int16Array> {
    const key = `${voiceName}\n${text}`
    const known = this.spoken.get(key) ?? this.started?.voice.speak(text, voiceName) ?? Promise.reject(new Error('the system has not been started'))
    this.spoken.set(key, known)
    return known
  }

  /** A caller on the line, connected to the bot. */
  async calls(flow: string, options: CallerOptions = {}): Promise<Caller> {
    const { callId, mediaUrl } = await this.api.createCall({ flow, ...options.request })
    const caller = await Caller.connects(this, callId, mediaUrl, this.clock, options)
    this.callers.push(caller)
    return caller
  }

  async seat(queue: string, name = 'Anna'): Promise<Seat> {
    const seat = await takeSeat(this.api, queue, name)
    this.seats.push(seat)
    await seat.next('seated')
    return seat
  }

  /** The record of a call, once it has ended. */
  async ended(callId: string): Promise<CallView> {
    await this.until('an end of the call', async () => (await this.api.call(callId)).status === 'ended')
    return this.api.call(callId)
  }

  async flow(id: string): Promise<FlowView | undefined> {
    return (await this.api.flows()).find(({ flow }) => flow === id)
  }

  /** @param seen what there was instead */
  until(what: string, holds: () => Promise<boolean> | boolean, seen?: () => string): Promise<void> {
    return untilHolds(what, holds, seen)
  }

  /** Of the embedded PostgreSQL: there as long as it runs. */
  get databasePidFile(): string {
    return join(this.dataDir, 'postgresql', 'postmaster.pid')
  }

  get databasePid(): number {
    return Number(readFileSync(this.databasePidFile, 'utf8').split('\n')[0])
  }
}

/** One system for the tests of a file. */
export function aSystemWith(...flows: readonly FlowFile[]): TestSystem {
  const system = new TestSystem(flows)
  beforeAll(() => system.start())
  afterAll(() => system.close())
  return system
}
