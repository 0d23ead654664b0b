import { standsIn } from './stands-in.js'

/** A variable and the expression that it gets. */
export type Assignment = readonly [variable: string, expression: string]

const depend = ([first, read]: Assignment, [second, alsoRead]: Assignment): boolean => first === second || standsIn(alsoRead, first) || standsIn(read, second)

/** The same assignments in the one order that those have which do the same: only what depends on another keeps its place behind it. */
export const ordered = (assignments: readonly Assignment[]): Assignment[] => {
  const left = [...assignments]
  const done: Assignment[] = []
  while (left.length > 0) {
    const free = left.filter((each, index) => left.slice(0, index).every((before) => !depend(before, each)))
    const next = free.reduce((least, each) => (each[0] < least[0] ? each : least))
    left.splice(left.indexOf(next), 1)
    done.push(next)
  }
  return done
}
