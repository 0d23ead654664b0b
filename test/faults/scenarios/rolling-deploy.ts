import { setTimeout as pause } from 'node:timers/promises'
import { comingOneByOne, dialling, dialplanSetting } from '../dialplan-switch.js'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { openPlainLine, type Connect } from '../line.js'
import { Load } from '../load.js'
import type { Scenario, ScenarioResult } from '../scenario.js'
import type { Seeded } from '../seeded.js'
import { endOfLoad, withFleet } from '../under-load.js'

const steadyMs = 8_000
const publishEveryMs = 10_000
const switchShare = 0.5

/** Another edition of the flow now and then, until it is told to end. @returns how many there were */
async function publishEditions(fleet: Fleet, ended: AbortSignal): Promise<number> {
  for (let edition = 1; ; edition += 1) {
    await pause(publishEveryMs, undefined, { signal: ended }).catch(() => undefined)
    if (ended.aborted) return edition - 1
    fleet.writeFlow(ordersFlow(edition))
  }
}

/** One half at a switch, which takes them from bridge to bridge; the other half have nothing but their bot leg, for whose end a bridge waits. */
function ofBothKinds(fleet: Fleet, seed: Seeded): Connect {
  const bySwitch = dialling({ tracks: fleet.tracks, urls: () => fleet.urls, bridges: () => fleet.mediaUrls })
  return comingOneByOne(fleet, (clock) => (seed.next() < switchShare ? bySwitch(clock) : openPlainLine(seed.choice(fleet.urls), clock)))
}

export const rollingDeploy: Scenario = {
  name: 'rolling-deploy',
  what: 'every app and bridge is replaced, one after the other, under calls, while the flow is published every 10 s',
  times: 2,
  calls: 50,
  run({ seed, times, calls, tell }): Promise<ScenarioResult> {
    return withFleet({ apps: 3, bridges: 2, flows: [ordersFlow()], appSettings: { SWITCHES: dialplanSetting } }, async (fleet) => {
      const ended = new AbortController()
      const published = publishEditions(fleet, ended.signal)
      try {
        const load = await Load.start(fleet, seed, { calls, connect: ofBothKinds(fleet, seed) })
        const codes: string[] = []
        let replaced = 0
        await pause(steadyMs)
        for (let round = 0; round < times; round += 1)
          for (const slot of [...fleet.apps, ...fleet.bridges]) {
            const beganAtMs = Date.now()
            const code = await fleet.end(slot, 'SIGTERM')
            if (code !== 0) codes.push(`${slot.name} ended with ${code ?? 'a signal'}`)
            await fleet.fill(slot)
            replaced += 1
            tell(`${replaced}/${times * (fleet.apps.length + fleet.bridges.length)} ${slot.name} replaced within ${Math.round((Date.now() - beganAtMs) / 1_000)} s, ${load.ended.length} calls over`)
          }
        const { figures, failures } = await endOfLoad(fleet, load, { figures: { replaced }, faults: { 'process ended badly': codes } })
        ended.abort()
        return { figures: { ...figures, editions: await published }, failures }
      } finally {
        ended.abort()
      }
    })
  },
}
