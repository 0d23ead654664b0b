import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bridgeEntry } from '../../system/paths.js'
import type { BridgeAnswer, BridgeOrder } from '../../system/bridge-messages.js'
import { CliError } from '../../errors.js'
import { MeasuredProcess } from '../measure/measured-process.js'
import type { Material } from './material.js'
import { readTickCounts, type TickCounts } from './tick-lateness.js'
import type { CallersCommand, CallersCount, FarSideOutcomes, FarSideReady } from './messages.js'

const entryOf = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url))
const speechShare = 0.3
/** Each has its own clock, so that frames do not come in bursts: lines do not send at the same moment. */
const callerProcesses = 4

export interface RigOptions {
  readonly material: Material
  /** Calls end before their first turn does. */
  readonly isShort?: boolean
  /** Of Node, for the bridge. */
  readonly bridgeFlags?: readonly string[]
}

/** The processes of the bench: the bridge, the pass-through, what is behind both, and their callers. */
export class BenchRig {
  private constructor(
    readonly bridge: MeasuredProcess,
    readonly naive: MeasuredProcess,
    private readonly farSide: MeasuredProcess,
    private readonly callers: readonly MeasuredProcess[],
    private readonly urls: { readonly bridge: string; readonly naive: string },
    private readonly folder: string,
  ) {}

  /** @throws CliError CLI_CHILD_FAILED */
  static async start({ material, isShort = false, bridgeFlags = [] }: RigOptions): Promise<BenchRig> {
    const folder = await mkdtemp(join(tmpdir(), 'callchart-bench-'))
    const farSide = new MeasuredProcess('far side', entryOf('far-side-main'), false)
    const bridge = new MeasuredProcess('media bridge', bridgeEntry, true, bridgeFlags)
    const naive = new MeasuredProcess('pass-through', entryOf('naive-bridge-main'), true)
    const callers = Array.from({ length: callerProcesses }, () => new MeasuredProcess('callers', entryOf('callers-main'), false))
    const { clips, noise, prompts } = material
    const isReady = ({ type }: { type?: string }): boolean => type === 'ready'
    const { address } = await farSide.ask<FarSideReady>({ prompts, isShort }, isReady)
    const isAnswer = ({ type }: Partial<BridgeAnswer>): boolean => type === 'ready' || type === 'failed'
    const answer = await bridge.ask<BridgeAnswer>(orderOf(address, folder), isAnswer)
    if (answer.type === 'failed') throw new CliError('CLI_CHILD_FAILED', `The media bridge of the bench could not start: ${answer.message}`)
    const { url } = await naive.ask<{ type: 'ready'; url: string }>({ echoAddress: address }, isReady)
    await Promise.all(callers.map((process) => process.ask({ clips, noise, speechShare }, isReady)))
    return new BenchRig(bridge, naive, farSide, callers, { bridge: answer.url, naive: url }, folder)
  }

  /** @param first number of the first of them: no two calls have one token */
  async connect(target: 'bridge' | 'naive', first: number, count: number): Promise<void> {
    const urls = Array.from({ length: count }, (_, index) => (target === 'naive' ? this.urls.naive : `${this.urls.bridge}/media?token=bench-${first + index}`))
    await this.askCallers((index) => ({ type: 'connect', urls: urls.filter((_, at) => at % callerProcesses === index) }))
  }

  async hangUp(): Promise<void> {
    await this.askCallers(() => ({ type: 'hang-up' }))
  }

  async count(): Promise<CallersCount> {
    return joinCounts(await this.askCallers<CallersCount>(() => ({ type: 'count' })))
  }

  /** Of the bridge, as it counts itself. */
  async tickCounts(): Promise<TickCounts> {
    return readTickCounts(await (await fetch(`${this.urls.bridge.replace('ws:', 'http:')}/metrics`)).text())
  }

  outcomes(): Promise<FarSideOutcomes> {
    return this.farSide.ask<FarSideOutcomes>({ type: 'outcomes' }, ({ type }) => type === 'outcomes')
  }

  /** Each answers with the type of what it was asked. */
  private askCallers<Answer extends { readonly type: string }>(commandFor: (index: number) => CallersCommand): Promise<Answer[]> {
    return Promise.all(
      this.callers.map((process, index) => {
        const command = commandFor(index)
        return process.ask<Answer>(command, ({ type }) => type === command.type)
      }),
    )
  }

  async stop(): Promise<void> {
    for (const measured of [...this.callers, this.bridge, this.naive, this.farSide]) await measured.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Percentiles are those of the process that had it worst. */
const joinCounts = (counts: readonly CallersCount[]): CallersCount => {
  const sumOf = (of: (count: CallersCount) => number): number => counts.reduce((sum, count) => sum + of(count), 0)
  const mostOf = (of: (count: CallersCount) => number): number => Math.max(...counts.map(of))
  return {
    type: 'count',
    sentFrames: sumOf(({ sentFrames }) => sentFrames),
    spokenFrames: sumOf(({ spokenFrames }) => spokenFrames),
    heardFrames: sumOf(({ heardFrames }) => heardFrames),
    lostCalls: sumOf(({ lostCalls }) => lostCalls),
    lateness: { p50: mostOf(({ lateness }) => lateness.p50), p99: mostOf(({ lateness }) => lateness.p99), max: mostOf(({ lateness }) => lateness.max) },
    ownLatenessMs: mostOf(({ ownLatenessMs }) => ownLatenessMs),
  }
}

/** Everything on: prompts from the cache, recordings to the disk, Silero where it is installed. */
function orderOf(address: string, folder: string): BridgeOrder {
  const engine = { name: 'scripted', address, tls: false, languages: [], deadlineMs: 2_000 }
  return {
    logLevel: 'error',
    settings: {
      host: '127.0.0.1',
      port: 0,
      controlAddresses: [address],
      cacheDir: join(folder, 'prompts'),
      maxCalls: 2_000,
      recordings: { spoolDir: join(folder, 'spool'), storage: { type: 'folder', folder: join(folder, 'recordings') } },
      engines: { asr: [engine], tts: [engine] },
    },
  }
}
