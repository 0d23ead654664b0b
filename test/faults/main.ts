import { parseArgs } from 'node:util'
import { badOption, wholeOf } from '../../bin/options.mjs'
import { scenarios } from './scenarios.js'
import { seeded } from './seeded.js'
import type { Scenario, ScenarioResult } from './scenario.js'

export { runSoak } from './soak.js'

interface Report extends ScenarioResult {
  readonly scenario: string
  readonly seed: number
  readonly seconds: number
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, seed: { type: 'string' }, times: { type: 'string' }, calls: { type: 'string' } } })
  const chosen = scenarios.filter(({ name }) => values.only === undefined || name.startsWith(values.only))
  if (chosen.length === 0) throw badOption(`--only is "${values.only}": name one of ${scenarios.map(({ name }) => name).join(', ')}.`)
  return { chosen, seed: wholeOf(values, 'seed') ?? Date.now() % 1_000_000, times: wholeOf(values, 'times'), calls: wholeOf(values, 'calls') }
}

async function runScenario({ name, run, ...usual }: Scenario, seed: number, options: { times?: number | undefined; calls?: number | undefined }): Promise<Report> {
  const beganAtMs = Date.now()
  const tell = (line: string): void => console.error(`${name}: ${line}`)
  const { times = usual.times, calls = usual.calls } = options
  tell(`${usual.what}; seed ${seed}, ${times} times, ${calls} calls at a time`)
  const result = await run({ seed: seeded(seed), times, calls, tell }).catch((error: unknown): ScenarioResult => ({ figures: {}, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }))
  return { scenario: name, seed, seconds: Math.round((Date.now() - beganAtMs) / 1_000), ...result }
}

const figuresOf = ({ figures }: Report): string => Object.entries(figures).map(([name, value]) => `${name} ${value}`).join(', ')

function tableOf(reports: readonly Report[]): string {
  const rows = reports.map((report) => `| ${report.scenario} | ${report.seed} | ${report.seconds} | ${figuresOf(report)} | ${report.failures.length === 0 ? 'holds' : report.failures.join('<br>')} |`)
  return ['| scenario | seed | s | figures | |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** Runs the scenarios; one line of JSON each, then a table. @returns whether all hold */
export async function runFaults(args: readonly string[]): Promise<boolean> {
  const { chosen, seed, ...options } = readOptions(args)
  const reports: Report[] = []
  for (const scenario of chosen) {
    const report = await runScenario(scenario, seed, options)
    reports.push(report)
    console.log(JSON.stringify(report))
  }
  console.log(`\n${tableOf(reports)}`)
  return reports.every(({ failures }) => failures.length === 0)
}
