import { flowPaths, scriptOfEvents, tellEnd, transitionsOf, untakeableTransitions, type CallScript, type FlowPaths, type FlowTest, type TestStart } from '@callchart/flow'
import { inputsOfEvents } from './inputs-of-events.js'
import { inputsOf, isSame, judge, testOf, type TestResult } from './kept-conversation.js'
import type { Input, Moment } from './moment.js'
import { playInputs, Session, type PlayableFlow, type Played } from './session.js'

export interface RunTest {
  readonly result: TestResult
  readonly taken: readonly string[]
}

export function runTest(flow: PlayableFlow, test: FlowTest): RunTest {
  const { moments } = playInputs(flow, test.start, inputsOf(test))
  return { result: judge(test, moments), taken: [...new Set(moments.flatMap(({ taken }) => taken))] }
}

/** So many transitions of the chart can be taken by a call. */
export const takeableCount = ({ explored }: PlayableFlow): number => transitionsOf(explored.machine).length - untakeableTransitions(explored).length

const pathIn = (moments: readonly Moment[]): string[] => moments.flatMap(({ path }) => path)

const withoutMeaning = (input: Input): Input => (input.type === 'says' ? { type: 'says', text: input.text } : input)

/** The meaning is given with the words only where the flow's own understanding takes them for something else. */
function plainest(flow: PlayableFlow, start: TestStart, inputs: readonly Input[], path: readonly string[]): Played | undefined {
  const goesThere = (played: Played): boolean => played.refused === undefined && isSame(pathIn(played.moments), path)
  const plain = playInputs(flow, start, inputs.map(withoutMeaning))
  if (goesThere(plain)) return plain
  let best = playInputs(flow, start, inputs)
  if (!goesThere(best)) return undefined
  let kept = inputs
  for (const [index, input] of inputs.entries()) {
    if (input.type !== 'says') continue
    const fewer = kept.with(index, withoutMeaning(input))
    const played = playInputs(flow, start, fewer)
    if (goesThere(played)) [kept, best] = [fewer, played]
  }
  return best
}

function testOfScript(flow: PlayableFlow, script: CallScript, name: string, at: string): { readonly test: FlowTest; readonly taken: readonly string[] } | undefined {
  const events = script.steps.flatMap(({ move, before, afterMs }) => (move === undefined || before === undefined ? [] : [{ ...move.event, at: before.at + afterMs }]))
  const { start: exact, inputs } = inputsOfEvents(flow, [{ type: 'call.started', call: { callId: 'test', ...script.start }, at: 0 }, ...events])
  const start = { ...exact, at }
  const played = plainest(flow, start, inputs, script.path)
  return played === undefined ? undefined : { test: testOf(name, start, played.moments), taken: [...new Set(played.moments.flatMap(({ taken }) => taken))] }
}

export interface Generated {
  readonly tests: readonly FlowTest[]
  readonly taken: readonly string[]
  readonly takeable: number
  /** Conversations that need what a person at a simulator cannot do, such as to hang up in the middle of a prompt. */
  readonly leftOut: number
}

const nameOf = (flow: PlayableFlow, { path, end }: CallScript, reader: 'en' | 'zh'): string => {
  const names = new Map(flow.compiled.manifest.nodes.map(({ id, name }) => [id, name]))
  const kinds = new Map(flow.compiled.manifest.nodes.map(({ id, kind }) => [id, kind]))
  const told = path.filter((id) => !['start', 'set', 'tag', 'decide'].includes(kinds.get(id) ?? '')).map((id) => names.get(id) ?? id)
  const shown = [...new Set(told)]
  const short = shown.length > 3 ? [...shown.slice(0, 2), '…', ...shown.slice(-1)] : shown
  return `${short.join(' → ')} · ${tellEnd(end)[reader]}`.slice(0, 200)
}

/** Of several with one name each gets a number. */
function numbered(tests: readonly FlowTest[]): FlowTest[] {
  const counts = new Map<string, number>()
  return tests.map((test) => {
    const count = (counts.get(test.name) ?? 0) + 1
    counts.set(test.name, count)
    return count === 1 ? test : { ...test, name: `${test.name.slice(0, 190)} (${count})` }
  })
}

/** Conversations that together take what can be taken. @param at when they begin, ISO 8601 */
export function generateTests(flow: PlayableFlow, reader: 'en' | 'zh', at: string): Generated {
  const { scripts } = flowPaths(flow.explored)
  const made = scripts.map((script) => testOfScript(flow, script, nameOf(flow, script, reader), at))
  const kept = made.flatMap((each) => each ?? [])
  return {
    tests: numbered(kept.map(({ test }) => test)),
    taken: [...new Set(kept.flatMap(({ taken }) => taken))],
    takeable: takeableCount(flow),
    leftOut: made.length - kept.length,
  }
}

/** Tests that hold, as scripts. Those that begin in the middle of the flow, or do not hold, are not among them. */
export function scriptsOfTests(flow: PlayableFlow, tests: readonly FlowTest[]): { readonly paths: FlowPaths; readonly leftOut: number } {
  const scripts = tests
    .filter((test) => test.start.from === undefined && runTest(flow, test).result.outcome === 'passed')
    .map((test, index): CallScript => {
      const session = new Session(flow, test.start)
      for (const input of inputsOf(test)) session.take(input)
      return { ...scriptOfEvents(flow.explored, session.events, index), name: test.name }
    })
  const { flow: id, name } = flow.compiled.manifest
  return {
    paths: { flow: id, name, scripts, transitionCount: transitionsOf(flow.explored.machine).length, taken: [...new Set(scripts.flatMap(({ covers }) => covers))], untakeable: untakeableTransitions(flow.explored), open: [] },
    leftOut: tests.length - scripts.length,
  }
}
