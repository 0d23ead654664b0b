import { gramOf } from './gram.js'
import { createRandom, shuffle } from './random.js'
import type { SparseRows } from './sparse-rows.js'

/** L2-regularised squared-hinge loss, one class against the rest; the few samples of the class stand against many others, so that each weighs more. */
const cost = 2
const memberCost = 10
const maxSweeps = 8
const tolerance = 0.1
/** A sample this far on the right side of its margin is left out of the following sweeps. */
const shrinkBeyond = 0.1

/** Samples to be told apart. */
export interface MarginProblem {
  readonly rows: SparseRows
  /** Columns of a row. */
  readonly width: number
  /** Squared lengths of the rows. */
  readonly squares: Float64Array
  /** Products of all pairs of rows, where there are few enough. */
  readonly gram: Float32Array | undefined
  /** Class number of each row; rows of no class are counter-examples of all. */
  readonly classOf: Int32Array
}

export function marginProblemOf(rows: SparseRows, width: number, classOf: Int32Array): MarginProblem {
  const { count, starts, values } = rows
  const squares = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at += 1) squares[row] = (squares[row] ?? 0) + (values[at] ?? 0) ** 2
  }
  return { rows, width, squares, gram: gramOf(rows, width), classOf }
}

/** The margins of all rows while weights grow. */
interface GrowingWeights {
  marginOf(row: number): number
  /** Adds a row to the weights, `change` times. */
  add(row: number, change: number): void
}

function inWeights({ starts, columns, values }: SparseRows, weights: Float32Array): GrowingWeights {
  return {
    marginOf(row) {
      let margin = 0
      for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at += 1) margin += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
      return margin
    },
    add(row, change) {
      for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at += 1) {
        const column = columns[at] ?? 0
        weights[column] = (weights[column] ?? 0) + change * (values[at] ?? 0)
      }
    },
  }
}

/** With the products at hand a margin is looked up, not computed: most rows are looked at often and change nothing. */
function inMargins(count: number, gram: Float32Array): GrowingWeights {
  const margins = new Float64Array(count)
  return {
    marginOf: (row) => margins[row] ?? 0,
    add(row, change) {
      const first = row * count
      for (let other = 0; other < count; other += 1) margins[other] = (margins[other] ?? 0) + change * (gram[first + other] ?? 0)
    },
  }
}

/**
 * The weights of one class by dual coordinate descent (Hsieh et al. 2008, "A dual coordinate descent method for large-scale
 * linear SVM", algorithm 3). Deterministic.
 */
export function trainMaxMargin(problem: MarginProblem, classNumber: number): Float32Array {
  const { rows, width, squares, gram, classOf } = problem
  const weights = new Float32Array(width)
  const direct = inWeights(rows, weights)
  const growing = gram ? inMargins(rows.count, gram) : direct
  const isMember = (row: number): boolean => classOf[row] === classNumber
  const alphas = descend(rows.count, isMember, squares, growing, createRandom(20_240_229 + classNumber))
  if (gram) alphas.forEach((alpha, row) => alpha > 0 && direct.add(row, isMember(row) ? alpha : -alpha))
  return weights
}

function descend(count: number, isMember: (row: number) => boolean, squares: Float64Array, growing: GrowingWeights, random: () => number): Float64Array {
  const alphas = new Float64Array(count)
  let active = Int32Array.from({ length: count }, (_, row) => row)
  for (let sweep = 0; sweep < maxSweeps; sweep += 1) {
    shuffle(active, random)
    let largest = 0
    let kept = 0
    for (let place = 0; place < active.length; place += 1) {
      const row = active[place] ?? 0
      const sign = isMember(row) ? 1 : -1
      const slack = 0.5 / (sign > 0 ? memberCost : cost)
      const alpha = alphas[row] ?? 0
      const gradient = sign * growing.marginOf(row) - 1 + slack * alpha
      const isIdle = alpha === 0 && gradient >= 0
      if (!isIdle || gradient < shrinkBeyond || sweep === 0) active[kept++] = row
      if (isIdle) continue
      const next = Math.max(0, alpha - gradient / ((squares[row] ?? 0) + slack))
      largest = Math.max(largest, Math.abs(gradient))
      alphas[row] = next
      growing.add(row, (next - alpha) * sign)
    }
    active = active.subarray(0, kept)
    if (largest < tolerance) break
  }
  return alphas
}
