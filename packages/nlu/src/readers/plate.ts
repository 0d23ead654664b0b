import { readingConfidence, type Reading } from './reading.js'
import { spokenRuns, spokenTokens, wholeRun } from './spoken-characters.js'

export interface PlateOptions {
  /** Characters. */
  readonly minCount?: number
  readonly maxCount?: number
  /** Whether digits or letters alone are a plate; they are where nothing else is asked for. */
  readonly bare?: boolean
}

/** Vehicles' plates of most countries have so many characters. */
const shortest = 3
const longest = 8

/**
 * A vehicle's plate, in capitals without spaces: letters by their names or a spelling alphabet, digits one by one or in pairs. The last
 * one that fits wins; one of letters alone is a plate where nothing else was said.
 */
export function readPlate(text: string, { minCount = shortest, maxCount = longest, bare = true }: PlateOptions = {}): Reading<string> | undefined {
  const tokens = spokenTokens(text)
  const fits = (plate: string): boolean => plate.length >= minCount && plate.length <= maxCount
  const all = spokenRuns(tokens)
  const runs = all.filter((run) => fits(run.text))
  const found =
    wholeRun(all, (plate) => fits(plate) && /\d/.test(plate) && /[A-Z]/.test(plate)) ??
    (bare ? (runs.findLast((run) => /\d/.test(run.text)) ?? runs.find((run) => run.end - run.start === tokens.length)) : undefined)
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  return { value: found.text, matched: said.join(' '), confidence: readingConfidence(0, Math.floor((tokens.length - said.length) / 3)) }
}
