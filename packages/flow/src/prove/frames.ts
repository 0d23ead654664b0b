/** The answer to a global question, as calls come to it: one for each question and each fact that is carried. */
interface Frame<State> {
  readonly intent: string
  readonly callers: Set<State>
  readonly returning: ((caller: State) => void)[]
}

/** Where the answers of global questions lead back to: each way back belongs to a way in. */
export class Frames<State> {
  readonly #frames: Frame<State>[] = []
  readonly #byKey = new Map<string, number>()

  /** The global question that the frame answers. */
  intentOf(frame: number): string | undefined {
    return this.#frames[frame - 1]?.intent
  }

  /** The frame of a global question that is heard at the caller's place, with this fact. */
  enter(caller: State, intent: string, fact: string | number): number {
    const key = JSON.stringify([intent, fact])
    const frame = this.#byKey.get(key) ?? this.#frames.push({ intent, callers: new Set(), returning: [] })
    this.#byKey.set(key, frame)
    this.#join(frame, caller)
    return frame
  }

  #join(frame: number, caller: State): void {
    const found = this.#frames[frame - 1]
    if (found === undefined || found.callers.has(caller)) return
    found.callers.add(caller)
    for (const tell of [...found.returning]) tell(caller)
  }

  /** Tells every place from which the question was asked, now and as they are found. */
  forEachCaller(frame: number, tell: (caller: State) => void): void {
    const found = this.#frames[frame - 1]
    if (found === undefined) return
    found.returning.push(tell)
    for (const caller of [...found.callers]) tell(caller)
  }
}
