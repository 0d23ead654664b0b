import type { SparseRows } from './sparse-rows.js'

/** Above it the table of products would not fit into memory worth its speed: 36 MB. */
const mostRows = 3_000

/** Products of all pairs of rows, row after row; undefined where there are too many. */
export function gramOf({ count, starts, columns, values }: SparseRows, width: number): Float32Array | undefined {
  if (count > mostRows) return undefined
  const gram = new Float32Array(count * count)
  const postings = Array.from({ length: width }, (): { rows: number[]; values: number[] } => ({ rows: [], values: [] }))
  for (let row = 0; row < count; row += 1) {
    const products = gram.subarray(row * count, (row + 1) * count)
    for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at += 1) {
      const posting = postings[columns[at] ?? 0]
      const value = values[at] ?? 0
      if (!posting) continue
      posting.rows.push(row)
      posting.values.push(value)
      for (let place = 0; place < posting.rows.length; place += 1) {
        const other = posting.rows[place] ?? 0
        products[other] = (products[other] ?? 0) + value * (posting.values[place] ?? 0)
      }
    }
    for (let other = 0; other < row; other += 1) gram[other * count + row] = products[other] ?? 0
  }
  return gram
}
