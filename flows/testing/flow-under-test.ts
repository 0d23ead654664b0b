import { readdirSync, readFileSync } from 'node:fs'
import { answerOfDemo, answerOfEntries } from '@callchart/cli'
import {
  compileFlow,
  createFlowMachine,
  readFlow,
  readResources,
  SimulatedCall,
  waysOut,
  type CallEffect,
  type CompiledFlow,
  type FlowDocument,
  type FlowProblem,
  type FlowResources,
  type SimulationOptions,
} from '@callchart/flow'
import { createInterpreter, trainUnderstanding, type Interpreter } from '@callchart/nlu'
import { describe, expect, it } from 'vitest'
import { act, outcomeOf, type Deed, type Scenario } from './scenario.js'

/** The day of all these calls: a Monday, at five in the morning in New York. */
export const now = new Date('2026-11-02T10:00:00Z')

const folder = new URL('../', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

/** All flows and calendars of the folder. */
export const library = readResources(files, now.toISOString().slice(0, 10))

type TurnStart = Extract<CallEffect, { type: 'turn.start' }>

/** An example flow, compiled, with callers who act on it. */
export class FlowUnderTest {
  readonly document: FlowDocument
  readonly problems: readonly FlowProblem[]
  readonly turns: TurnStart[] = []
  readonly interpreters: ReadonlyMap<string, Interpreter>
  private readonly compiled: CompiledFlow
  private readonly machine: ReturnType<typeof createFlowMachine>
  private readonly steps = new Set<string>()

  constructor(id: string) {
    const { document, problems } = readFlow(readFileSync(new URL(`${id}.flow.json`, folder), 'utf8'), library.resources)
    if (document === undefined) throw new Error(JSON.stringify(problems))
    const compiled = compileFlow(document, library.resources)
    this.compiled = compiled
    this.document = document
    this.problems = problems
    this.machine = createFlowMachine(compiled)
    this.interpreters = new Map(compiled.manifest.understanding.map((source) => [source.language, createInterpreter(trainUnderstanding(source))]))
  }

  /** A call in which the caller does this. */
  call(deeds: readonly Deed[] = [], options: Partial<SimulationOptions> = {}): SimulatedCall {
    const call = new SimulatedCall(this.machine, {
      startsAt: now.getTime(),
      interpret: (heard, expectation, language) => {
        const interpreter = this.interpreters.get(language)
        if (interpreter === undefined) throw new Error(`nobody understands ${language}`)
        return interpreter.interpret(heard, expectation, { now: new Date(now), timeZone: 'UTC' })
      },
      knowledge: answerOfEntries(this.compiled),
      http: answerOfDemo(() => now),
      calendars: library.resources.calendars ?? new Map(),
      ...options,
    })
    for (const deed of deeds) act(call, deed)
    this.remember(call)
    return call
  }

  /** Ways out of nodes that none of the calls so far has taken. */
  untakenWays(): string[] {
    return nodesOf(this.document, library.resources).flatMap(({ site, node }) =>
      waysOut(node).flatMap(({ way, to }) => (to === undefined || this.hasTaken(`${site}${node.id}`, `${site}${to}`) ? [] : [`${site}${node.id}.${way} -> ${to}`])),
    )
  }

  /** A sub-flow is left from one of its own nodes. */
  private hasTaken(from: string, to: string): boolean {
    return this.steps.has(`${from} ${to}`) || [...this.steps].some((step) => step.startsWith(`${from}.`) && step.endsWith(` ${to}`))
  }

  private remember(call: SimulatedCall): void {
    call.path.forEach((node, index) => this.steps.add(`${node} ${call.path[index + 1] ?? ''}`))
    this.turns.push(...call.effects.filter((effect): effect is TurnStart => effect.type === 'turn.start'))
  }
}

/** Nodes of a flow, and those of its sub-flows wherever they are run. */
const nodesOf = (document: FlowDocument, resources: FlowResources, site = ''): { site: string; node: FlowDocument['nodes'][number] }[] =>
  document.nodes.flatMap((node) => {
    const within = node.kind === 'subflow' ? resources.flows.get(node.flow) : undefined
    return [{ site, node }, ...(within === undefined ? [] : nodesOf(within, resources, `${site}${node.id}.`))]
  })

/** Each scenario is one test. */
export function actOut(flow: FlowUnderTest, scenarios: readonly Scenario[], options: Partial<SimulationOptions> = {}): void {
  it.each(scenarios)('$name', ({ does, path, hears = [], tags, cause }) => {
    const outcome = outcomeOf(flow.call(does, options))

    expect(outcome.path).toBe(path)
    expect(outcome.cause).toBe(cause)
    if (tags !== undefined) expect(outcome.tags).toEqual(tags)
    expectInOrder(outcome.heard, hears)
  })
}

export function expectInOrder(heard: readonly string[], wanted: readonly RegExp[]): void {
  let from = 0
  for (const words of wanted) {
    const at = heard.findIndex((text, index) => index >= from && words.test(text))
    expect(at, `${String(words)} after "${heard[from - 1] ?? ''}" in ${JSON.stringify(heard, null, 1)}`).toBeGreaterThanOrEqual(0)
    from = at + 1
  }
}

/** A small recogniser tells at most so many phrases apart. */
export const mostPhrases = 24

/** What holds for every example flow, after all its scenarios. */
export function itIsComplete(flow: FlowUnderTest): void {
  describe('as a whole', () => {
    it('has no problem', () => {
      expect(flow.problems).toEqual([])
      expect([...library.problems.values()].flat()).toEqual([])
    })

    it('has no way out that no scenario takes', () => {
      expect(flow.untakenWays()).toEqual([])
    })

    it('has no English question with more phrases than a small recogniser tells apart', () => {
      const crowded = flow.turns.flatMap(({ nodeId, expect: expectation, listen }) => {
        const phrases = listen?.speech === true && listen.language.startsWith('en') && expectation !== undefined ? flow.interpreters.get(listen.language)?.recogniserPhrases(expectation, 500) : []
        return (phrases ?? []).length > mostPhrases ? [`${nodeId}: ${phrases?.length ?? 0}`] : []
      })

      expect([...new Set(crowded)]).toEqual([])
    })
  })
}
