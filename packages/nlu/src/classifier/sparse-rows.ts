import type { Vector } from './vocabulary.js'

/** Vectors one after the other: row `i` is `columns` and `values` from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly count: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

export function sparseRowsOf(vectors: readonly Vector[]): SparseRows {
  const starts = new Int32Array(vectors.length + 1)
  vectors.forEach(({ indices }, row) => (starts[row + 1] = (starts[row] ?? 0) + indices.length))
  const total = starts[vectors.length] ?? 0
  const columns = new Int32Array(total)
  const values = new Float32Array(total)
  vectors.forEach((vector, row) => {
    columns.set(vector.indices, starts[row])
    values.set(vector.values, starts[row])
  })
  return { count: vectors.length, starts, columns, values }
}
