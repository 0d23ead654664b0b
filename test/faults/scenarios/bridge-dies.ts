import { setTimeout as pause } from 'node:timers/promises'
import { comingOneByOne, dialling, dialplanSetting, DialplanLine } from '../dialplan-switch.js'
import { ordersFlow } from '../flow.js'
import type { Fleet, Slot } from '../fleet.js'
import { Load, type Phase } from '../load.js'
import type { LoadCaller } from '../load-caller.js'
import { percentile, type Scenario, type ScenarioOptions, type ScenarioResult } from '../scenario.js'
import { endOfLoad, withFleet } from '../under-load.js'
import { comesToHold } from '../wait-for.js'

/** The dialplan is heard a second after its leg broke: its end might have been explained. */
const backWithinMs = 2_000
const soundWithinMs = 2_500
const phaseWithinMs = 60_000
const peaceMs = 2_000
const waitForSoundMs = 10_000
/** In which the bot has something to say again. */
const spokenPhases: readonly Phase[] = ['mid-prompt', 'mid-utterance', 'joined']

interface Broken {
  readonly caller: LoadCaller
  readonly line: DialplanLine
  readonly phase: Phase | undefined
  readonly breachCount: number
}

class BridgeKilling {
  readonly backMs: number[] = []
  readonly soundMs: number[] = []
  readonly late: string[] = []
  readonly lost: string[] = []
  kills = 0

  constructor(
    private readonly fleet: Fleet,
    private readonly load: Load,
    private readonly options: ScenarioOptions,
  ) {}

  async run(): Promise<void> {
    for (let index = 0; index < this.options.times; index += 1) {
      const phase = (['mid-prompt', 'joined', 'mid-utterance', 'mid-request', 'ringing'] as const)[index % 5] ?? 'joined'
      const slot = await this.bridgeIn(phase)
      if (slot === undefined) this.lost.push(`no call came to be ${phase}`)
      else await this.hit(slot, phase)
      await pause(peaceMs)
    }
  }

  private async bridgeIn(phase: Phase): Promise<Slot | undefined> {
    let slot: Slot | undefined
    await comesToHold(() => {
      const [caller] = this.load.inPhase(phase)
      slot = caller?.line instanceof DialplanLine ? this.slotOf(caller.line) : undefined
      return slot !== undefined
    }, phaseWithinMs)
    return slot
  }

  private slotOf({ bridge }: DialplanLine): Slot | undefined {
    return this.fleet.bridges.find(({ node }) => node?.address === bridge)
  }

  private async hit(slot: Slot, phase: Phase): Promise<void> {
    const atMs = Date.now()
    const broken = [...this.load.callers].flatMap((caller): Broken[] => {
      const { line } = caller
      if (!(line instanceof DialplanLine) || !line.isOpen || this.slotOf(line) !== slot) return []
      return [{ caller, line, phase: this.load.phaseOf(caller), breachCount: line.breaches.length }]
    })
    this.kills += 1
    await this.fleet.end(slot, 'SIGKILL')
    await Promise.all(broken.map((each) => this.comesBack(each, atMs)))
    await this.fleet.fill(slot)
    this.options.tell(`${this.kills}/${this.options.times} SIGKILL of ${slot.name} ${phase}, ${broken.length} calls; back after ${Math.round(Math.max(0, ...this.backMs))} ms, heard after ${Math.round(Math.max(0, ...this.soundMs))} ms at most`)
  }

  private async comesBack({ caller, line, phase, breachCount }: Broken, atMs: number): Promise<void> {
    const isBack = (): boolean => line.breaches.length > breachCount
    await comesToHold(() => !line.isOpen || isBack(), waitForSoundMs)
    if (!isBack()) return void this.lost.push(`${caller.callId} (${phase ?? 'between'})`)
    const backAfterMs = line.breaches.at(-1)?.backAfterMs ?? 0
    this.backMs.push(backAfterMs)
    if (backAfterMs > backWithinMs) this.late.push(`${caller.callId}: ${backAfterMs} ms to a bot leg (${phase ?? 'between'})`)
    if (phase === undefined || !spokenPhases.includes(phase)) return
    // A human who is back already has ended the music.
    await comesToHold(() => !line.isOpen || caller.hears || this.load.desk.joined.has(caller.callId), waitForSoundMs)
    const heardAfterMs = Date.now() - atMs
    this.soundMs.push(heardAfterMs)
    if (heardAfterMs > soundWithinMs) this.late.push(`${caller.callId}: ${heardAfterMs} ms to a sound (${phase})`)
  }
}

export const bridgeDies: Scenario = {
  name: 'bridge-dies',
  what: 'a media bridge is killed: callers at a switch get another bot leg, and a human who talked with one follows them there',
  times: 40,
  calls: 20,
  run(options): Promise<ScenarioResult> {
    return withFleet({ apps: 2, bridges: 3, flows: [ordersFlow()], appSettings: { SWITCHES: dialplanSetting } }, async (fleet) => {
      const connect = comingOneByOne(fleet, dialling({ tracks: fleet.tracks, urls: () => fleet.urls, bridges: () => fleet.mediaUrls }))
      const load = await Load.start(fleet, options.seed, { calls: options.calls, connect })
      const killing = new BridgeKilling(fleet, load, options)
      await killing.run()
      const { backMs, soundMs } = killing
      const { desk } = load
      return endOfLoad(fleet, load, {
        figures: { kills: killing.kills, brokenLegs: backMs.length, backP50Ms: percentile(backMs, 0.5), backMaxMs: Math.max(0, ...backMs), heardP50Ms: percentile(soundMs, 0.5), heardMaxMs: Math.max(0, ...soundMs), humansBack: desk.backMs.length, humanBackMaxMs: Math.max(0, ...desk.backMs) },
        faults: { 'caller lost': killing.lost, 'caller back late': killing.late, 'human not brought back': desk.left },
      })
    })
  },
}
