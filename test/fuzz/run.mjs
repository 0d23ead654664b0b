/**
 * Throws inputs at every parser of what comes from outside, in processes of their own.
 *
 *   npm run fuzz -- --seconds 60                    so long, shared among all targets
 *   npm run fuzz -- --inputs 1000000                so many for each target
 *   npm run fuzz -- --target media-twilio --seed 7  one target; what is no whole name stands for all that begin so
 *
 * An input that is not taken as it should be is kept in test/fuzz/found/, where `npm test` gives it to its target again. Ends with 1 where
 * one was found. See docs/security.md.
 */
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clearTimeout, setTimeout } from 'node:timers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { badOption, exitCodeOf, numberOf, wholeOf } from '../../bin/options.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
const folder = join(root, 'node_modules', '.cache', 'callchart', `fuzz-${process.pid}`)
const found = join(here, 'found')
/** A worker that tells nothing for so long hangs: a batch takes a second or two. */
const silenceMs = 60_000

const isInstalled = (id) => existsSync(join(root, 'node_modules', ...id.split('/').slice(0, id.startsWith('@') ? 2 : 1)))
const isOutside = (id) => id.startsWith('node:') || (!/^[./]|^@callchart\//.test(id) && isInstalled(id))

/** The targets with the sources that they give inputs to, as one file. @returns its path */
async function bundle() {
  const file = join(folder, 'worker.mjs')
  const built = await rolldown({
    input: join(here, 'worker.ts'),
    cwd: root,
    platform: 'node',
    external: isOutside,
    resolve: { conditionNames: ['@callchart/source', 'import', 'node'], extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } },
  })
  await built.write({ file, format: 'esm', codeSplitting: false })
  await built.close()
  return file
}

/** Runs one job in a process of its own. @returns its last report; of one that died or hung, its last batch and why */
function inWorker(file, job) {
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=512', fileURLToPath(import.meta.url)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, CALLCHART_FUZZ_JOB: JSON.stringify({ file, job }) },
  })
  return new Promise((resolve) => {
    let last
    let why
    let words = ''
    const hangs = () => {
      why = `nothing was heard of it for ${silenceMs / 1_000} s`
      child.kill('SIGKILL')
    }
    let alarm = setTimeout(hangs, silenceMs)
    child.stderr.on('data', (text) => (words = (words + text).slice(-4_000)))
    child.on('message', (report) => {
      clearTimeout(alarm)
      alarm = setTimeout(hangs, silenceMs)
      last = report
    })
    child.once('exit', (code, signal) => {
      clearTimeout(alarm)
      resolve(last?.type === 'done' || last?.type === 'found' ? last : { type: 'died', batch: last, message: `The process ended: ${why ?? signal ?? code}\n${words}` })
    })
  })
}

function keep(target, input) {
  mkdirSync(join(found, target), { recursive: true })
  const file = join(found, target, createHash('sha256').update(input).digest('hex').slice(0, 12))
  writeFileSync(file, input)
  return file
}

/** Runs a target; where its process dies the batch is run again, and each input written down before it is taken. */
async function fuzzTarget(file, job) {
  const report = await inWorker(file, job)
  if (report.type !== 'died' || report.batch === undefined) return report
  const lastInputFile = join(folder, `${job.target}.last`)
  const again = await inWorker(file, { ...job, seed: report.batch.seed, mostCount: 2_000, mostMs: 10 * silenceMs, lastInputFile })
  const input = again.type === 'died' && existsSync(lastInputFile) ? readFileSync(lastInputFile) : Buffer.from(again.input ?? '', 'base64')
  return { type: 'found', seed: report.batch.seed, count: report.batch.count, ms: 0, input: input.toString('base64'), message: report.message }
}

function tell(target, report) {
  const { count = 0, ms = 0 } = report
  const rate = ms > 0 ? `${Math.round((count / ms) * 60_000).toLocaleString('en')} a minute` : ''
  if (report.type === 'done') return console.log(`${target.padEnd(26)} ${count.toLocaleString('en').padStart(12)} inputs  ${rate.padStart(20)}  ${Math.round(report.heapMb)} MB`)
  console.log(`${target.padEnd(26)} FOUND after ${count.toLocaleString('en')} inputs, seed ${report.seed}\n  ${report.message.split('\n').slice(0, 12).join('\n  ')}`)
  if (report.input) console.log(`  kept in ${keep(target, Buffer.from(report.input, 'base64'))}`)
}

async function main() {
  const { values } = parseArgs({
    options: { seconds: { type: 'string' }, inputs: { type: 'string' }, target: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string', default: '2' } },
  })
  const file = await bundle()
  const { targetNames } = await import(pathToFileURL(file).href)
  const { target: wanted = '' } = values
  const names = targetNames.includes(wanted) ? [wanted] : targetNames.filter((name) => name.startsWith(wanted))
  if (names.length === 0) throw badOption(`--target is "${wanted}": name one of ${targetNames.join(', ')}.`)
  const workerCount = Math.max(1, Math.min(wholeOf(values, 'workers'), names.length))
  const seed = wholeOf(values, 'seed') ?? Date.now() % 1_000_000_000
  const mostCount = wholeOf(values, 'inputs') ?? Number.MAX_SAFE_INTEGER
  const seconds = numberOf(values, 'seconds') ?? 60
  const mostMs = values.seconds === undefined && values.inputs !== undefined ? 24 * 3_600_000 : (seconds * 1_000 * workerCount) / names.length
  console.log(`seed ${seed}, ${names.length} targets`)

  const waiting = [...names]
  const reports = []
  const next = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const report = await fuzzTarget(file, { target, seed, mostCount, mostMs })
      reports.push(report)
      tell(target, report)
    }
  }
  await Promise.all(Array.from({ length: workerCount }, next))
  const failed = reports.filter(({ type }) => type !== 'done')
  console.log(`${reports.reduce((total, { count = 0 }) => total + count, 0).toLocaleString('en')} inputs in all, ${failed.length} found`)
  return failed.length === 0 ? 0 : 1
}

if (process.env.CALLCHART_FUZZ_JOB !== undefined) {
  const { file, job } = JSON.parse(process.env.CALLCHART_FUZZ_JOB)
  const { runFuzzJob } = await import(pathToFileURL(file).href)
  await runFuzzJob(job, (report) => process.send(report))
  process.disconnect()
} else {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  try {
    process.exitCode = await exitCodeOf(main)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
