/**
 * Plays random calls, hostile ones too, on every example flow and on a generated one, and compares them with the conversations of
 * `callchart paths`: these must take every transition that any of the calls took, and none of those that are called untakeable.
 *
 *   node bench/paths.mjs [--calls 100000] [--nodes 500] [--only card-services] [--seed 1] [--json]
 */
import { parseArgs } from 'node:util'
import { flowPaths, randomOf, startsOf, walkAtRandom } from '@callchart/flow'
import { exampleFlows } from './flows.mjs'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '100000' }, nodes: { type: 'string', default: '500' }, only: { type: 'string' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
})
const callCount = Number(values.calls)
const cpuMs = () => process.cpuUsage().user / 1_000

const rows = []
for (const { id, flow } of exampleFlows(Number(values.nodes)).filter((each) => values.only === undefined || each.id.includes(values.only))) {
  const from = cpuMs()
  const { scripts, taken, transitionCount, untakeable, open } = flowPaths(flow)
  const pathsMs = cpuMs() - from
  const covered = new Set(taken)
  const never = new Set(untakeable.map(({ transition }) => transition.id))
  const random = randomOf(Number(values.seed))
  const starts = startsOf(flow)
  const byChance = new Set()
  for (let count = 0; count < callCount; count += 1) for (const transition of walkAtRandom(flow, starts, random)) byChance.add(transition)
  const row = {
    flow: id, transitions: transitionCount, conversations: scripts.length, taken: taken.length, untakeable: untakeable.length, open: open.length, randomCalls: callCount, takenByChance: byChance.size,
    missedByPaths: [...byChance].filter((transition) => !covered.has(transition)), takenThoughUntakeable: [...byChance].filter((transition) => never.has(transition)),
    pathsSeconds: Math.round(pathsMs / 100) / 10, randomSeconds: Math.round((cpuMs() - from - pathsMs) / 100) / 10,
  }
  rows.push(row)
  if (!values.json) process.stdout.write(`${JSON.stringify(row)}\n`)
}
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`)
process.exitCode = rows.every(({ missedByPaths, takenThoughUntakeable }) => missedByPaths.length + takenThoughUntakeable.length === 0) ? 0 : 1
