/**
 * Kills, stops, cuts and starves the parts of a system of several processes while calls run, and tells what their callers noticed.
 *
 *   npm run faults                                                every scenario, as long as it needs
 *   npm run faults -- --only runtime-dies --seed 7 --times 20     one of them; a name's beginning stands for all that begin so
 *   npm run faults -- --calls 10                                  so many calls at a time
 *
 *   npm run soak -- --minutes 30 [--calls 50]                     calls for so long, and what each process holds meanwhile
 *
 * One line of JSON a scenario and a Markdown table on stdout, progress on stderr. Ends with 1 where a scenario does not hold.
 */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { exitCodeOf } from '../../bin/options.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
/** Beside the sources, whose paths to other files are relative to this depth. */
const file = join(here, `.main-${process.pid}.mjs`)

/** Packages are taken as they are built: the processes that are killed run them too. */
const isOutside = (id) => id.startsWith('node:') || !/^[./]/.test(id)

async function bundle() {
  const built = await rolldown({ input: join(here, 'main.ts'), cwd: root, platform: 'node', external: isOutside, resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } })
  await built.write({ file, format: 'esm', codeSplitting: false })
  await built.close()
}

const { status } = spawnSync(process.execPath, [join(root, 'bin', 'callchart.mjs'), 'build'], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))
process.once('exit', () => rmSync(file, { force: true }))
await bundle()
const { runFaults, runSoak } = await import(pathToFileURL(file).href)
const [what, ...options] = process.argv.slice(2)
process.exit(await exitCodeOf(async () => ((await (what === 'soak' ? runSoak(options) : runFaults(process.argv.slice(2)))) ? 0 : 1)))
