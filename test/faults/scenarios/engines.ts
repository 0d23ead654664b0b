import { setTimeout as pause } from 'node:timers/promises'
import { LegClock } from '@callchart/cli'
import { callersWord } from '../callers-word.js'
import { Desk } from '../desk.js'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { openPlainLine } from '../line.js'
import { LoadCaller } from '../load-caller.js'
import { failuresOf, percentile, type Scenario, type ScenarioOptions, type ScenarioResult } from '../scenario.js'
import { faultyManners, hastyMsPerLetter, type Manner } from '../scripted-engine.js'
import { withFleet } from '../under-load.js'
import { faultsIn, judge } from '../verdict.js'

const soundWithinMs = 2_000
/** An engine that has failed is the last of its list for so long. */
const restMs = 5_000
const abilities = ['hearing', 'speaking', 'both'] as const
const scopes = ['the first engine', 'every engine'] as const

interface Trouble {
  readonly manner: Manner
  readonly ability: (typeof abilities)[number]
  readonly scope: (typeof scopes)[number]
}

const troubles: readonly Trouble[] = scopes.flatMap((scope) => abilities.flatMap((ability) => faultyManners.map((manner) => ({ manner, ability, scope }))))
const nameOf = ({ manner, ability, scope }: Trouble): string => `${scope} ${manner} (${ability})`

class Troubles {
  readonly callers: LoadCaller[] = []
  readonly soundMs: number[] = []
  readonly replyMs: number[] = []
  readonly silent: string[] = []
  readonly refused: string[] = []
  private readonly clock = new LegClock()
  readonly desk: Desk

  constructor(
    private readonly fleet: Fleet,
    private readonly word: Int16Array,
    private readonly options: ScenarioOptions,
  ) {
    this.desk = new Desk(() => fleet.urls, this.clock)
  }

  async suffer(trouble: Trouble): Promise<void> {
    await pause(restMs)
    this.set(trouble, trouble.manner)
    const callers = await Promise.all(Array.from({ length: this.options.calls }, (_, index) => this.call(trouble, index)))
    this.set(trouble, 'works')
    const heard = callers.flatMap((caller) => caller?.heardAfterMs ?? [])
    const repeats = callers.reduce((sum, caller) => sum + (caller?.repeats ?? 0), 0)
    this.options.tell(`${nameOf(trouble)}: heard after ${Math.max(0, ...heard.map(({ ms }) => ms))} ms at most, ${repeats} times said again`)
  }

  private set({ ability, scope }: Trouble, manner: Manner): void {
    for (const engine of scope === 'the first engine' ? this.fleet.engines.slice(0, 1) : this.fleet.engines) {
      if (ability !== 'speaking') engine.hearing = manner
      if (ability !== 'hearing') engine.speaking = manner
    }
  }

  private async call(trouble: Trouble, index: number): Promise<LoadCaller | undefined> {
    const line = await openPlainLine(this.fleet.urls[0] ?? '', this.clock).catch((error: unknown) => void this.refused.push(String(error)))
    if (line === undefined) return undefined
    const plan = { code: String(1_000 + this.options.seed.below(9_000)), wantsHuman: index % 2 === 1 }
    const caller = new LoadCaller({ tracks: this.fleet.tracks, word: this.word }, plan, line)
    await caller.staysOn()
    this.callers.push(caller)
    for (const node of ['question', 'code', 'menu']) this.note(trouble, `at "${node}"`, caller.heardAfterMs.find((each) => each.node === node)?.ms, this.soundMs)
    for (const { node, ms } of caller.replies) this.note(trouble, `after what was said at "${node}"`, ms, this.replyMs)
    return caller
  }

  private note(trouble: Trouble, where: string, ms: number | undefined, all: number[]): void {
    if (ms !== undefined) all.push(ms)
    if (ms === undefined || ms > soundWithinMs) this.silent.push(`${nameOf(trouble)}: ${ms === undefined ? 'nothing' : `${Math.round(ms)} ms to a sound`} ${where}`)
  }
}

/** All of them where there are enough times. */
const drawn = ({ seed, times }: ScenarioOptions): readonly Trouble[] => {
  const left: Trouble[] = []
  return Array.from({ length: times }, () => {
    if (left.length === 0) left.push(...troubles)
    return left.splice(seed.below(left.length), 1)[0]
  }).filter((trouble) => trouble !== undefined)
}

export const enginesFail: Scenario = {
  name: 'engines',
  what: 'recognisers and voices refuse, hang, are slow, send garbage and die, the first one and all, alone and together',
  times: troubles.length,
  calls: 4,
  run(options): Promise<ScenarioResult> {
    return withFleet({ apps: 1, bridges: 1, engines: 2, flows: [ordersFlow()], answerAfterMs: 200, msPerLetter: hastyMsPerLetter }, async (fleet) => {
      const suffered = new Troubles(fleet, await callersWord(), options)
      suffered.desk.open(options.calls)
      for (const trouble of drawn(options)) await suffered.suffer(trouble)
      await suffered.desk.close()
      const verdict = await judge(fleet, suffered.callers)
      const figuresOf = (name: string, ms: readonly number[]) => ({ [`${name}P50Ms`]: Math.round(percentile(ms, 0.5)), [`${name}P95Ms`]: Math.round(percentile(ms, 0.95)), [`${name}MaxMs`]: Math.round(Math.max(0, ...ms)) })
      return {
        figures: { troubles: options.times, calls: verdict.calls, ...figuresOf('heard', suffered.soundMs), ...figuresOf('reply', suffered.replyMs), saidAgain: suffered.callers.reduce((sum, { repeats }) => sum + repeats, 0) },
        failures: failuresOf({ 'nothing heard within 2 s': suffered.silent, 'call refused': suffered.refused, ...faultsIn(verdict, suffered.callers) }),
      }
    })
  },
}
