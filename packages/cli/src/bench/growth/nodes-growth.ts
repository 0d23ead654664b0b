import { compileFlow, type CallEvent, type FlowSnapshot } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import { makeReady, type ReadyVersion } from '@callchart/runtime'
import { largeFlow } from '../large-flow.js'
import { spreadOf, type Spread } from '../percentiles.js'

const compileRounds = 5
const stepCount = 2_000
const at = 1_764_000_000_000

export interface NodesGrowthPoint {
  readonly nodes: number
  /** From the document to the chart, and to one that can run calls: once a version. */
  readonly compileMs: number
  readonly readyMs: number
  /** From the start of a call to its first question, and from the answer to the next one, µs. */
  readonly startUs: Spread
  readonly stepUs: Spread
}

/** What the chart of a larger flow takes. */
export function growNodes(sizes: readonly number[], note: (progress: object) => void): NodesGrowthPoint[] {
  measure(100)
  return sizes.map((nodes) => {
    const point = measure(nodes)
    note(point)
    return point
  })
}

const took = <Result>(work: () => Result): { readonly ms: number; readonly result: Result } => {
  const from = performance.now()
  const result = work()
  return { ms: performance.now() - from, result }
}
const medianMs = (values: readonly number[]): number => spreadOf(values).p50

function measure(nodes: number): NodesGrowthPoint {
  const document = largeFlow(nodes)
  const compiles = Array.from({ length: compileRounds }, () => took(() => compileFlow(document)))
  const compiled = compileFlow(document)
  const models = compiled.manifest.understanding.map((source) => trainUnderstanding(source))
  const stored = { version: 'bench', document, compiled, models }
  const readies = Array.from({ length: compileRounds }, () => took(() => makeReady(stored)))
  const ready = makeReady(stored)
  const starts = Array.from({ length: stepCount }, (_, index) => took(() => begin(ready, index)))
  const steps = starts.map(({ result }) => took(() => ready.step(result.snapshot, result.answer)))
  return {
    nodes,
    compileMs: medianMs(compiles.map(({ ms }) => ms)),
    readyMs: medianMs(readies.map(({ ms }) => ms)),
    startUs: spreadOf(starts.map(({ ms }) => ms * 1_000)),
    stepUs: spreadOf(steps.map(({ ms }) => ms * 1_000)),
  }
}

function begin(ready: ReadyVersion, index: number): { readonly snapshot: FlowSnapshot; readonly answer: CallEvent } {
  const { snapshot, effects } = ready.step(ready.start(), { type: 'call.started', at, call: { callId: `c${index}`, direction: 'inbound', variables: {} } })
  const turn = effects.find((effect) => effect.type === 'turn.start')
  return { snapshot, answer: { type: 'utterance.understood', at: at + 5_000, turnId: turn?.turnId ?? '', text: 'i want to order', intent: 'order', confidence: 0.9, slots: {} } }
}
