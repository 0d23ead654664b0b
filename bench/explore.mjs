/**
 * Tries the shipped turn machine and whole calls (bridge and runtime, on scripted ports) in all orders of what may race, up to a depth.
 *
 *   npm run explore -- [--depth 3] [--turn-depth 4] [--walks 200] [--scene "the caller waits"]
 *   npm run explore -- --removals [--only "a fact counts once"] [--removal-depth 1]
 *
 * The second form takes guards away, one at a time, from a bundle of the sources (never from the sources), and tells which scenario or order
 * notices. See docs/race-explorer.md.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { exitCodeOf, wholeOf } from '../bin/options.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'node_modules', '.cache', 'callchart', `explore-${process.pid}`)
const workerCount = 2

/** A package of others that Node finds from the root; one that lies deeper is taken into the bundle. */
const isInstalled = (id) => existsSync(join(root, 'node_modules', ...id.split('/').slice(0, id.startsWith('@') ? 2 : 1)))
const isOutside = (id) => id.startsWith('node:') || (!/^[./]|^@callchart\//.test(id) && isInstalled(id))

function editing(edits) {
  const left = new Set(edits)
  return {
    name: 'remove-guard',
    transform(code, id) {
      let changed = code
      for (const edit of edits) {
        if (id !== join(root, edit.file)) continue
        if (changed.split(edit.text).length !== 2) throw new Error(`${edit.file} does not hold the text of the guard once: ${edit.text}`)
        changed = changed.replace(edit.text, () => edit.replacement)
        left.delete(edit)
      }
      return changed === code ? undefined : { code: changed }
    },
    buildEnd: () => {
      if (left.size > 0) throw new Error(`The explorer does not load ${[...left].map(({ file }) => file).join(', ')}`)
    },
  }
}

/** The explorer with the sources that it drives, as one file. @returns its path */
async function bundle(name, edits = []) {
  const file = join(folder, `${name}.mjs`)
  const built = await rolldown({
    input: join(root, 'test', 'explore', 'main.ts'),
    cwd: root,
    platform: 'node',
    external: isOutside,
    plugins: [editing(edits)],
    resolve: { conditionNames: ['@callchart/source', 'import', 'node'], extensionAlias: { '.js': ['.ts', '.js'] } },
  })
  await built.write({ file, format: 'esm' })
  await built.close()
  return file
}

/** Runs one job in a process of its own. @returns what it sends */
function inChild(file, job) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, CALLCHART_EXPLORE_JOB: JSON.stringify({ file, job }) } })
  return new Promise((resolve, reject) => {
    let answer
    child.on('message', (message) => (message.progress === undefined ? (answer = message) : console.error(message.progress)))
    child.once('exit', (code) => (answer === undefined ? reject(new Error(`The explorer ended with ${code}: ${job.name}`)) : resolve(answer)))
  })
}

/** @param work for each item, so many at a time */
async function inTurns(items, work) {
  const waiting = [...items]
  const results = new Map()
  const next = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.set(item, await work(item))
  }
  await Promise.all(Array.from({ length: workerCount }, next))
  return items.map((item) => results.get(item))
}

const jobs = {
  async scene({ name, depth, walks }, { exploreScene, walkScene, describeFailure }) {
    const found = await exploreScene(name, { depth, mostFailures: 5, progress: (level, { orders, states }) => process.send({ progress: `${name}: depth ${level}, ${orders} orders, ${states} states` }) })
    const walked = walks === 0 ? undefined : await walkScene(name, { count: walks, length: 12, seed: 1, mostFailures: 5 })
    const failures = [...found.failures, ...(walked?.failures ?? [])].map(describeFailure)
    return { orders: found.orders, states: found.states, walks: walked?.orders ?? 0, failures }
  },
  /** Named scenarios first; then every short order of every scene, until one notices. */
  async removal({ depth }, { scenarios, runScenario, exploreScene, turnSceneNames, callSceneNames }) {
    const by = []
    for (const scenario of scenarios) {
      const [problem] = await runScenario(scenario).catch((error) => [`it throws: ${error.message}`])
      if (problem !== undefined) by.push({ scenario: scenario.name, problem })
    }
    if (by.length > 0 || depth < 0) return { by }
    for (const name of [...turnSceneNames, ...callSceneNames]) {
      const { failures } = await exploreScene(name, { depth: turnSceneNames.includes(name) ? depth + 2 : depth, mostFailures: 1 })
      const [failure] = failures
      if (failure !== undefined) return { by: [{ scenario: `${name}: ${failure.order.join(', ')}`, problem: failure.problems[0], isSearched: true }] }
    }
    return { by }
  },
}

