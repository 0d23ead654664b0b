import { randomOf } from '../random-call.js'

/** Chance that is the same for the same seed. */
export class Dice {
  private readonly random: () => number

  constructor(seed: number) {
    this.random = randomOf(seed)
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.random() * count)
  }

  comes(chance: number): boolean {
    return this.random() < chance
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('There is nothing to pick from')
    return item
  }

  /** One of them, or nothing where there is none. */
  among<Item>(items: readonly Item[]): Item | undefined {
    return items.length === 0 ? undefined : this.pick(items)
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, place: this.random() }))
      .sort((left, right) => left.place - right.place)
      .map(({ item }) => item)
  }
}
