/** The chance that one of `higher` is above one of `lower`, ties half: the area under the ROC curve. */
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  const all = [...higher.map((value) => ({ value, isHigher: true })), ...lower.map((value) => ({ value, isHigher: false }))]
  all.sort((left, right) => left.value - right.value)
  let rankSum = 0
  for (let at = 0; at < all.length; ) {
    let end = at
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1
    const rank = (at + 1 + end) / 2
    for (; at < end; at += 1) if (all[at]?.isHigher) rankSum += rank
  }
  return (rankSum - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length)
}
