interface Taker<Item> {
  readonly fits: (item: Item) => boolean
  readonly give: (item: Item) => void
  readonly fail: (error: Error) => void
}

/** Items in the order they came; each is taken once, by whoever waits for one like it. */
export class Inbox<Item> {
  private items: Item[] = []
  private takers: Taker<Item>[] = []
  private failure: Error | undefined

  push(item: Item): void {
    const taker = this.takers.find(({ fits }) => fits(item))
    if (taker === undefined) return void this.items.push(item)
    this.takers = this.takers.filter((other) => other !== taker)
    taker.give(item)
  }

  /** Nothing more will come. */
  fail(error: Error): void {
    this.failure = error
    for (const taker of this.takers.splice(0)) taker.fail(error)
  }

  take(fits: (item: Item) => boolean = () => true): Promise<Item> {
    const at = this.items.findIndex(fits)
    const [item] = at < 0 ? [] : this.items.splice(at, 1)
    if (item !== undefined) return Promise.resolve(item)
    if (this.failure !== undefined) return Promise.reject(this.failure)
    return new Promise((give, fail) => this.takers.push({ fits, give, fail }))
  }

  /** What came and was not taken. */
  get left(): readonly Item[] {
    return this.items
  }
}
