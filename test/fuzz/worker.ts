import { writeFileSync } from 'node:fs'
import { fuzz, type Finding } from './fuzz.js'
import { targets } from './targets.js'

/** What a worker is to do. */
export interface FuzzJob {
  readonly target: string
  readonly seed: number
  /** Ends after so many inputs, or so long. */
  readonly mostCount: number
  readonly mostMs: number
  /** Each input is written here before it is taken: whatever ends the process stands there afterwards. */
  readonly lastInputFile?: string
}

/** What a worker tells: each batch as it begins, and what came of all. */
export type FuzzReport =
  | { readonly type: 'batch'; readonly seed: number; readonly count: number }
  | { readonly type: 'done'; readonly count: number; readonly ms: number; readonly heapMb: number }
  | { readonly type: 'found'; readonly seed: number; readonly count: number; readonly ms: number; readonly input: string; readonly message: string }

const batchCount = 2_000
/** What is in use after a collection and grows beyond this is kept by somebody. */
const mostHeapMb = 300

export const targetNames: readonly string[] = targets.map(({ name }) => name)

const heapMb = (): number => {
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().heapUsed / 1e6
}

/** Runs batches until the job's end. A batch has a seed of its own, so that it can be run again alone. */
export async function runFuzzJob(job: FuzzJob, tell: (report: FuzzReport) => void): Promise<void> {
  const target = targets.find(({ name }) => name === job.target)
  if (target === undefined) throw new Error(`There is no target "${job.target}": ${targetNames.join(', ')}`)
  const began = Date.now()
  let count = 0
  let usedMb = 0
  const found = (seed: number, { input, message }: Finding): void => tell({ type: 'found', seed, count, ms: Date.now() - began, input: input.toString('base64'), message })
  for (let batch = 0; count < job.mostCount && Date.now() - began < job.mostMs; batch += 1) {
    const seed = (job.seed + batch) | 0
    const size = Math.min(target.mostCpuMs === undefined ? batchCount : 50, job.mostCount - count)
    tell({ type: 'batch', seed, count })
    const finding = fuzz(target, {
      seed,
      count: size,
      isTimed: true,
      ...(job.lastInputFile !== undefined && { before: (input: Buffer) => writeFileSync(job.lastInputFile ?? '', input) }),
    })
    count += size
    if (finding !== undefined) return found(seed, finding)
    if (batch % 20 === 0) usedMb = heapMb()
    if (usedMb > mostHeapMb) return found(seed, { input: Buffer.alloc(0), message: `${Math.round(usedMb)} MB are kept after ${count} inputs, ${mostHeapMb} are allowed` })
    // Rejections that nobody has taken come up between two batches.
    await new Promise((resolve) => setImmediate(resolve))
  }
  tell({ type: 'done', count, ms: Date.now() - began, heapMb: heapMb() })
}
