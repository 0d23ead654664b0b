/** Numbers that are the same for the same seed (mulberry32). */
export interface Seeded {
  /** 0 up to, but not, 1. */
  next(): number
  /** Whole, from 0 up to, but not, `end`. */
  below(end: number): number
  /** @throws Error where there is nothing to choose */
  choice<Item>(items: readonly Item[]): Item
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    choice<Item>(items: readonly Item[]): Item {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('there is nothing to choose from')
      return item
    },
  }
}
