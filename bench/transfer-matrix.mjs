/**
 * Every way of a transfer (answered, busy, declined, not answered, somebody gone, closed, full, left by key), attended and blind,
 * as whole calls on a system of its own, side by side.
 *
 *   node bench/transfer-matrix.mjs [--rounds 20] [--concurrency 9] [--only CELL] [--json]
 *
 * A call is right when the flow got the right event, the caller heard the right words in full, and no leg stayed behind.
 */
/* global fetch */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connectVoice, runTransferMatrix, startSystem, transferMatrixFiles } from '@callchart/cli'
import { pino } from 'pino'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    concurrency: { type: 'string', default: '9' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const flowsDir = mkdtempSync(join(tmpdir(), 'callchart-matrix-'))
for (const [name, content] of Object.entries(transferMatrixFiles())) writeFileSync(join(flowsDir, name), JSON.stringify(content))
const logLevel = process.env.LOG_LEVEL ?? 'silent'
const system = await startSystem({ flowsDir, logLevel, logger: pino({ level: logLevel }, pino.destination(2)) })
const voice = connectVoice(system.speechAddress)
const startedAt = Date.now()

let results
let activeCalls
try {
  results = await runTransferMatrix({
    url: system.url,
    agentWords: await voice.speak('hello this is anna how can i help you today', 'en-gb'),
    callerWords: await voice.speak('yes i can hear you very well thank you for taking my call', 'en-us'),
    patienceMs: 40_000,
    rounds: Number(values.rounds),
    concurrency: Number(values.concurrency),
    ...(values.only === undefined ? {} : { only: values.only }),
    onResult: ({ cell, mode, faults }) => {
      if (faults.length > 0) console.error(`${mode} ${cell}: ${faults.join('; ')}`)
    },
  })
  activeCalls = Number(/^callchart_calls_active (\d+)$/m.exec(await (await fetch(`${system.url}/metrics`)).text())?.[1])
} finally {
  voice.close()
  await system.close()
  rmSync(flowsDir, { recursive: true, force: true })
}

const cells = new Map()
for (const { cell, mode, faults } of results) {
  const key = `${mode} ${cell}`
  const counted = cells.get(key) ?? { mode, cell, right: 0, calls: 0, faults: [] }
  cells.set(key, { ...counted, right: counted.right + (faults.length === 0 ? 1 : 0), calls: counted.calls + 1, faults: [...counted.faults, ...faults] })
}
const right = results.filter(({ faults }) => faults.length === 0).length
if (values.json) {
  console.log(JSON.stringify({ calls: results.length, right, activeCalls, seconds: (Date.now() - startedAt) / 1_000, cells: [...cells.values()] }, null, 2))
} else {
  for (const { mode, cell, right: good, calls } of [...cells.values()].sort((a, b) => a.cell.localeCompare(b.cell) || a.mode.localeCompare(b.mode)))
    console.log(`${cell.padEnd(26)}${mode.padEnd(10)}${good} of ${calls}`)
  console.log(`\n${right} of ${results.length} calls right in ${Math.round((Date.now() - startedAt) / 1_000)} s; calls left behind: ${activeCalls}`)
}
process.exitCode = right === results.length && activeCalls === 0 ? 0 : 1
