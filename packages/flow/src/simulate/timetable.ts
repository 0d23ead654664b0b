interface Due<Event> {
  readonly at: number
  readonly id: string
  readonly event: Event
}

/** Virtual time: what falls due comes in the order of its time, and of its adding where times are equal. */
export class Timetable<Event> {
  #now: number
  #due: Due<Event>[] = []

  constructor(startsAt: number) {
    this.#now = startsAt
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#now
  }

  /** Milliseconds until the next falls due; undefined where nothing does. */
  get dueInMs(): number | undefined {
    const [next] = this.#due
    return next === undefined ? undefined : Math.max(0, next.at - this.#now)
  }

  add(afterMs: number, id: string, event: Event): void {
    const due = { at: this.#now + afterMs, id, event }
    const later = this.#due.findIndex(({ at }) => at > due.at)
    this.#due.splice(later < 0 ? this.#due.length : later, 0, due)
  }

  remove(id: string): void {
    this.#due = this.#due.filter((due) => due.id !== id)
  }

  /** Time passes from one due event to the next, so that what an event adds can still fall due. */
  *advance(ms: number): Generator<Event> {
    const until = this.#now + ms
    for (let next = this.#due[0]; next !== undefined && next.at <= until; next = this.#due[0]) {
      this.#due.shift()
      this.#now = Math.max(this.#now, next.at)
      yield next.event
    }
    this.#now = Math.max(this.#now, until)
  }
}
