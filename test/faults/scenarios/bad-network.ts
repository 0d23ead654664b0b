import { setTimeout as pause } from 'node:timers/promises'
import type { BadLine, LineManner } from '../bad-line.js'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { Load } from '../load.js'
import type { Scenario, ScenarioResult } from '../scenario.js'
import { endOfLoad, withFleet } from '../under-load.js'
import type { FaultMoment } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const badMs = 15_000
const peaceMs = 5_000
/** Four announcements, 300 ms apart, and what a new stream takes. */
const elsewhereWithinMs = 3_000
const manners = ['delayed', 'lossy', 'half-open'] as const satisfies readonly LineManner[]

/** Calls of an app whose lines are dead go on at another one. @returns those that do not */
async function goElsewhere(fleet: Fleet, app: string, atMs: number): Promise<readonly string[]> {
  const held = fleet.tracks.heldBy(app)
  const isElsewhere = (callId: string): boolean => {
    const track = fleet.tracks.of(callId)
    return track === undefined || track.isOver || track.holder !== app
  }
  await comesToHold(() => held.every(isElsewhere), elsewhereWithinMs + atMs - Date.now())
  return held.filter((callId) => !isElsewhere(callId))
}

export const badNetwork: Scenario = {
  name: 'bad-network',
  what: 'lines between bridges and apps take 300 ms there and back, lose 5 % and go half open',
  times: 6,
  calls: 20,
  run({ seed, times, calls, tell }): Promise<ScenarioResult> {
    return withFleet({ apps: 2, bridges: 2, flows: [ordersFlow()], badLines: seed }, async (fleet) => {
      const load = await Load.start(fleet, seed, { calls })
      const moments: FaultMoment[] = []
      const stayed: string[] = []
      for (let index = 0; index < times; index += 1) {
        const manner = manners[index % manners.length] ?? 'delayed'
        await pause(peaceMs)
        const slot = seed.choice(fleet.apps)
        const hit: readonly BadLine[] = manner === 'half-open' ? fleet.linesTo(slot) : fleet.lines
        const atMs = Date.now()
        // Whatever is dispatched until the calls have gone elsewhere may be done there again.
        moments.push({ atMs, untilMs: atMs + elsewhereWithinMs, name: slot.name })
        for (const line of hit) line.is(manner)
        if (manner === 'half-open') stayed.push(...(await goElsewhere(fleet, slot.name, atMs)))
        await pause(badMs)
        for (const line of hit) line.is('passing')
        tell(`${index + 1}/${times} ${manner} for ${badMs / 1_000} s; ${load.ended.length} calls over`)
      }
      return endOfLoad(fleet, load, { figures: { times }, faults: { 'call stayed at an app that nobody reaches': stayed }, moments })
    })
  },
}
