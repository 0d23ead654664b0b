import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import { joinCourses } from './flow-course.js'
import { coverageOf, coverageTable, shortfallsOf, type FlowCoverage } from './flow-coverage.js'
import { isTestOf } from './flow-files.js'
import { readThresholds, type Thresholds } from './thresholds.js'

export interface FlowCoverageOptions {
  /** JSON file `{ "<flow>": { "states": 100, "transitions": 85 } }`; its folder holds the tests of the flows, `<flow>.test.ts`. */
  readonly thresholds: string
  /** File for everything that was not taken, as JSON. */
  readonly json?: string
  /** Names of what was not taken, for each flow; 10 where absent. */
  readonly limit?: number
}

/** Of a file only a part was asked for: by a name, a line or a tag. */
const isPart = ({ testNamePattern, testLines, testIds, testTagsFilter }: TestSpecification): boolean => [testNamePattern, testLines, testIds, testTagsFilter].some((filter) => filter !== undefined && (!Array.isArray(filter) || filter.length > 0))

const ranWhole = (module: TestModule): boolean => module.ok() && [...module.children.allTests()].every((test) => test.options.mode !== 'only' && test.result().state !== 'pending')

/** Flows that no file of the folder tests. */
const untested = (flows: readonly string[], folder: string): string[] => {
  const names = readdirSync(folder)
  return flows.filter((flow) => !names.some((name) => isTestOf(flow, name)))
}

/**
 * Prints how much of each flow the calls of its tests took, and fails the run where that is below its threshold.
 * A flow's tests are the files named after it in the folder of the thresholds: only calls in these count, and only where all of them ran in full does the threshold hold.
 */
export default class FlowCoverageReporter implements Reporter {
  readonly #options: FlowCoverageOptions
  #vitest: Vitest | undefined
  readonly #parts = new Set<string>()

  constructor(options: FlowCoverageOptions) {
    this.#options = options
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#parts.clear()
    const { testNamePattern, tagsFilter = [] } = this.#vitest?.config ?? {}
    const filtered = testNamePattern !== undefined || tagsFilter.length > 0
    for (const specification of specifications) if (filtered || isPart(specification)) this.#parts.add(specification.moduleId)
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    const file = this.#at(this.#options.thresholds)
    const tests = modules.filter(({ moduleId }) => dirname(moduleId) === dirname(file))
    if (tests.length === 0) return
    const read = readThresholds(file)
    if ('problem' in read) return this.#fail(read.problem)
    for (const flow of untested(Object.keys(read.thresholds), dirname(file))) this.#fail(`FLOW_COVERAGE_INVALID: ${file} asks for a share of the flow "${flow}", which has no test beside it: add ${flow}.test.ts, or remove it there.`)
    this.#report(this.#coverages(tests, read.thresholds, reason !== 'interrupted'))
  }

  #report(coverages: readonly FlowCoverage[]): void {
    if (coverages.length === 0) return
    this.#vitest?.logger.log(`\nWhat calls took of the flows\n${coverageTable(coverages, this.#options.limit ?? 10)}\n`)
    const { json } = this.#options
    if (json !== undefined) this.#write(this.#at(json), coverages)
    const shortfalls = shortfallsOf(coverages)
    if (shortfalls.length > 0) this.#fail(shortfalls.join('\n'))
  }

  #fail(why: string): void {
    this.#vitest?.logger.error(`${why}\n`)
    process.exitCode = 1
  }

  #at(path: string): string {
    return resolve(this.#vitest?.config.root ?? '.', path)
  }

  #coverages(tests: readonly TestModule[], thresholds: Thresholds, isToEnd: boolean): FlowCoverage[] {
    const flows = new Set([...tests.flatMap((module) => Object.keys(module.meta().flowCourses ?? {})), ...Object.keys(thresholds)])
    return [...flows].sort().flatMap((flow) => {
      const own = tests.filter(({ moduleId }) => isTestOf(flow, moduleId))
      const course = joinCourses(own.flatMap((module) => module.meta().flowCourses?.[flow] ?? []))
      return own.length === 0 ? [] : [coverageOf(flow, course, isToEnd && this.#isWhole(flow, own), thresholds[flow])]
    })
  }

  /** All test files of the flow ran, each as a whole. */
  #isWhole(flow: string, modules: readonly TestModule[]): boolean {
    const folder = dirname(this.#at(this.#options.thresholds))
    const ran = new Set(modules.filter((module) => ranWhole(module) && !this.#parts.has(module.moduleId)).map(({ moduleId }) => moduleId))
    return readdirSync(folder).every((name) => !isTestOf(flow, name) || ran.has(join(folder, name)))
  }

  #write(path: string, coverages: readonly FlowCoverage[]): void {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify(coverages, null, 2)}\n`)
  }
}
