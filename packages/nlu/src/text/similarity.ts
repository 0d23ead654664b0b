/** Edits (insert, delete, replace) between two strings, or `limit + 1` as soon as there are more. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    let best = row
    for (let column = 1; column <= right.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const cost = Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
      current.push(cost)
      best = Math.min(best, cost)
    }
    if (best > limit) return limit + 1
    previous = current
  }
  return previous[right.length] ?? 0
}

/** 1 for equal strings, 0 where more than a quarter of the longer one differs. */
export function similarity(left: string, right: string): number {
  const longest = Math.max(left.length, right.length)
  if (longest === 0) return 1
  const limit = Math.floor(longest / 4)
  const distance = editDistance(left, right, limit)
  return distance > limit ? 0 : 1 - distance / longest
}