async function exploreScenes(values) {
  const file = await bundle('explorer')
  const { turnSceneNames, callSceneNames } = await import(pathToFileURL(file).href)
  const names = [...turnSceneNames, ...callSceneNames].filter((name) => values.scene === undefined || name.includes(values.scene))
  const [depth, turnDepth, walks] = [wholeOf(values, 'depth'), wholeOf(values, 'turn-depth'), wholeOf(values, 'walks')]
  const began = Date.now()
  const results = await inTurns(names, (name) => inChild(file, { kind: 'scene', name, ...(turnSceneNames.includes(name) ? { depth: turnDepth, walks: 0 } : { depth, walks }) }))
  const sum = (field) => results.reduce((total, result) => total + result[field], 0)
  console.table(Object.fromEntries(names.map((name, index) => [name, { orders: results[index].orders, states: results[index].states, walks: results[index].walks, failures: results[index].failures.length }])))
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`\n${failure}`)
  console.log(`${sum('orders')} orders, ${sum('states')} states, ${sum('walks')} walks, ${results.flatMap(({ failures }) => failures).length} failures, ${Math.round((Date.now() - began) / 1_000)} s`)
  return names.length > 0 && results.every(({ failures }) => failures.length === 0)
}

function tellRemoval({ name, redundantTo }, { by }, isAsMeant) {
  const [first] = by
  const noticed = first === undefined ? undefined : `${first.isSearched ? 'order' : 'scenario'}: ${first.scenario}${by.length > 1 ? ` (and ${by.length - 1} more)` : ''}\n      ${first.problem}`
  console.log(`${isAsMeant ? 'ok ' : 'NOT'} ${name}\n      ${noticed ?? (redundantTo === undefined ? 'not noticed' : `redundant: ${redundantTo}`)}`)
}

async function takeGuardsAway(values) {
  const { removals } = await import(pathToFileURL(await bundle('explorer')).href)
  const chosen = removals.filter(({ name }) => values.only === undefined || name.includes(values.only))
  const isAsMeant = ({ redundantTo }, { by }) => by.length > 0 === (redundantTo === undefined)
  const depth = wholeOf(values, 'removal-depth')
  const results = await inTurns(chosen, async (removal) => {
    const file = await bundle(`removal-${removals.indexOf(removal)}`, removal.edits)
    const result = await inChild(file, { kind: 'removal', name: removal.name, depth })
    tellRemoval(removal, result, isAsMeant(removal, result))
    return result
  })
  console.log(`${results.filter(({ by }) => by.length > 0).length} of ${chosen.length} removals noticed, ${chosen.filter(({ redundantTo }) => redundantTo !== undefined).length} known to be redundant`)
  return chosen.every((removal, index) => isAsMeant(removal, results[index]))
}

if (process.env.CALLCHART_EXPLORE_JOB !== undefined) {
  const { file, job } = JSON.parse(process.env.CALLCHART_EXPLORE_JOB)
  process.on('unhandledRejection', (error) => console.error(error))
  process.send(await jobs[job.kind](job, await import(pathToFileURL(file).href)))
  process.disconnect()
} else {
  const main = async () => {
    const { values } = parseArgs({
      options: {
        depth: { type: 'string', default: '2' },
        'turn-depth': { type: 'string', default: '4' },
        walks: { type: 'string', default: '100' },
        scene: { type: 'string' },
        removals: { type: 'boolean', default: false },
        'removal-depth': { type: 'string', default: '1' },
        only: { type: 'string' },
      },
    })
    return (await (values.removals ? takeGuardsAway(values) : exploreScenes(values))) ? 0 : 1
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  try {
    process.exitCode = await exitCodeOf(main)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
