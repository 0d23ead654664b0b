/**
 * How many calls a second `callchart simulate --calls` simulates on one core, by the processor's time; and beside it the raw limit in the same
 * run: XState's bare `machine.transition` over the very events of such calls, without effects, understanding or counting.
 *
 *   node bench/simulate.mjs [--calls 10000] [--flow card-services] [--behaviour talkative] [--turns 6]
 */
import { parseArgs } from 'node:util'
import { behaviours, MassSimulation, startSnapshot, step } from '@callchart/flow'
import { createActor } from 'xstate'
import { exampleFlows } from './flows.mjs'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '10000' }, flow: { type: 'string', default: 'card-services' }, behaviour: { type: 'string', default: 'talkative' }, turns: { type: 'string', default: '6' }, seed: { type: 'string', default: '1' } },
})
const callCount = Number(values.calls)
const behaviour = behaviours.find(({ name }) => name === values.behaviour)
const found = exampleFlows(0).find(({ id }) => id === values.flow)
if (behaviour === undefined || found === undefined) throw new Error('No such flow or behaviour.')
const { flow } = found
const cpuMs = () => process.cpuUsage().user / 1_000
const timed = (work) => {
  const from = cpuMs()
  work()
  return cpuMs() - from
}

/** Events of calls with about so many turns: what the raw limit is measured on. */
const eventsOf = (count) => {
  const simulation = new MassSimulation(flow, { behaviour, seed: Number(values.seed) })
  const calls = []
  for (let tries = 0; calls.length < count && tries < 200 * count; tries += 1) {
    const call = simulation.follow()
    if (call.turnCount === Number(values.turns)) calls.push(call.events)
  }
  return calls
}

new MassSimulation(flow, { behaviour, seed: 7 }).run(2_000)
const simulation = new MassSimulation(flow, { behaviour, seed: Number(values.seed) })
const simulateMs = timed(() => simulation.run(callCount))
const { averageTurns, stepCount } = simulation.report()

const calls = eventsOf(2_000)
const eventCount = calls.reduce((sum, events) => sum + events.length, 0)
const self = createActor(flow.machine)
const nothing = () => undefined
const scope = { self, id: '', sessionId: '', system: self.system, logger: nothing, defer: nothing, stopChild: nothing, emit: nothing, actionExecutor: nothing }
const bare = () => calls.forEach((events) => events.reduce((snapshot, event) => (snapshot.status === 'active' ? flow.machine.transition(snapshot, event, scope) : snapshot), startSnapshot(flow.machine)))
const whole = () => calls.forEach((events) => events.reduce((snapshot, event) => step(flow.machine, snapshot, event).snapshot, startSnapshot(flow.machine)))
bare()
whole()
const rawMs = timed(bare)
const stepMs = timed(whole)
const perSecond = (count, ms) => Math.round((count / ms) * 1_000)

process.stdout.write(`${values.flow}, ${behaviour.name} callers, ${callCount} calls of ${averageTurns} turns (${(stepCount / callCount).toFixed(1)} events) on average
simulated    ${perSecond(callCount, simulateMs)} calls a second, ${perSecond(stepCount, simulateMs)} events a second
${values.turns}-turn calls (${calls.length}, ${(eventCount / calls.length).toFixed(1)} events each):
step         ${perSecond(calls.length, stepMs)} calls a second, ${((stepMs / eventCount) * 1_000).toFixed(1)} µs an event, with CEL and rendering
raw limit    ${perSecond(calls.length, rawMs)} calls a second, ${((rawMs / eventCount) * 1_000).toFixed(1)} µs an event (bare machine.transition)
simulated events a second to raw ones ${(stepCount / simulateMs / (eventCount / rawMs)).toFixed(2)}
`)
