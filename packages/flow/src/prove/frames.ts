/** The answer to a global question, as calls come to it: one for each question and what was known of the call. */
interface Frame<State> {
  readonly intent: string
  /** Global questions within the answers of global questions. */
  readonly depth: number
  readonly callers: Set<State>
  readonly returning: ((caller: State) => void)[]
}

/** So many ways back a call remembers; as the chart has it. */
const mostReturns = 3

/** Where the answers of global questions lead back to: each way back belongs to a way in. */
export class Frames<State> {
  readonly #frames: Frame<State>[] = []
  readonly #byKey = new Map<string, number>()

  /** The global question that the frame answers. */
  intentOf(frame: number): string | undefined {
    return this.#frames[frame - 1]?.intent
  }

  /**
   * The frame of a global question that is heard at the caller's place.
   * @param known what is known of the call there: calls of which the same is known share their frame
   */
  enter(caller: State, within: number, intent: string, known: string): number {
    const depth = (this.#frames[within - 1]?.depth ?? 0) + 1
    if (depth > mostReturns) return within
    const key = JSON.stringify([depth, intent, known])
    const frame = this.#byKey.get(key) ?? this.#frames.push({ intent, depth, callers: new Set(), returning: [] })
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
