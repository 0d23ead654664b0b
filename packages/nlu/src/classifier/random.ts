/** A generator of the same numbers from 0 to 1 on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Brings the items into a random order, in place (Fisher and Yates). */
export function shuffle(items: { [at: number]: number; readonly length: number }, random: () => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = items[at] ?? 0
    items[at] = items[other] ?? 0
    items[other] = kept
  }
}
