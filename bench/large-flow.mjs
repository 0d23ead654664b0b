/**
 * How long a large flow takes to compile, and how large its machine is.
 *
 *   node bench/large-flow.mjs [--nodes 500] [--rounds 20]
 *
 * Beside it stands the raw limit in the same run: writing and reading the same machine as JSON.
 */
import { performance } from 'node:perf_hooks'
import { parseArgs, TextEncoder } from 'node:util'
import { largeFlow } from '@callchart/cli'
import { compileFlow, createFlowMachine } from '@callchart/flow'
import { medianMs } from './median.mjs'

const { values } = parseArgs({ options: { nodes: { type: 'string', default: '500' }, rounds: { type: 'string', default: '20' } } })
const rounds = Number(values.rounds)

const document = largeFlow(Number(values.nodes))
const first = performance.now()
const compiled = compileFlow(document)
const firstMs = performance.now() - first
const text = JSON.stringify(compiled.config)
const compileMs = medianMs(() => compileFlow(document), rounds)
const rawMs = medianMs(() => JSON.parse(JSON.stringify(compiled.config)), rounds)
const machineMs = medianMs(() => createFlowMachine(compiled), rounds)
const bytes = (json) => `${new TextEncoder().encode(json).length.toLocaleString('en')} bytes`

process.stdout.write(`${document.nodes.length} nodes: document ${bytes(JSON.stringify(document))}, machine ${bytes(text)}
compile   ${compileMs.toFixed(1)} ms median of ${rounds}, ${firstMs.toFixed(1)} ms the first time
raw limit ${rawMs.toFixed(1)} ms (the machine written and read as JSON), ratio ${(compileMs / rawMs).toFixed(1)}
machine   ${machineMs.toFixed(1)} ms to make it ready for calls
`)
