/** Equal for texts that differ in case, punctuation and blanks only. */
export const samenessOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** Share of common pairs of characters that makes two texts nearly equal (Dice's coefficient). */
const nearly = 0.8

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  const signs = [...` ${text} `]
  for (let at = 0; at + 1 < signs.length; at += 1) {
    const pair = `${signs[at]}${signs[at + 1]}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

const sizeOf = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((sum, count) => sum + count, 0)

function likeness(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let common = 0
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0)
  return (2 * common) / (sizeOf(left) + sizeOf(right))
}

/** Puts nearly equal texts together: each goes to the first group whose first member it resembles. */
export function groupAlike<Item>(items: readonly Item[], textOf: (item: Item) => string): Item[][] {
  const groups: { readonly pairs: ReadonlyMap<string, number>; readonly members: Item[] }[] = []
  for (const item of items) {
    const pairs = pairsOf(textOf(item))
    const group = groups.find((known) => likeness(known.pairs, pairs) >= nearly)
    if (group === undefined) groups.push({ pairs, members: [item] })
    else group.members.push(item)
  }
  return groups.map(({ members }) => members)
}
