import type { Profiler } from 'node:inspector'
import type { FunctionCost } from './reading.js'

/** The time that was spent in each function itself, the dearest first; a function that stands in several trees is one. */
export function foldProfile({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): FunctionCost[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const costs = new Map<string, { url: string; functionName: string; selfUs: number }>()
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id)
    if (frame === undefined || frame.functionName === '(idle)') continue
    const { url, functionName } = frame
    const key = `${url} ${functionName}`
    const known = costs.get(key) ?? { url, functionName, selfUs: 0 }
    known.selfUs += timeDeltas[index] ?? 0
    costs.set(key, known)
  }
  return [...costs.values()].sort((left, right) => right.selfUs - left.selfUs)
}
