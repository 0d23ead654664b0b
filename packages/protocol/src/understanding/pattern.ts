import { RE2JS } from 're2js'

/** Characters. */
const longestPattern = 1_000
/** Steps that a pattern compiles to, counted repetitions multiplied out: each may be tried at every character of a text. */
const mostSteps = 5_000

/** What a pattern repeats by numbers is at least so many steps; compiling hundreds of thousands of them only to count them takes a while. */
const repeatedSteps = (source: string): number =>
  [...source.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)].reduce((steps, [, least, most]) => steps + Math.max(Number(least), Number(most ?? 0)), 0)

/**
 * Compiles a pattern in RE2 syntax, which matches in a time that grows with the text and with the pattern, both of them bounded.
 * @param flags of RE2JS
 * @throws Error whose message says in one line, without a full stop, why the pattern is refused
 */
export function compileRe2(source: string, flags = 0): RE2JS {
  if (source.length > longestPattern) throw new Error(`it is longer than ${longestPattern} characters; split it`)
  const compiled = repeatedSteps(source) > mostSteps ? undefined : RE2JS.compile(source, flags)
  if (compiled === undefined || compiled.programSize() > mostSteps) throw new Error(`what it repeats comes to more than ${mostSteps} steps; repeat less, or use * or +`)
  return compiled
}

/** Whether a pattern may stand in a flow. */
export const isPattern = (source: string): boolean => {
  try {
    compileRe2(source)
    return true
  } catch {
    return false
  }
}
