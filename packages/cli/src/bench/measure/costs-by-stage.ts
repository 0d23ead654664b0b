import type { FunctionCost } from './reading.js'

/** Where a function's time belongs: the first that fits its file. */
export type StageFiles = readonly (readonly [stage: string, file: RegExp])[]

export interface CostOfStage {
  readonly stage: string
  /** Of one of what was counted, to the hundredth. */
  readonly us: number
}

const stageOf = ({ url, functionName }: FunctionCost, stages: StageFiles): string => {
  if (functionName === '(garbage collector)') return 'garbage collector'
  if (functionName === '(program)') return 'system calls and native code'
  return stages.find(([, file]) => file.test(url))?.[0] ?? 'else (timers, events, promises)'
}

/** What the main thread did, the dearest stage first. @param count of what was done while the profile was taken */
export function costsByStage(costs: readonly FunctionCost[], stages: StageFiles, count: number): CostOfStage[] {
  const sums = new Map<string, number>()
  for (const cost of costs) {
    const stage = stageOf(cost, stages)
    sums.set(stage, (sums.get(stage) ?? 0) + cost.selfUs)
  }
  return [...sums].map(([stage, us]) => ({ stage, us: Number((us / count).toFixed(2)) })).sort((left, right) => right.us - left.us)
}
