const everyMs = 2_000

/** Tells how many calls are through, now and then in long work. */
export function createProgress(note: (line: string) => void, now: () => number = () => performance.now()): { count(): void } {
  let [callCount, toldAt] = [0, now()]
  return {
    count() {
      callCount += 1
      if (now() - toldAt < everyMs) return
      toldAt = now()
      note(`${callCount.toLocaleString('en')} calls so far`)
    },
  }
}
