import { randomOf } from '@callchart/flow'

/** Numbers that are the same for the same seed. */
export interface Seeded {
  /** 0 up to, but not, 1. */
  next(): number
  /** Whole, from 0 up to, but not, `end`. */
  below(end: number): number
  /** @throws Error where there is nothing to choose */
  choice<Item>(items: readonly Item[]): Item
  /** Any of them first, then those after it, and those before. */
  rotated<Item>(items: readonly Item[]): readonly Item[]
}

export function seeded(seed: number): Seeded {
  const next = randomOf(seed)
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    choice<Item>(items: readonly Item[]): Item {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('there is nothing to choose from')
      return item
    },
    rotated<Item>(items: readonly Item[]): readonly Item[] {
      const at = below(items.length)
      return [...items.slice(at), ...items.slice(0, at)]
    },
  }
}
