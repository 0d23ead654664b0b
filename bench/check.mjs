/**
 * How long it takes to check a flow, its proofs over all ways included, and how that grows with the flow.
 *
 *   node bench/check.mjs [--nodes 250,500,1000,2000] [--rounds 3]
 *
 * Beside it stand the raw limits of the same run: compiling the flow, and reading its machine as JSON. The exponent is that of the least
 * squares line through the logarithms: 1 is as fast as the flow grows.
 */
import { parseArgs } from 'node:util'
import { largeFlow } from '@callchart/cli'
import { checkFlow, compileFlow } from '@callchart/flow'
import { medianMs } from './median.mjs'

const { values } = parseArgs({ options: { nodes: { type: 'string', default: '250,500,1000,2000' }, rounds: { type: 'string', default: '3' } } })
const sizes = values.nodes.split(',').map(Number)
const rounds = Number(values.rounds)

const measured = sizes.map((nodes) => {
  const document = largeFlow(nodes)
  const machine = JSON.stringify(compileFlow(document).config)
  const findings = checkFlow(document).length
  return { nodes, findings, checkMs: medianMs(() => checkFlow(document), rounds), compileMs: medianMs(() => compileFlow(document), rounds), parseMs: medianMs(() => JSON.parse(machine), rounds) }
})

const exponentOf = (pick) => {
  const points = measured.map((each) => [Math.log(each.nodes), Math.log(pick(each))])
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}

process.stdout.write('nodes  check ms  compile ms  ratio  JSON.parse ms  findings\n')
for (const { nodes, findings, checkMs, compileMs, parseMs } of measured)
  process.stdout.write(
    `${String(nodes).padStart(5)}  ${checkMs.toFixed(0).padStart(8)}  ${compileMs.toFixed(1).padStart(10)}  ${(checkMs / compileMs).toFixed(1).padStart(5)}  ${parseMs.toFixed(1).padStart(13)}  ${findings}\n`,
  )
process.stdout.write(`exponent: check ${exponentOf(({ checkMs }) => checkMs).toFixed(2)}, compile ${exponentOf(({ compileMs }) => compileMs).toFixed(2)}\n`)
