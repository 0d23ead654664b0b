import { describe, expect, it } from 'vitest'
import { switchLogin } from '../driver/asterisk.js'
import { aSwitchWorld, type SwitchWorld } from '../driver/switch-world.js'
import { transferFlows } from '../driver/transfer-flows.js'
import { runMany, tableOf } from './run-many.js'
import { scenariosOf } from './scenarios.js'

const roundCount = Number(process.env.SWITCH_OFTEN_ROUNDS ?? '20')
/** In flight in one Asterisk. */
const atATime = Number(process.env.SWITCH_OFTEN_AT_A_TIME ?? '16')
/** What is heard is compared in this process, which the system must not wait for. */
const apart = {}

/** Everything has ended: at the switch, and with us. */
async function holds(world: SwitchWorld, kind: 'ari' | 'dialplan'): Promise<void> {
  const tallies = await runMany(world, scenariosOf(kind), roundCount, atATime)
  process.stdout.write(`\n${kind}, ${roundCount} times each, ${atATime} at a time:\n${tableOf(tallies)}\n`)

  expect(tallies.filter(({ okCount }) => okCount !== roundCount)).toEqual([])
  await world.asterisk.isEmpty()
  expect(await (await fetch(`${world.there.system.url}/metrics`)).text()).toMatch(/^callchart_calls_active 0$/m)
}

describe('transfers by ARI', () => {
  const world = aSwitchWorld({ flows: transferFlows, apart, system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

  it('every one does what it should, as often as it is tried', () => holds(world, 'ari'))
})

describe('transfers by a dialplan that asks', () => {
  const world = aSwitchWorld({ flows: transferFlows, apart, asterisk: { entry: 'callchart-ask-in' } })

  it('every one does what it should, as often as it is tried', () => holds(world, 'dialplan'))
})
