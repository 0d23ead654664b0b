/**
 * The benches of the system, each against the raw limit of the same machine in the same run.
 *
 *   npm run bench -- <name> [options]      progress as JSON lines, then a table
 *   npm run -s bench -- <name> --json      progress on stderr, and one line of JSON on stdout
 *
 * A bench is a file `bench/<name>.mjs` that exports `bench`: `summary`, `options` (of `parseArgs`), and `run(values, note)`, which gives
 * `{ result, table }`: plain JSON with `void: true` where the run says nothing, and Markdown. It ends with exit code 2 when it is void.
 */
import { parseArgs } from 'node:util'
import { exitCodeOf } from '../bin/options.mjs'

const names = ['bridge', 'calls', 'latency', 'runtime', 'growth']

const [name, ...args] = process.argv.slice(2)
if (!names.includes(name)) {
  for (const known of names) {
    const { bench } = await import(`./${known}.mjs`)
    process.stderr.write(`npm run bench -- ${known.padEnd(10)} ${bench.summary}\n`)
  }
  process.exit(name === undefined ? 0 : 64)
}

const { bench } = await import(`./${name}.mjs`)
process.exitCode = await exitCodeOf(async () => {
  const { values } = parseArgs({ args, options: { ...bench.options, json: { type: 'boolean', default: false } } })
  const progress = values.json ? process.stderr : process.stdout
  const { result, table } = await bench.run(values, (fields) => progress.write(`${JSON.stringify({ bench: name, ...fields })}\n`))
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `\n${table}\n`)
  if (result.void !== true) return 0
  process.stderr.write('void: the processes waited too long for a CPU; run it again on a machine that does nothing else\n')
  return 2
})
