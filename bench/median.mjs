import { performance } from 'node:perf_hooks'

/** Milliseconds that the work takes: the median of so many rounds. */
export const medianMs = (work, rounds) => {
  const took = Array.from({ length: rounds }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return took.sort((left, right) => left - right)[Math.floor(rounds / 2)]
}
