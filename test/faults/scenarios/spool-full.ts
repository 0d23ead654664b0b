import { setTimeout as pause } from 'node:timers/promises'
import { samplesToMs } from '@callchart/protocol'
import { comingOneByOne, dialling, DialplanLine, dialplanSetting } from '../dialplan-switch.js'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { Load } from '../load.js'
import type { LoadCaller } from '../load-caller.js'
import { failuresOf, type Scenario, type ScenarioOptions, type ScenarioResult } from '../scenario.js'
import { withFleet } from '../under-load.js'
import { faultsIn, judge } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const steadyMs = 5_000
/** The disk is full a little after new calls are refused, from 80 % of the spool on. */
const awayKilobytes = 1_050
const fullWithinMs = 120_000
/** From the first refused call on, those who are there use up the rest. */
const fillsUpWithinMs = 45_000
/** Calls that were there when it became full come to an end. */
const aftermathMs = 15_000
const drainedWithinMs = 30_000
const recoversWithinMs = 10_000
/** ITU-T Q.850: congestion of the switching equipment. A dialplan has no other way of being given a caller back. */
const givenBack = '42'

/** Of the apps, how full the spool of each is: 0 to 1. */
async function usedShares(urls: readonly string[]): Promise<readonly number[]> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()))
  return texts.map((text) => Number(/^callchart_spool_used_ratio ([\d.e-]+)/m.exec(text)?.[1] ?? 0))
}

/** The runtime's apology as the scripted voice speaks it, the longest that is said; it follows at once on what it breaks off. */
const apologyMs = 6_700
const aboutMs = 400
/** "Goodbye." and "Sorry.": nothing else is as short. */
const partingMaxMs = 600

function lastSoundMs({ line: { telephone } }: LoadCaller): number {
  const last = telephone.runs.runs.at(-1)
  return last === undefined ? 0 : samplesToMs(last.end - last.start)
}

/** The last that the caller heard was the apology, or one of the flow's own ways to part, whose end could not be written. */
function heardLastWords(caller: LoadCaller): boolean {
  const ms = lastSoundMs(caller)
  return ms > apologyMs - aboutMs || (ms > 0 && ms < partingMaxMs)
}

const isGivenBack = ({ line }: LoadCaller): boolean => line instanceof DialplanLine && line.byeCause === givenBack

class Fullness {
  readonly troubles: string[] = []
  /** Calls that were there while the database was not: their journals say that they ended before their time, or that they went on. */
  readonly met = new Set<string>()
  awayMs = 0
  mostUsed = 0

  constructor(
    private readonly fleet: Fleet,
    private readonly load: Load,
    private readonly options: ScenarioOptions,
  ) {}

  async run(): Promise<void> {
    for (let round = 0; round < this.options.times; round += 1) {
      await pause(steadyMs)
      await this.away()
      await this.comesBack()
      this.options.tell(`${round + 1}/${this.options.times} ${Math.round(this.awayMs / 1_000)} s without PostgreSQL, ${Math.round(100 * this.mostUsed)} % used, ${this.load.refused.length} refused, ${this.givenBack.length} given back, ${this.load.ended.length} calls over`)
    }
  }

  get givenBack(): readonly LoadCaller[] {
    return this.load.ended.filter(isGivenBack)
  }

  /** Until somebody has been given back to the switch, since the disk was full. */
  private async away(): Promise<void> {
    const { load, fleet } = this
    const [atMs, refusedBefore, endedBefore, backBefore] = [Date.now(), load.refused.length, load.ended.length, this.givenBack.length]
    fleet.line.hang()
    if (!(await comesToHold(() => load.refused.length > refusedBefore, fullWithinMs))) this.troubles.push(`no call was refused within ${fullWithinMs / 1_000} s`)
    const isFull = await comesToHold(() => this.givenBack.length > backBefore, fillsUpWithinMs)
    if (isFull) await pause(aftermathMs)
    else this.troubles.push('the disk was not full before all calls had ended: give more calls')
    this.mostUsed = Math.max(this.mostUsed, ...(await usedShares(fleet.urls)))
    for (const { callId } of [...load.ended.slice(endedBefore), ...load.callers]) this.met.add(callId)
    this.awayMs += Date.now() - atMs
  }

  private async comesBack(): Promise<void> {
    const { fleet, load } = this
    fleet.line.comeBack()
    if (!(await comesToHold(async () => (await usedShares(fleet.urls)).every((share) => share === 0), drainedWithinMs))) this.troubles.push('the spool was not drained')
    const countTaken = (): number => load.ended.length + load.callers.size
    const before = countTaken()
    if (!(await comesToHold(() => countTaken() > before || load.callers.size === this.options.calls, recoversWithinMs))) this.troubles.push('no call was taken when there was room again')
  }
}

export const spoolFull: Scenario = {
  name: 'spool-full',
  what: 'PostgreSQL hangs until what calls write has filled the disk: new calls are refused, running ones end with an apology and are given back to their switch, and no journal has a gap',
  times: 1,
  calls: 40,
  run(options): Promise<ScenarioResult> {
    // One app: the smallest spool that there is is to be full before the calls are over.
    return withFleet({ apps: 1, bridges: 2, flows: [ordersFlow()], awayKilobytes, appSettings: { SPOOL_MB: '1', SWITCHES: dialplanSetting } }, async (fleet) => {
      const connect = comingOneByOne(fleet, dialling({ tracks: fleet.tracks, urls: () => fleet.urls, bridges: () => fleet.mediaUrls }))
      const load = await Load.start(fleet, options.seed, { calls: options.calls, connect })
      const fullness = new Fullness(fleet, load, options)
      await fullness.run()
      await load.end()
      const verdict = await judge(fleet, load.ended)
      const { met, mostUsed, awayMs, troubles, givenBack: back } = fullness
      const without = (calls: ReadonlySet<string>, lines: readonly string[]): string[] => lines.filter((line) => !calls.has(line.split(':')[0] ?? ''))
      // What came of their requests could not be written: they are made again, with the same key.
      const unwritten = new Set(back.map(({ callId }) => callId))
      const left = { ...verdict, astray: without(met, verdict.astray), lost: without(met, verdict.lost), repeatedForNothing: without(unwritten, verdict.repeatedForNothing) }
      return {
        figures: { calls: verdict.calls, refused: load.refused.length, givenBack: back.length, withoutDatabaseS: Math.round(awayMs / 1_000), mostUsedPercent: Math.round(100 * mostUsed), endedEarly: verdict.astray.length, repeatedKeys: verdict.repeated },
        failures: failuresOf({ trouble: troubles, 'given back without a word': back.filter((caller) => !heardLastWords(caller)).map((caller) => `${caller.callId} (the last sound took ${lastSoundMs(caller)} ms)`), ...faultsIn(left, load.ended) }),
      }
    })
  },
}
