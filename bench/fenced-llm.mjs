/**
 * Puts the questions of the example flows to a chat model that does everything but what it should, through the stage of a call that
 * understands, and prints what came of it. Whether an event was enabled is read from the flow's document and from what the machine made
 * of it, not from the fence.
 *
 *   node bench/fenced-llm.mjs [--turns 10000] [--seed 1] [--json]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { readResources } from '@callchart/flow'
import { runFencedTurns } from '@callchart/runtime'

const { values } = parseArgs({
  options: { turns: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
})
const folder = new URL('../flows/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
const { resources } = readResources(files)

const from = performance.now()
const result = await runFencedTurns({ flows: [...resources.flows.values()], resources, turnCount: Number(values.turns), seed: Number(values.seed) })
const seconds = (performance.now() - from) / 1_000

if (values.json) process.stdout.write(`${JSON.stringify({ ...result, seconds })}\n`)
else {
  console.table(result.turnsByFlow)
  console.table(result.conducts)
  console.table(result.outcomes)
  for (const example of result.examples) process.stdout.write(`outside: ${example}\n`)
  process.stdout.write(`${result.turns} turns in ${result.calls} calls, ${seconds.toFixed(1)} s
events outside of the enabled set: ${result.eventsOutsideTheEnabledSet}
hung calls: ${result.hungCalls}
`)
}
process.exitCode = result.turns > 0 && result.eventsOutsideTheEnabledSet === 0 && result.hungCalls === 0 ? 0 : 1
