import type { Standing } from './calibration.js'

/** The best and the second best of the places that are allowed, and the best of the others; -1 where there is none. */
function bestPlaces(margins: Float64Array, isAllowed: (place: number) => boolean): { first: number; second: number; outsider: number } {
  let [first, second, outsider] = [-1, -1, -1]
  const isBetter = (place: number, than: number): boolean => than < 0 || (margins[place] ?? 0) > (margins[than] ?? 0)
  for (let place = 0; place < margins.length; place += 1) {
    if (!isAllowed(place)) {
      if (isBetter(place, outsider)) outsider = place
    } else if (isBetter(place, first)) [first, second] = [place, first]
    else if (isBetter(place, second)) second = place
  }
  return { first, second, outsider }
}

export interface PlacedStanding extends Standing {
  readonly place: number
}

/** A class that the turn does not expect is believed less than one that it does, but a caller may well speak of it. */
const outsiderHandicap = 0.4
/** A class without any rival is as far ahead as one usually is. */
const loneGap = 0.5

/** The standings of the allowed classes, in the order of their places. */
export function standingsOf(margins: Float64Array, unknownShare: number, isAllowed: (place: number) => boolean): PlacedStanding[] {
  const { first, second, outsider } = bestPlaces(margins, isAllowed)
  const marginAt = (place: number): number => (place < 0 ? -Infinity : (margins[place] ?? 0))
  const outside = marginAt(outsider) - outsiderHandicap
  const standings: PlacedStanding[] = []
  for (let place = 0; place < margins.length; place += 1) {
    if (!isAllowed(place)) continue
    const margin = margins[place] ?? 0
    const rival = Math.max(outside, marginAt(place === first ? second : first))
    standings.push({ place, margin, gap: rival === -Infinity ? loneGap : margin - rival, unknownShare })
  }
  return standings
}
