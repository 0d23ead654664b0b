import { setTimeout as pause } from 'node:timers/promises'
import { ordersFlow } from '../flow.js'
import type { Fleet, Slot } from '../fleet.js'
import { Load, phases, type Phase } from '../load.js'
import { percentile, type Scenario, type ScenarioOptions, type ScenarioResult } from '../scenario.js'
import { endOfLoad, withFleet } from '../under-load.js'
import type { FaultMoment } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const goesOnWithinMs = 2_000
const phaseWithinMs = 30_000
/** A stopped app is let on when its calls have gone on elsewhere for a while. */
const stoppedMs = 3_000
/** The app that comes next is hit after a while of peace. */
const peaceMs = 1_000
const waitForTakeOverMs = 15_000

interface Hit extends FaultMoment {
  readonly phase: Phase
  readonly kind: 'SIGKILL' | 'SIGSTOP'
  readonly callIds: readonly string[]
}

class Killing {
  readonly hits: Hit[] = []
  readonly takeOverMs: number[] = []
  readonly late: string[] = []
  readonly stuck: string[] = []

  constructor(
    private readonly fleet: Fleet,
    private readonly load: Load,
    private readonly options: ScenarioOptions,
  ) {}

  async run(): Promise<void> {
    for (let index = 0; index < this.options.times; index += 1) {
      const phase = phases[index % phases.length] ?? 'mid-prompt'
      const kind = Math.floor(index / phases.length) % 4 === 3 ? 'SIGSTOP' : 'SIGKILL'
      const slot = await this.appIn(phase)
      if (slot === undefined) this.stuck.push(`no call came to be ${phase}: ${this.load.state}`)
      else await this.hit(slot, phase, kind)
      if (slot === undefined) this.options.tell(this.stuck.at(-1) ?? '')
      await pause(peaceMs)
    }
  }

  /** That works on a call in this phase. */
  private async appIn(phase: Phase): Promise<Slot | undefined> {
    let slot: Slot | undefined
    await comesToHold(() => {
      const callers = this.load.inPhase(phase)
      const holder = callers.length === 0 ? undefined : this.fleet.tracks.of(this.options.seed.choice(callers).callId)?.holder
      slot = this.fleet.apps.find(({ name, node }) => name === holder && node !== undefined)
      return slot !== undefined
    }, phaseWithinMs)
    return slot
  }

  private async hit(slot: Slot, phase: Phase, kind: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
    const hit: Hit = { atMs: Date.now(), untilMs: Number.MAX_SAFE_INTEGER, name: slot.name, phase, kind, callIds: this.fleet.tracks.heldBy(slot.name) }
    this.hits.push(hit)
    if (kind === 'SIGKILL') await this.fleet.end(slot, kind)
    else this.fleet.stop(slot)
    hit.untilMs = Date.now()
    await this.goOn(hit)
    if (kind === 'SIGKILL') await this.fleet.fill(slot)
    else {
      await pause(stoppedMs)
      this.fleet.goOn(slot)
    }
    this.options.tell(`${this.hits.length}/${this.options.times} ${kind} of ${slot.name} ${phase}, ${hit.callIds.length} calls; take-over p95 ${Math.round(percentile(this.takeOverMs, 0.95))} ms, longest ${Math.round(Math.max(0, ...this.takeOverMs))} ms`)
  }

  /** Every call of the app that is gone is another's, or has ended. */
  private async goOn(hit: Hit): Promise<void> {
    const attachedAt = (callId: string): number | undefined => this.fleet.tracks.of(callId)?.attached.find(({ by, atMs }) => atMs >= hit.atMs && by !== hit.name)?.atMs
    const isDone = (callId: string): boolean => attachedAt(callId) !== undefined || this.fleet.tracks.of(callId)?.isOver === true
    await comesToHold(() => hit.callIds.every(isDone), waitForTakeOverMs)
    for (const callId of hit.callIds) {
      const atMs = attachedAt(callId)
      if (atMs === undefined && this.fleet.tracks.of(callId)?.isOver !== true) this.stuck.push(`${callId} (${hit.kind} ${hit.phase})`)
      if (atMs === undefined) continue
      this.takeOverMs.push(atMs - hit.atMs)
      if (atMs - hit.atMs > goesOnWithinMs) this.late.push(`${callId}: ${atMs - hit.atMs} ms (${hit.kind} ${hit.phase})`)
    }
  }
}

export const runtimeDies: Scenario = {
  name: 'runtime-dies',
  what: 'an app is killed, or stands still and wakes up after its calls were taken over',
  times: 200,
  calls: 50,
  run(options): Promise<ScenarioResult> {
    return withFleet({ apps: 3, bridges: 2, flows: [ordersFlow()] }, async (fleet) => {
      const load = await Load.start(fleet, options.seed, { calls: options.calls })
      const killing = new Killing(fleet, load, options)
      await killing.run()
      const { takeOverMs, hits, late, stuck } = killing
      const of = (phase: Phase): number => hits.filter((hit) => hit.phase === phase).length
      return endOfLoad(fleet, load, {
        figures: {
          kills: hits.filter(({ kind }) => kind === 'SIGKILL').length,
          stops: hits.filter(({ kind }) => kind === 'SIGSTOP').length,
          phases: phases.map((phase) => `${phase} ${of(phase)}`).join(', '),
          takenOver: takeOverMs.length,
          takeOverP50Ms: percentile(takeOverMs, 0.5),
          takeOverP95Ms: percentile(takeOverMs, 0.95),
          takeOverMaxMs: Math.max(0, ...takeOverMs),
          sentToHumans: fleet.tracks.sentToHumans,
        },
        faults: { 'call not taken over': stuck, 'call went on later than 2 s': late },
        moments: hits,
      })
    })
  },
}
