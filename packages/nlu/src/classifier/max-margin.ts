import { createRandom, shuffle } from './random.js'
import type { SparseRows } from './sparse-rows.js'

/** L2-regularised squared-hinge loss, one class against the rest; the few samples of the class stand against many others, so that each weighs more. */
const cost = 2
const memberCost = 10
const maxSweeps = 6
const tolerance = 0.1
/** A sample this far on the right side of its margin is left out of the following sweeps. */
const shrinkBeyond = 0.1
/** After the first sweep a sample this near to where it belongs is left there. */
const nearEnough = 0.05

/** Squared lengths of the rows. */
export function squaredLengths({ count, starts, values }: SparseRows): Float64Array {
  const squares = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    let square = 0
    for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at += 1) square += (values[at] ?? 0) ** 2
    squares[row] = square
  }
  return squares
}

/**
 * The weights of one class by dual coordinate descent (Hsieh et al. 2008, "A dual coordinate descent method for large-scale
 * linear SVM", algorithm 3). Deterministic.
 *
 * @param classOf class number of each row; rows of no class are counter-examples of all
 * @param width columns of a row
 */
export function trainMaxMargin(rows: SparseRows, squares: Float64Array, classOf: Int32Array, classNumber: number, width: number): Float32Array {
  const { count, starts, columns, values } = rows
  const weights = new Float32Array(width)
  const alphas = new Float64Array(count)
  const random = createRandom(20_240_229 + classNumber)
  let active = Int32Array.from({ length: count }, (_, row) => row)
  for (let sweep = 0; sweep < maxSweeps; sweep += 1) {
    shuffle(active, random)
    let largest = 0
    let kept = 0
    for (let place = 0; place < active.length; place += 1) {
      const row = active[place] ?? 0
      const sign = classOf[row] === classNumber ? 1 : -1
      const slack = 0.5 / (sign > 0 ? memberCost : cost)
      const start = starts[row] ?? 0
      const end = starts[row + 1] ?? 0
      const alpha = alphas[row] ?? 0
      let margin = 0
      for (let at = start; at < end; at += 1) margin += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
      const gradient = sign * margin - 1 + slack * alpha
      const isIdle = alpha === 0 && gradient >= 0
      if (!isIdle || gradient < shrinkBeyond || sweep === 0) active[kept++] = row
      if (isIdle || (sweep > 0 && Math.abs(gradient) < nearEnough)) continue
      const next = Math.max(0, alpha - gradient / ((squares[row] ?? 0) + slack))
      const change = (next - alpha) * sign
      largest = Math.max(largest, Math.abs(gradient))
      alphas[row] = next
      for (let at = start; at < end; at += 1) {
        const column = columns[at] ?? 0
        weights[column] = (weights[column] ?? 0) + change * (values[at] ?? 0)
      }
    }
    active = active.subarray(0, kept)
    if (largest < tolerance) break
  }
  return weights
}
