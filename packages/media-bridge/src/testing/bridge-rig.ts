import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaCommand, Prompt } from '@callchart/protocol'
import { pino } from 'pino'
import type { CallBridgeSettings } from '../bridge-settings.js'
import { startCallBridge, type RunningBridge } from '../bridge.js'
import { newsWithinMs } from '../call-bridge.js'
import type { TimeSource } from '../clock/ticker.js'
import type { Announcement } from '../control/call-control-client.js'
import { announceEveryMs } from '../control/known-runtime.js'
import { ManualTicker } from './manual-ticker.js'
import { ScriptedRuntime, type ScriptedCall } from './scripted-runtime.js'
import { ScriptedSynthesiser, ScriptedTurns } from './scripted-speech.js'
import type { ScriptedPeer } from './scripted-peer.js'
import { ScriptedSwitch, type SwitchOptions } from './scripted-switch.js'

/** Timers that a test lets elapse. */
export class ManualTime implements TimeSource {
  private readonly timers: { readonly ms: number; readonly elapsed: () => void }[] = []
  private readonly waiters: (() => void)[] = []

  constructor(private readonly ticker: ManualTicker) {}

  nowMs(): number {
    return this.ticker.nowMs()
  }

  after(ms: number, elapsed: () => void): () => void {
    const timer = { ms, elapsed }
    this.timers.push(timer)
    for (const waiter of this.waiters.splice(0)) waiter()
    return () => {
      const at = this.timers.indexOf(timer)
      if (at >= 0) this.timers.splice(at, 1)
    }
  }

  /** Lets the next announcement of the bridge be made. */
  announce(): void {
    const at = this.timers.findIndex(({ ms }) => ms === announceEveryMs)
    this.timers.splice(at, 1)[0]?.elapsed()
  }

  /** Lets the first timer of this length elapse, once there is one; announcements are made by `announce` alone. */
  async elapse(test: (ms: number) => boolean): Promise<false> {
    const [timer] = this.timers.splice(await this.hasTimer(test), 1)
    timer?.elapsed()
    return false
  }

  /** Resolves once somebody waits for so long. @returns at which place among those who wait */
  async hasTimer(test: (ms: number) => boolean): Promise<number> {
    for (;;) {
      const at = this.timers.findIndex(({ ms }) => ms !== announceEveryMs && test(ms))
      if (at >= 0) return at
      await new Promise<void>((resolve) => this.waiters.push(resolve))
    }
  }
}

/** A bridge between a scripted switch and a scripted runtime, on a clock that the test moves. */
export class BridgeRig {
  readonly ticker = new ManualTicker()
  readonly time = new ManualTime(this.ticker)
  readonly synthesiser = new ScriptedSynthesiser()
  readonly turns: ScriptedTurns[] = []
  readonly runtime = new ScriptedRuntime()
  private runtimes: readonly ScriptedRuntime[] = [this.runtime]
  readonly logged: { code?: string; msg: string }[] = []
  bridge!: RunningBridge
  private folder = ''

  /** @param others further runtimes of the bridge */
  static async start(settings: Partial<CallBridgeSettings> = {}, others: readonly ScriptedRuntime[] = []): Promise<BridgeRig> {
    const rig = new BridgeRig()
    rig.runtimes = [rig.runtime, ...others]
    rig.folder = await mkdtemp(join(tmpdir(), 'callchart-bridge-'))
    await rig.runtime.start()
    const logger = pino({ level: 'info' }, { write: (line: string) => rig.logged.push(JSON.parse(line) as { code?: string; msg: string }) })
    rig.bridge = await startCallBridge(
      { host: '127.0.0.1', port: 0, controlAddresses: rig.runtimes.map(({ address }) => address), bridgeId: 'b1', cacheDir: rig.folder, logger, ...settings },
      () => ({
        synthesiser: rig.synthesiser,
        createTurns: (parts) => {
          const turns = new ScriptedTurns(parts)
          rig.turns.push(turns)
          return turns
        },
        close: () => undefined,
      }),
      { ticker: rig.ticker, time: rig.time },
    )
    return rig
  }

  async stop(): Promise<void> {
    const closed = this.bridge.close().then(() => true)
    // What the bridge would wait for is not coming any more.
    while (!(await Promise.race([closed, this.time.elapse((ms) => ms >= 3_000)])));
    this.runtime.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  get codes(): string[] {
    return this.logged.flatMap(({ code }) => (code === undefined ? [] : [code]))
  }

  mediaUrl(token: string): string {
    return `${this.bridge.url}/media?token=${encodeURIComponent(token)}`
  }

  /** Announces the bridge until it says so to this runtime. */
  async announcesUntil(runtime: ScriptedRuntime, test: (said: Announcement) => boolean): Promise<void> {
    for (;;) {
      const { length } = runtime.announced
      this.time.announce()
      await runtime.hears((_said, index) => index >= length)
      if (runtime.announced.slice(length).some(test)) return
    }
  }

  /** Of a connection for whose token nobody waits, and of which no news comes meanwhile. */
  async refusal(token: string): Promise<string> {
    const refused = ScriptedSwitch.connect(this.mediaUrl(token)).then(
      () => 'taken',
      (error: unknown) => String(error),
    )
    await Promise.race([refused, this.time.elapse((ms) => ms === newsWithinMs)])
    return refused
  }

  /** A call whose caller is connected, at whichever runtime the bridge has brought it to. */
  async callAnywhere(callId: string): Promise<{ caller: ScriptedSwitch; call: ScriptedCall; runtime: ScriptedRuntime }> {
    const caller = await ScriptedSwitch.connect(this.mediaUrl(`t-${callId}`))
    caller.start()
    const runtime = this.runtimes.find(({ calls }) => calls.get(callId)?.stream !== undefined) ?? this.runtime
    const call = runtime.call(callId)
    await call.next('call.connected')
    return { caller, call, runtime }
  }

  /** A call whose caller is connected. */
  async call(
    callId: string,
    options: SwitchOptions = {},
    variables: Record<string, string> = {},
  ): Promise<{ caller: ScriptedSwitch; call: ScriptedCall }> {
    const caller = await ScriptedSwitch.connect(this.mediaUrl(`t-${callId}`), options)
    const call = this.runtime.call(callId)
    caller.start(variables)
    await call.next('call.connected')
    return { caller, call }
  }

  /**
   * Lets time pass for the bridge and its switches: each plays a frame every 20 ms, and everything sent in both directions arrives
   * between two ticks.
   */
  async pass(ms: number, switches: readonly ScriptedPeer[], speak: (index: number) => void = () => undefined): Promise<void> {
    for (let index = 0; index < ms / 20; index += 1) {
      speak(index)
      for (const peer of switches) if (peer.closeCode === undefined) await peer.settled()
      this.ticker.advance(20)
      for (const peer of switches) {
        if (peer.closeCode !== undefined) continue
        await peer.settled()
        peer.play(1)
      }
    }
  }
}

export const turnOf = (
  turnId: string,
  prompts: readonly Prompt[],
  more: Partial<Extract<MediaCommand, { type: 'turn.start' }>> = {},
): MediaCommand => ({
  type: 'turn.start',
  turnId,
  prompts: [...prompts],
  clearTypeAhead: false,
  dropDigits: false,
  ...more,
})
