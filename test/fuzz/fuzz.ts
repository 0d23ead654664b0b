import fc from 'fast-check'
import { usualCpuMs, type FuzzTarget } from './target.js'

/** An input that a parser did not take as it should, as small as it could be made. */
export interface Finding {
  readonly input: Buffer
  readonly message: string
}

const cpuMsOf = (work: () => void): number => {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}

/** The first time holds compiling and collecting, and whatever else threads of the process do: the input is slow when it is so three times. */
function mustBeQuick(target: FuzzTarget, input: Buffer): void {
  const { mostCpuMs = usualCpuMs } = target
  const take = (): void => target.take(input)
  let quickest = cpuMsOf(take)
  for (let again = 0; again < 2 && quickest > mostCpuMs; again += 1) quickest = Math.min(quickest, cpuMsOf(take))
  if (quickest > mostCpuMs) throw new Error(`The input takes ${Math.round(quickest)} ms of CPU time, ${mostCpuMs} are allowed`)
}

export interface FuzzOptions {
  readonly seed: number
  readonly count: number
  /** Whether the CPU time of each input is measured. */
  readonly isTimed: boolean
  /** Told of each input before it is given to the parser. */
  readonly before?: (input: Buffer) => void
}

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/** Gives so many inputs to a target; the same seed makes the same ones. */
export function fuzz(target: FuzzTarget, { seed, count, isTimed, before }: FuzzOptions): Finding | undefined {
  const property = fc.property(target.inputs, (input) => {
    before?.(input)
    if (isTimed) mustBeQuick(target, input)
    else target.take(input)
  })
  const { counterexample, errorInstance } = fc.check(property, { seed, numRuns: count, interruptAfterTimeLimit: 60_000 })
  return counterexample === null ? undefined : { input: counterexample[0], message: reasonOf(errorInstance) }
}
