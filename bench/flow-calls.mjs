/**
 * Places the right path of every example flow, by keys and by voice, many times on the real system, and prints how many calls
 * came to their end as written; as many at a time as vitest.config.ts allows.
 *
 * usage: node bench/flow-calls.mjs [--count 20] [--only "help desk"] [--json]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '20' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'callchart-flow-calls-'))
const resultFile = join(folder, 'result.json')
const args = ['vitest', 'run', '--project', 'system', 'test/example-flows.test.ts', '--testTimeout', '600000', '--reporter=dot', '--reporter=json', `--outputFile.json=${resultFile}`]
if (values.only !== undefined) args.push('--testNamePattern', values.only)

try {
  const child = spawn('npx', args, { cwd: root, env: { ...process.env, FLOW_CALL_ROUNDS: values.count }, stdio: ['ignore', values.json ? 'ignore' : 'inherit', 'inherit'] })
  await new Promise((resolve) => child.once('exit', resolve))
  const { testResults } = JSON.parse(readFileSync(resultFile, 'utf8'))
  const calls = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ title }) => title.includes('round'))
  const table = {}
  for (const { ancestorTitles, status, duration } of calls) {
    if (status !== 'passed' && status !== 'failed') continue
    const row = (table[ancestorTitles[0]] ??= { calls: 0, right: 0, longestSeconds: 0 })
    row.calls += 1
    if (status === 'passed') row.right += 1
    row.longestSeconds = Math.max(row.longestSeconds, Math.round((duration ?? 0) / 100) / 10)
  }
  if (values.json) console.log(JSON.stringify(table))
  else console.table(table)
  process.exitCode = Object.keys(table).length > 0 && Object.values(table).every(({ calls: all, right }) => all === right) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
