import { setImmediate } from 'node:timers/promises'
import { behaviours, exploredFlow, MassSimulation, type Behaviour } from '@callchart/flow'
import { UsageError } from '../errors.js'
import { tellSimulation } from '../simulation/tell-simulation.js'
import { readGoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, type CommandContext, type ExitCode } from './command.js'

export interface ManyCalls {
  readonly calls: string
  readonly seed?: string | undefined
  readonly behaviour?: string | undefined
  readonly json: boolean
  readonly say?: unknown
  readonly press?: unknown
  readonly silence?: unknown
  readonly hangup?: unknown
  readonly answer?: unknown
  readonly var?: unknown
}

const mostCalls = 10_000_000
/** Between two looks at the clock and at Ctrl-C. */
const callsAtOnce = 500
const progressEveryMs = 2_000

/** `simulate --calls`: many calls by how callers behave. */
export async function simulateMany({ environment, write, note, signal }: CommandContext, flow: string, many: ManyCalls): Promise<ExitCode> {
  refuseSteps(many)
  const callCount = readCount('--calls', many.calls, mostCalls)
  const seed = readCount('--seed', many.seed ?? '1', 0xffff_ffff)
  const behaviour = readBehaviour(many.behaviour ?? 'random')
  const { compiled } = await readGoodFlow(flow, readSettings(environment, { port: 0, logLevel: 'warn' }).flowsDir)
  const simulation = new MassSimulation(exploredFlow(compiled), { behaviour, seed })
  let toldAt = performance.now()
  while (simulation.callCount < callCount && !signal.aborted) {
    simulation.run(Math.min(callsAtOnce, callCount - simulation.callCount))
    await setImmediate()
    if (performance.now() - toldAt < progressEveryMs) continue
    toldAt = performance.now()
    note(`${simulation.callCount} of ${callCount} calls`)
  }
  const report = simulation.report()
  write(many.json ? asJson(report) : tellSimulation(report))
  return exitCodes.done
}

/** Many calls act by themselves. */
function refuseSteps({ say, press, silence, hangup, answer, var: variables }: ManyCalls): void {
  const given = Object.entries({ say, press, silence, hangup, answer, var: variables }).find(([, value]) => value !== undefined && value !== false)
  if (given !== undefined) throw new UsageError(`--${given[0]} is for one call: leave it out, or leave out --calls.`)
}

function readCount(option: string, text: string, most: number): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count > most || (option === '--calls' && count === 0))
    throw new UsageError(`${option} ${text} is no whole number from ${option === '--calls' ? 1 : 0} to ${most}.`)
  return count
}

function readBehaviour(name: string): Behaviour {
  const behaviour = behaviours.find((each) => each.name === name)
  if (behaviour === undefined) throw new UsageError(`--behaviour ${name} does not exist: ${behaviours.map((each) => each.name).join(', ')}.`)
  return behaviour
}
